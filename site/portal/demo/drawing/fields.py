"""Which scenes show work on the land: planting, the nursery, the star anise?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

import math

from portal.demo.drawing.brush import WIDTH, Sheet, curve
from portal.demo.drawing.heads import head
from portal.demo.drawing.horizon import AFTERNOON, MORNING, far_hills
from portal.demo.drawing.landscape import (
    anise_tree,
    branch,
    grove,
    house,
    leaf,
    sky,
    star,
    tree,
    tufts,
)
from portal.demo.drawing.looks import Look, somebody
from portal.demo.drawing.palette import (
    BRONZE,
    CLAY,
    GOLD,
    HAZE,
    INDIGO,
    INK,
    LEAF,
    MOSS,
    PAPER,
    PINE,
    RICE,
    SAND,
    TILE,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)
from portal.demo.drawing.people import arm, standing


def planting(
    sheet: Sheet, light: tuple[Colour, ...] = MORNING, sun: float = 0.72
) -> None:
    """A hillside being planted, three and three."""
    sky(sheet, 520, light, sun)
    far_hills(sheet, 500, 400)
    back = [(-20, 520), (380, 440), (800, 480), (1200, 430), (1520, 470)]
    sheet.shape([*curve(back, closed=False), (1520, 1020), (-20, 1020)],
                mix(MOSS, HAZE, 0.25))
    for row in range(4):
        for number in range(18):
            x = 30 + number * 84 + row * 30 + sheet.chance.uniform(-12, 12)
            anise_tree(sheet, x, 520 + row * 24, 34 + row * 8, mix(PINE, MOSS, 0.5))
    front = [(-20, 640), (300, 580), (760, 620), (1180, 570), (1520, 610)]
    sheet.shape([*curve(front, closed=False), (1520, 1020), (-20, 1020)],
                mix(CLAY, SAND, 0.42))
    for number in range(9):
        y = 640 + number * 46
        rise = [(x, y + 18 * math.sin(x / 260 + number)) for x in range(-20, 1541, 60)]
        sheet.line(rise, 5 + number, mix(WALNUT, CLAY, 0.6), 0.25)
    for row in range(5):
        for number in range(12):
            x = number * 136 + row * 61 - 60 + sheet.chance.uniform(-10, 10)
            _sapling(sheet, x, 676 + row * 78, 30 + row * 15)
    planters = ((300, 780, 40, "indigo"), (470, 760, 38, ""), (1010, 770, 40, ""),
                (1210, 800, 43, "indigo"), (700, 900, 58, ""), (940, 930, 61, "indigo"))
    for x, y, tall, dress in planters:
        _planter(sheet, x, y, tall, somebody(sheet.chance, dress or "shirt"))
    tufts(sheet, 950, 1010, MOSS, 60)


def _sapling(sheet: Sheet, x: float, y: float, tall: float) -> None:
    sheet.oval(x, y, tall * 0.4, tall * 0.1, mix(WALNUT, CLAY, 0.3), 0.7)
    sheet.limb([(x, y), (x, y - tall * 0.7)], tall * 0.08, tall * 0.04, WALNUT)
    for lift, angle in ((0.3, -0.5), (0.3, -2.6), (0.55, -0.8), (0.55, -2.3),
                        (0.7, -1.57)):
        leaf(sheet, x, y - tall * lift, tall * 0.48, angle, LEAF)


def _planter(sheet: Sheet, x: float, y: float, tall: float, look: Look) -> None:
    """Bent over a young tree, a hat against the sun."""
    way = -1 if sheet.chance.random() < 0.5 else 1
    sheet.oval(x, y, tall * 1.6, tall * 0.2, INK, 0.16)
    hip, neck = (x - way * tall * 0.9, y - tall * 3), (x + way * tall * 0.7,
                                                       y - tall * 4.3)
    for lean in (0.5, -0.3):
        knee = (hip[0] + way * tall * (0.3 + lean * 0.5), y - tall * 1.6)
        foot = (hip[0] + lean * tall, y - tall * 0.12)
        sheet.limb([hip, knee, foot], tall * 0.72, tall * 0.38, look.bottom)
        sheet.oval(foot[0] + way * tall * 0.12, y - tall * 0.08, tall * 0.3,
                   tall * 0.13, INK)
    _sapling(sheet, x + way * tall * 1.75, y + tall * 0.05, tall * 1.7)
    sheet.limb([hip, neck], tall * 1.15, tall * 1.2, look.top)
    face = (neck[0] + way * tall * 0.62, neck[1] - tall * 0.42)
    head(sheet, *face, tall, look, way * 0.9)
    brim = [(-0.85, -0.12), (0, -0.72), (0.85, -0.12), (0, 0.02)]
    hat = [(face[0] + dx * tall + way * tall * 0.05, face[1] + dy * tall)
           for dx, dy in brim]
    sheet.shape(hat, mix(SAND, RICE, 0.35))
    sheet.shape([hat[1], hat[2], hat[3]], INK, 0.12)
    for reach in (1.75, 1.5):
        arm(sheet, (neck[0], neck[1] + tall * 0.3),
            (x + way * tall * reach, y - tall * 1.0), tall, look, way * 0.4)


def nursery(sheet: Sheet) -> None:
    """Beds of seedlings under shade, women tending them."""
    sky(sheet, 420, AFTERNOON, 0.2)
    far_hills(sheet, 420, 320)
    grove(sheet, 440, 70, mix(MOSS, HAZE, 0.15), 34)
    sheet.fade(430, sheet.height, (mix(SAND, CLAY, 0.25), mix(SAND, CLAY, 0.1)))
    house(sheet, 1290, 500, 260)
    tree(sheet, 1080, 492, 190, MOSS)
    for bed in (-2, -1, 0, 1, 2):
        far, near = 750 + bed * 170, 750 + bed * 440
        edge = [(far - 52, 480), (far + 52, 480), (near + 150, 1010),
                (near - 150, 1010)]
        sheet.shape(edge, mix(WALNUT, CLAY, 0.35))
        for row in range(14):
            near_by = (row / 13) ** 1.6
            x, y = far + (near - far) * near_by, 492 + 520 * near_by
            for spot in (-0.72, -0.24, 0.24, 0.72):
                wide = 52 + 98 * near_by
                _sprig(sheet, x + spot * wide, y, 20 + 58 * near_by)
    for x in (120, 520, 980, 1380):
        sheet.limb([(x, 480 + abs(x - 750) * 0.2), (x, 120)], 14, 12, WOOD)
    for x, y, tall, dress in ((560, 700, 42, "indigo"), (940, 690, 41, "indigo"),
                              (300, 860, 58, "indigo"), (1040, 900, 62, "")):
        _planter(sheet, x, y, tall, somebody(sheet.chance, dress or "shirt"))
    shade = [(-20, 150), (1520, 120), (1520, 40), (-20, 60)]
    sheet.shape(shade, mix(PINE, INK, 0.1), 0.55)
    for x in range(0, WIDTH, 46):
        sheet.line([(x, 58), (x + 6, 146)], 4, PAPER, 0.15)
    sheet.shade([(0, 560), (1500, 560), (1500, 640), (0, 660)], INK, 0.14, 30)


def _sprig(sheet: Sheet, x: float, y: float, tall: float) -> None:
    """A seedling among hundreds: three plain leaves."""
    tone = mix(LEAF, MOSS, sheet.chance.random() * 0.7)
    for tip, lift in ((-0.42, 0.62), (0.42, 0.62), (0.0, 0.95)):
        side = 0.11 if tip else 0.13
        sheet.shape([(x, y), (x + (tip / 2 - side) * tall, y - lift * 0.6 * tall),
                     (x + tip * tall, y - lift * tall),
                     (x + (tip / 2 + side) * tall, y - lift * 0.5 * tall)],
                    mix(tone, PAPER, 0.1) if tip <= 0 else tone)


def grower(sheet: Sheet) -> None:
    """An old man under his star anise: a tall picture."""
    low = sheet.height
    sky(sheet, low * 0.6, MORNING, 0.25)
    far_hills(sheet, low * 0.6, low * 0.3)
    sheet.box(0, low * 0.6, WIDTH, low, mix(MOSS, LEAF, 0.3))
    slope = [(-20, low * 0.6), (500, low * 0.58), (1000, low * 0.6),
             (1520, low * 0.56)]
    sheet.shape([*curve(slope, closed=False), (1520, low + 9), (-20, low + 9)],
                mix(MOSS, LEAF, 0.3))
    for x, y, tall in ((170, 0.67, 520), (420, 0.64, 400), (1330, 0.66, 620),
                       (1090, 0.63, 420), (640, 0.625, 300), (880, 0.62, 280)):
        tone = mix(MOSS, PINE, sheet.chance.random() * 0.6)
        anise_tree(sheet, x, low * y, tall, tone)
    tufts(sheet, low * 0.62, low + 10, mix(MOSS, LEAF, 0.3), 420)
    man = Look(rgb("#B9835C"), rgb("#C9C4BA"), INDIGO, rgb("#1F2A3A"),
               "short", "indigo")
    x, tall = 740, 270
    neck = low * 0.5
    ground = neck + 5.85 * tall
    basket = [(x - 270, neck + 20), (x + 270, neck + 20), (x + 215, neck + 640),
              (x - 215, neck + 640)]
    sheet.shape(basket, WOOD)
    for row in range(1, 9):
        y, half = neck + 20 + row * 68, 270 - row * 6
        sheet.line([(x - half, y), (x + half, y)], 6, WALNUT, 0.5)
    for dx in range(-230, 240, 56):
        for dy in (-4, 26):
            star(sheet, x + dx + dy, neck + 14 - dy, 54,
                 sheet.chance.choice((CLAY, GOLD, TILE, BRONZE)), dx / 70)
    standing(sheet, x, ground, tall, man, 0.35, ((-0.55, 2.0), (0.95, 1.35)))
    for side in (-1, 1):
        strap = [(x + side * 0.42 * tall, neck + 0.02 * tall),
                 (x + side * 0.6 * tall, neck + 1.56 * tall)]
        sheet.line(strap, 26, mix(WOOD, SAND, 0.3))
    beard = [(-0.13, 0.3), (0, 0.36), (0.16, 0.3), (0.1, 0.56), (0.02, 0.7),
             (-0.07, 0.56)]
    at = neck - 0.62 * tall
    sheet.blob([(x + (dx + 0.03) * tall, at + dy * tall) for dx, dy in beard],
               rgb("#D5D0C6"))
    branch(sheet, [(x + 0.7 * tall, neck + 1.4 * tall), (x + 1.15 * tall,
                   neck + 1.15 * tall), (x + 1.6 * tall, neck + 1.2 * tall)], 130, MOSS)
    sheet.oval(x + 0.95 * tall, neck + 1.35 * tall, 0.13 * tall, 0.13 * tall, man.skin)
    branch(sheet, [(-60, 90), (300, 190), (640, 210), (980, 330)], 200, MOSS)
    branch(sheet, [(1560, 60), (1320, 170), (1120, 200)], 190, mix(MOSS, LEAF, 0.2))
