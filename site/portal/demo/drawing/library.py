"""Which scene happens among books?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from portal.demo.drawing.brush import WIDTH, Sheet
from portal.demo.drawing.heads import head, head_from_behind
from portal.demo.drawing.looks import child
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    GOLD,
    INDIGO,
    INK,
    JADE,
    LACQUER,
    PAPER,
    RICE,
    SAND,
    SLATE,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)
from portal.demo.drawing.people import arm, from_behind, seated
from portal.demo.drawing.rooms import (
    daylight,
    plant,
    window,
)

SPINES = (SLATE, GOLD, LACQUER, PAPER, JADE, CLAY, INDIGO, RICE, mix(SAND, CLAY, 0.4))


def shelf(
    sheet: Sheet, left: float, top: float, right: float, rows: int, high: float
) -> None:
    """Books in rows, a few leaning."""
    chance = sheet.chance
    sheet.box(left - 16, top - 14, right + 16, top + rows * high + 14, WALNUT)
    sheet.box(left, top, right, top + rows * high, mix(WALNUT, INK, 0.35))
    for row in range(rows):
        foot = top + (row + 1) * high - 12
        x = left + 6
        while x < right - 30:
            wide = chance.uniform(9, 24)
            tall = high * chance.uniform(0.55, 0.8)
            tone = chance.choice(SPINES)
            lean = chance.choice((0, 0, 0, 0, 0, 7))
            sheet.shape([(x + lean, foot - tall), (x + wide + lean, foot - tall),
                         (x + wide, foot), (x, foot)], tone)
            sheet.shape([(x + wide * 0.7 + lean, foot - tall), (x + wide + lean,
                         foot - tall), (x + wide, foot), (x + wide * 0.7, foot)], INK,
                        0.16)
            sheet.line([(x + lean * 0.8, foot - tall * 0.8), (x + wide + lean * 0.8,
                        foot - tall * 0.8)], 3, PAPER, 0.4)
            x += wide + (chance.uniform(14, 40) if chance.random() < 0.06 else 2) + lean
        sheet.box(left, foot, right, foot + 12, mix(WOOD, WALNUT, 0.4))


def open_book(sheet: Sheet, x: float, y: float, size: float, tone: Colour) -> None:
    cover = [(-1.04, -0.5), (0, -0.34), (1.04, -0.5), (1.04, 0.5), (0, 0.66),
             (-1.04, 0.5)]
    sheet.shape([(x + dx * size, y + dy * size) for dx, dy in cover], tone)
    for side in (-1, 1):
        page = [(0, -0.38), (side * 0.96, -0.54), (side * 0.96, 0.4), (0, 0.56)]
        sheet.shape([(x + dx * size, y + dy * size) for dx, dy in page],
                    mix(PAPER, SAND, 0.16 if side > 0 else 0))
        for row in (-0.2, 0.0, 0.2):
            sheet.line([(x + side * size * 0.16, y + row * size), (x + side * size *
                        0.8, y + (row - 0.1) * size)], size * 0.05, INK, 0.25)


def library(sheet: Sheet, wall: Colour = CREAM, mirrored: bool = False) -> None:
    """Children read around a low table under shelves of books."""
    flip = (lambda x: WIDTH - x) if mirrored else (lambda x: x)
    high = sheet.height
    floor = high * 0.66
    sheet.fade(0, floor, (mix(wall, WOOD, 0.25), mix(wall, PAPER, 0.3)))
    sheet.fade(floor, high, (mix(WOOD, SAND, 0.35), mix(WOOD, SAND, 0.6)))
    for row in range(7):
        y = floor + (high - floor) * (row / 7) ** 1.3
        sheet.line([(0, y), (WIDTH, y)], 3, INK, 0.1)
    for left, right in ((50, 560), (940, 1450)):
        sides = sorted((flip(left), flip(right)))
        shelf(sheet, sides[0], 70, sides[1], 5, (floor - 84) / 5)
    sides = sorted((flip(620), flip(880)))
    window(sheet, sides[0], 100, sides[1], floor * 0.62)
    plant(sheet, flip(750), floor, 190)
    daylight(sheet, sides[0], sides[1], 100, -240)
    sheet.oval(750, high * 0.86, 640, high * 0.135, mix(LACQUER, CLAY, 0.45), 0.75)
    sheet.oval(750, high * 0.86, 590, high * 0.12, mix(CREAM, CLAY, 0.3), 0.5)
    for x, turn in ((430, 0.5), (600, 0.2), (770, -0.1), (930, -0.3), (1090, -0.5)):
        _reader(sheet, x, high * 0.64, 58, turn)
    sheet.oval(750, high * 0.89, 430, high * 0.06, INK, 0.15)
    sheet.oval(750, high * 0.82, 440, high * 0.075, mix(WOOD, INK, 0.25))
    sheet.oval(750, high * 0.805, 440, high * 0.075, mix(WOOD, SAND, 0.3))
    for x, tone in ((520, SLATE), (690, LACQUER), (850, JADE), (1000, GOLD)):
        open_book(sheet, x, high * 0.79, 44, tone)
    for x in (250, 1260):
        _reader(sheet, x, high * 0.74, 68, 0.8 if x < 750 else -0.8)
    for x in (610, 905):
        look = child(sheet.chance)
        from_behind(sheet, x, high * 0.94, 66, look)
        head_from_behind(sheet, x, high * 0.94 - 46, 78, look)
    sheet.glow(750, high * 0.5, 760, high * 0.5, rgb("#FFE9BC"), 0.25)


def _reader(sheet: Sheet, x: float, y: float, tall: float, turn: float) -> None:
    """A child, so with narrow shoulders, a book before the chest."""
    look = child(sheet.chance)
    book = sheet.chance.choice(SPINES[:7])
    knees = [(x - tall * 1.25, y + tall * 2.3), (x, y + tall * 1.6),
             (x + tall * 1.25, y + tall * 2.3), (x, y + tall * 2.75)]
    sheet.blob(knees, look.bottom)
    seated(sheet, x, y, tall * 0.86, look, turn)
    head(sheet, x + turn * 5, y - tall * 0.62, tall * 1.06, look, turn)
    sheet.blob([*knees[1:], (x - tall * 1.2, y + tall * 2.5)], look.bottom)
    open_book(sheet, x + turn * tall * 0.2, y + tall * 1.35, tall * 0.62, book)
    for side in (-1, 1):
        hand = (x + turn * tall * 0.2 + side * tall * 0.58, y + tall * 1.5)
        shoulder = (x + side * tall * 0.7, y + tall * 0.5)
        arm(sheet, shoulder, hand, tall * 0.8, look, side)
