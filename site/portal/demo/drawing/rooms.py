"""What stands indoors: walls, windows, tables, chairs, a stage, the star."""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from collections.abc import Sequence

from portal.demo.drawing.brush import WIDTH, Sheet, curve
from portal.demo.drawing.landscape import leaf, star
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    GOLD,
    HAZE,
    INK,
    JADE,
    LACQUER,
    MIST,
    MOSS,
    PAPER,
    PINE,
    SAND,
    SKY,
    TINT,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)

GLASS = rgb("#BFD0CF")


def room(
    sheet: Sheet, floor: float, wall: Colour = CREAM, boards: Colour = SAND
) -> None:
    """Wall above, floor below, panelling where they meet."""
    sheet.fade(0, floor, (mix(wall, INK, 0.1), wall, mix(wall, PAPER, 0.35)))
    sheet.fade(floor, sheet.height, (mix(boards, INK, 0.06), mix(boards, PAPER, 0.25)))
    panel = floor - 120
    sheet.box(0, panel, WIDTH, floor, mix(wall, WOOD, 0.42))
    sheet.box(0, panel - 6, WIDTH, panel + 6, mix(wall, WOOD, 0.65))
    for x in range(30, WIDTH, 110):
        sheet.box(x, panel + 20, x + 84, floor - 18, INK, 0.06)
    sheet.box(0, floor - 10, WIDTH, floor, mix(WOOD, INK, 0.3))


def floor_lines(sheet: Sheet, floor: float, middle: float = WIDTH / 2) -> None:
    for step in range(-14, 15):
        far, near = middle + step * 70, middle + step * 260
        sheet.line([(far, floor), (near, sheet.height)], 3, INK, 0.06)


def window(
    sheet: Sheet, left: float, top: float, right: float, bottom: float
) -> None:
    """A tall window on the hills; daylight comes through it."""
    sheet.box(left - 16, top - 16, right + 16, bottom + 16, mix(WOOD, PAPER, 0.25))
    sheet.fade(top, bottom, (SKY, PAPER, MIST), left, right)
    hills(sheet, left, right, bottom, (bottom - top) * 0.5, HAZE)
    hills(sheet, left, right, bottom, (bottom - top) * 0.3, mix(JADE, HAZE, 0.4))
    for share in (1 / 3, 2 / 3):
        bar = left + (right - left) * share
        sheet.box(bar - 4, top, bar + 4, bottom, mix(WOOD, PAPER, 0.25))
    rail = top + (bottom - top) * 0.4
    sheet.box(left, rail - 4, right, rail + 4, mix(WOOD, PAPER, 0.25))
    sheet.box(left - 26, bottom + 12, right + 26, bottom + 26, mix(WOOD, INK, 0.1))


def hills(
    sheet: Sheet, left: float, right: float, foot: float, tall: float, tone: Colour
) -> None:
    """Far hills between two edges, as a window or a wall painting shows them."""
    chance = sheet.chance
    count = max(3, round((right - left) / tall * 1.6))
    line = [
        (left + (right - left) * step / count,
         foot - tall * chance.uniform(*((0.7, 1) if step % 2 else (0.3, 0.6))))
        for step in range(count + 1)
    ]
    sheet.shape([(left, foot), *curve(line, closed=False), (right, foot)], tone)


def daylight(sheet: Sheet, left: float, right: float, top: float, lean: float) -> None:
    """A shaft of light falling from a window across the room."""
    low = sheet.height
    beam = [(left, top), (right, top), (right + lean, low), (left + lean, low)]
    sheet.shade(beam, rgb("#FFF3D6"), 0.26, 40)


def slats(sheet: Sheet, left: float, right: float, bottom: float, tone: Colour) -> None:
    """A backdrop of narrow wooden boards."""
    sheet.fade(0, bottom, (mix(tone, INK, 0.25), tone, mix(tone, PAPER, 0.1)), left,
               right)
    x = left
    while x < right:
        sheet.box(x, 0, x + 4, bottom, INK, 0.16)
        sheet.box(x + 5, 0, x + 8, bottom, PAPER, 0.08)
        x += 34


def drape(sheet: Sheet, left: float, right: float, bottom: float, tone: Colour) -> None:
    """A curtain in soft folds."""
    sheet.box(left, 0, right, bottom, tone)
    folds = max(2, round((right - left) / 38))
    wide = (right - left) / folds
    for fold in range(folds):
        x = left + fold * wide
        sheet.box(x, 0, x + wide * 0.4, bottom, INK, 0.13)
        sheet.box(x + wide * 0.6, 0, x + wide * 0.8, bottom, PAPER, 0.07)
    sheet.box(left, bottom - 14, right, bottom, INK, 0.2)


def emblem(sheet: Sheet, x: float, y: float, size: float) -> None:
    """The star on the wall behind a stage, lit from below."""
    sheet.glow(x, y, size * 2.6, size * 2.2, rgb("#FFE9BC"), 0.4)
    sheet.oval(x, y, size * 1.28, size * 1.28, PAPER, 0.1)
    star(sheet, x, y, size, GOLD, turn=0.3927)


def table(
    sheet: Sheet,
    left: float,
    right: float,
    top: float,
    bottom: float,
    cloth: Colour = TINT,
) -> None:
    """A table covered to the floor, seen from the front."""
    sheet.box(left + 12, bottom - 8, right + 12, bottom + 14, INK, 0.16, 10)
    sheet.box(left, top, right, bottom, mix(cloth, INK, 0.07))
    fold = left
    while fold < right - 30:
        wide = sheet.chance.uniform(50, 90)
        sheet.shape([(fold, top + 22), (fold + 12, top + 22), (fold + 24, bottom),
                     (fold - 6, bottom)], INK, 0.06)
        fold += wide
    sheet.box(left - 8, top, right + 8, top + 24, cloth)
    sheet.box(left - 8, top + 24, right + 8, top + 29, LACQUER, 0.75)


def bouquet(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A low arrangement of flowers; y is the table under it."""
    chance = sheet.chance
    for _ in range(16):
        angle = chance.uniform(-2.9, -0.2)
        leaf(sheet, x, y - size * 0.1, size * chance.uniform(0.5, 0.9), angle,
             chance.choice((MOSS, PINE, JADE)))
    for _ in range(13):
        dx, dy = chance.uniform(-0.6, 0.6) * size, chance.uniform(-0.75, -0.25) * size
        tone = chance.choice((LACQUER, GOLD, PAPER, CLAY, rgb("#D98C79")))
        petal = size * chance.uniform(0.09, 0.14)
        sheet.oval(x + dx, y + dy, petal, petal * 0.9, tone)
        sheet.oval(x + dx, y + dy, petal * 0.4, petal * 0.36, mix(tone, INK, 0.25))
    bowl = [(-0.35, -0.2), (0.35, -0.2), (0.26, 0.0), (-0.26, 0.0)]
    sheet.shape([(x + dx * size, y + dy * size) for dx, dy in bowl], PAPER)
    sheet.shape([(x + size * 0.1, y - size * 0.2), (x + size * 0.35, y - size * 0.2),
                 (x + size * 0.26, y), (x + size * 0.06, y)], INK, 0.12)


def plant(sheet: Sheet, x: float, y: float, tall: float) -> None:
    """A palm in a pot in the corner; y is the floor."""
    chance = sheet.chance
    for number in range(11):
        angle = -2.75 + number * 0.24 + chance.uniform(-0.08, 0.08)
        leaf(sheet, x, y - tall * 0.3, tall * chance.uniform(0.5, 0.7), angle,
             mix(MOSS, PINE, chance.random()))
    pot = [(-0.14, -0.3), (0.14, -0.3), (0.1, 0), (-0.1, 0)]
    sheet.shape([(x + dx * tall, y + dy * tall) for dx, dy in pot], CLAY)
    sheet.box(x - tall * 0.16, y - tall * 0.33, x + tall * 0.16, y - tall * 0.27,
              mix(CLAY, INK, 0.15))


def lectern(sheet: Sheet, x: float, y: float, tall: float) -> None:
    """A speaker's desk with a small star; y is the floor."""
    body = [(-0.3, -1), (0.3, -1), (0.24, 0), (-0.24, 0)]
    sheet.shape([(x + dx * tall, y + dy * tall) for dx, dy in body], WOOD)
    far = [(0.06, -1), (0.3, -1), (0.24, 0), (0.08, 0)]
    sheet.shape([(x + dx * tall, y + dy * tall) for dx, dy in far], INK, 0.16)
    sheet.box(x - tall * 0.36, y - tall * 1.06, x + tall * 0.36, y - tall * 0.96,
              mix(WOOD, PAPER, 0.18))
    star(sheet, x, y - tall * 0.58, tall * 0.14, GOLD, turn=0.3927)
    stalk = [(x + tall * 0.08, y - tall * 1.04), (x + tall * 0.03, y - tall * 1.22)]
    sheet.line(stalk, tall * 0.025, INK)
    sheet.oval(stalk[1][0], stalk[1][1], tall * 0.035, tall * 0.05, INK)


def chair_back(sheet: Sheet, x: float, y: float, tall: float, tone: Colour) -> None:
    """The back of a chair in front of us; y is its upper edge."""
    sheet.box(x - tall * 0.95, y, x + tall * 0.95, y + tall * 3, tone,
              radius=tall * 0.3)
    sheet.box(x - tall * 0.8, y + tall * 0.14, x + tall * 0.8, y + tall * 2.6, PAPER,
              0.07, tall * 0.24)
    sheet.box(x + tall * 0.5, y, x + tall * 0.95, y + tall * 3, INK, 0.1, tall * 0.3)


def papers(
    sheet: Sheet, places: Sequence[tuple[float, float, float]], lean: float = 0.0
) -> None:
    """Sheets lying on a table at (x, y, size), foreshortened."""
    for x, y, size in places:
        page = [(x - size, y + size * 0.28), (x - size * 0.75 + lean, y - size * 0.28),
                (x + size * 0.75 + lean, y - size * 0.28), (x + size, y + size * 0.28)]
        sheet.shape([(a + 5, b + 5) for a, b in page], INK, 0.12)
        sheet.shape(page, PAPER)
        for row in (-0.12, 0.0, 0.12):
            sheet.line([(x - size * 0.6, y + row * size), (x + size * 0.5,
                        y + row * size)], size * 0.03, INK, 0.2)


def cup(sheet: Sheet, x: float, y: float, size: float) -> None:
    sheet.oval(x, y, size * 0.9, size * 0.28, INK, 0.12)
    body = [(-0.5, -0.75), (0.5, -0.75), (0.36, 0.05), (-0.36, 0.05)]
    sheet.shape([(x + dx * size, y + dy * size) for dx, dy in body], PAPER)
    sheet.oval(x, y - size * 0.75, size * 0.5, size * 0.16, mix(WALNUT, GOLD, 0.35))
    sheet.shape([(x + size * 0.12, y - size * 0.7), (x + size * 0.5, y - size * 0.72),
                 (x + size * 0.36, y + size * 0.05), (x + size * 0.1, y)], INK, 0.1)


def lamp(sheet: Sheet, x: float, y: float, size: float, drop: float = 0) -> None:
    """A hanging lamp with its light."""
    sheet.line([(x, drop), (x, y - size)], 4, INK, 0.7)
    sheet.glow(x, y + size * 0.4, size * 6, size * 5.4, rgb("#FFDF9A"), 0.6)
    shade = [(x - size * 0.4, y - size), (x + size * 0.4, y - size), (x + size, y),
             (x - size, y)]
    sheet.shape(shade, CLAY)
    sheet.oval(x, y, size, size * 0.16, rgb("#FFF0C4"))
