"""Which scenes show the valleys and hills of Lạng Sơn?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from portal.demo.drawing.brush import WIDTH, Sheet, curve
from portal.demo.drawing.horizon import AFTERNOON, MORNING, far_hills
from portal.demo.drawing.landscape import (
    anise_tree,
    branch,
    grove,
    house,
    path,
    sky,
    terraces,
    tree,
    tufts,
)
from portal.demo.drawing.looks import somebody
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    GOLD,
    HAZE,
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
from portal.demo.drawing.people import standing
from portal.demo.drawing.rooms import bouquet


def border_village(sheet: Sheet) -> None:
    """Tiled houses above the terraces, hills of the border behind."""
    sky(sheet, 560, MORNING, 0.74)
    far_hills(sheet, 520, 420)
    grove(sheet, 540, 60, mix(MOSS, HAZE, 0.25), 34)
    tones = [mix(RICE, LEAF, share) for share in (0.5, 0.1, 0.7, 0.25, 0.6, 0.0)]
    terraces(sheet, 540, 930, tones)
    for x, y, wide in ((960, 566, 150), (1130, 590, 190), (800, 592, 170),
                       (1290, 628, 220), (980, 642, 230)):
        tree(sheet, x - wide * 0.6, y, wide * 0.75, mix(MOSS, PINE, 0.4))
        house(sheet, x, y, wide, mix(CREAM, CLAY, sheet.chance.uniform(0, 0.3)))
    tree(sheet, 1405, 650, 190, MOSS)
    path(sheet, [(1010, 650, 14), (940, 720, 24), (700, 800, 40), (620, 900, 66),
                 (330, 1010, 120)], mix(SAND, PAPER, 0.3))
    carrier = somebody(sheet.chance, "indigo")
    standing(sheet, 646, 884, 24, carrier, back=True)
    standing(sheet, 706, 862, 24, somebody(sheet.chance, "shirt"), back=True)
    standing(sheet, 590, 896, 18, somebody(sheet.chance), back=True)
    for x, tall in ((120, 620), (290, 420)):
        anise_tree(sheet, x, 900 + tall * 0.1, tall, mix(MOSS, PINE, 0.4))
    tufts(sheet, 930, 1010, MOSS, 120)


def panorama(sheet: Sheet, light: tuple[Colour, ...] = AFTERNOON) -> None:
    """The limestone of Chi Lăng behind a flowering branch of star anise."""
    low = sheet.height
    sky(sheet, low * 0.8, light, 0.34)
    far_hills(sheet, low * 0.82, low * 0.62, 4)
    grove(sheet, low * 0.84, 34, mix(MOSS, HAZE, 0.2), 60)
    tones = [mix(RICE, LEAF, share) for share in (0.2, 0.55, 0.1, 0.7)]
    terraces(sheet, low * 0.84, low * 0.99, tones)
    for x, wide in ((300, 84), (420, 66), (700, 74), (610, 58)):
        house(sheet, x, low * 0.87 + wide * 0.1, wide)
    branch(sheet, [(1540, low * 0.04), (1300, low * 0.18), (1060, low * 0.2),
                   (830, low * 0.36)], 128, mix(MOSS, LEAF, 0.2))
    branch(sheet, [(1540, low * 0.5), (1400, low * 0.58), (1240, low * 0.57)], 118,
           MOSS)


def valley(sheet: Sheet) -> None:
    """A border valley early in the day: road, fields, towers of rock."""
    low = sheet.height
    sky(sheet, low * 0.7, MORNING, 0.62)
    far_hills(sheet, low * 0.66, low * 0.5, 4)
    tones = [mix(LEAF, RICE, share) for share in (0.3, 0.7, 0.1, 0.8, 0.4)]
    terraces(sheet, low * 0.67, low * 0.97, tones)
    road = [(690, low * 0.67, 5), (790, low * 0.715, 10), (640, low * 0.77, 22),
            (700, low * 0.86, 44), (500, low * 1.02, 120)]
    path(sheet, road, mix(SAND, PAPER, 0.4))
    for x, y, wide in ((1010, 0.7, 90), (1100, 0.715, 110), (930, 0.725, 100),
                       (1190, 0.745, 130), (320, 0.72, 90), (400, 0.735, 105)):
        tree(sheet, x + wide * 0.62, low * y, wide * 0.8, mix(MOSS, PINE, 0.3))
        house(sheet, x, low * y, wide)
    sheet.mist(low * 0.58, low * 0.7, rgb("#F5EEDC"), 0.4)
    for x, tall in ((1420, 300), (1300, 230), (70, 260)):
        anise_tree(sheet, x, low * 0.99, tall, mix(MOSS, PINE, 0.45))
    tufts(sheet, low * 0.94, low + 8, MOSS, 110)


def journey(sheet: Sheet) -> None:
    """A group on the way through the valley of Bắc Sơn."""
    sky(sheet, 600, AFTERNOON, 0.25)
    far_hills(sheet, 590, 480)
    grove(sheet, 610, 56, mix(MOSS, HAZE, 0.15), 40)
    tones = [mix(LEAF, RICE, share) for share in (0.6, 0.2, 0.75, 0.35)]
    terraces(sheet, 606, 900, tones)
    path(sheet, [(1090, 612, 16), (980, 660, 40), (1010, 740, 90), (760, 850, 190),
                 (690, 1020, 380)], mix(SAND, PAPER, 0.35))
    house(sheet, 1120, 628, 150)
    tree(sheet, 1230, 636, 150, MOSS)
    walkers = ((1000, 706, 20), (966, 716, 21), (1016, 736, 23), (972, 752, 25),
               (928, 776, 28), (990, 790, 29), (886, 820, 34), (806, 846, 38),
               (912, 868, 40), (690, 900, 46), (824, 934, 50), (590, 968, 56))
    for number, (x, y, tall) in enumerate(walkers):
        look = somebody(sheet.chance, "ao-dai" if number == 6 else "")
        stride = sheet.chance.uniform(-0.2, 0.2)
        hands = ((-0.8, 2.3), (0.75, 2.4))
        standing(sheet, x, y, tall, look, 0, hands, back=True, stride=stride)
    anise_tree(sheet, 140, 980, 640, mix(MOSS, PINE, 0.45))
    anise_tree(sheet, 330, 950, 380, mix(MOSS, PINE, 0.3))
    tree(sheet, 1400, 960, 430, mix(MOSS, LEAF, 0.2))
    tufts(sheet, 930, 1010, MOSS, 90)


def memorial(sheet: Sheet) -> None:
    """An old wooden house on a hill, steps up to it, visitors with flowers."""
    sky(sheet, 560, MORNING, 0.5)
    far_hills(sheet, 540, 400)
    grove(sheet, 560, 120, mix(PINE, HAZE, 0.25), 26)
    slope = [(-20, 620), (400, 560), (750, 545), (1100, 560), (1520, 620), (1520, 1020),
             (-20, 1020)]
    sheet.box(0, 550, WIDTH, sheet.height, mix(PINE, HAZE, 0.2))
    sheet.shape([*curve(slope[:5], closed=False), *slope[5:]], mix(LEAF, MOSS, 0.4))
    _old_house(sheet, 750, 596)
    for side in (-1, 1):
        tree(sheet, 750 + side * 430, 620, 300, MOSS)
        anise_tree(sheet, 750 + side * 630, 720, 420, mix(MOSS, PINE, 0.5))
    steps = 13
    for number in range(steps):
        near = number / steps
        y, half = 586 + 440 * near**1.25, 70 + 190 * near
        depth = 14 + 28 * near
        sheet.box(750 - half, y, 750 + half, y + depth, mix(SAND, PAPER, 0.45))
        sheet.box(750 - half, y + depth * 0.55, 750 + half, y + depth * 1.5,
                  mix(SAND, INK, 0.2))
    for side in (-1, 1):
        for near in (0.15, 0.45, 0.8):
            x = 750 + side * (90 + 210 * near)
            tree(sheet, x, 606 + 420 * near**1.25, 66 + 70 * near, mix(MOSS, LEAF, 0.4))
    visitors = ((712, 660, 24), (776, 668, 25), (690, 720, 30), (800, 736, 32),
                (742, 796, 38), (640, 842, 44), (836, 856, 46), (716, 924, 54),
                (882, 958, 58))
    for number, (x, y, tall) in enumerate(visitors):
        dress = ("ao-dai", "", "jacket")[number % 3]
        standing(sheet, x, y, tall, somebody(sheet.chance, dress), back=True)
    bouquet(sheet, 628, 742, 62)
    tufts(sheet, 900, 1010, MOSS, 60)


def _old_house(sheet: Sheet, x: float, y: float) -> None:
    """A wooden house with a veranda on a stone base; x its middle, y the ground."""
    sheet.box(x - 350, y - 24, x + 350, y, mix(SAND, HAZE, 0.4))
    sheet.box(x - 300, y - 190, x + 300, y - 24, mix(WOOD, WALNUT, 0.45))
    for board in range(-300, 300, 25):
        sheet.box(x + board, y - 190, x + board + 3, y - 24, INK, 0.2)
    for left in (-250, -150, 90, 190):
        sheet.box(x + left, y - 150, x + left + 62, y - 62, mix(CREAM, GOLD, 0.35))
        for bar in (15, 30, 45):
            sheet.box(x + left + bar, y - 150, x + left + bar + 4, y - 62, WALNUT)
    sheet.box(x - 46, y - 164, x + 46, y - 24, mix(WALNUT, INK, 0.45))
    sheet.box(x - 340, y - 196, x + 340, y - 150, INK, 0.3)
    for column in (-330, -200, -72, 72, 200, 330):
        sheet.box(x + column - 9, y - 200, x + column + 9, y - 24, mix(WOOD, SAND, 0.3))
    eaves, top = y - 186, y - 350
    left = curve([(x - 420, eaves), (x - 350, eaves - 60), (x - 290, top)],
                 closed=False)
    right = [(2 * x - at, down) for at, down in reversed(left)]
    sheet.shape([*left, *right], TILE)
    for row in range(1, 9):
        share = row / 9
        half = 290 + 130 * share**1.4
        level = top + (eaves - top) * share
        sheet.line([(x - half, level), (x + half, level)], 3, INK, 0.16)
    for step in range(-24, 25):
        sheet.line([(x + step * 12, top), (x + step * 17.3, eaves)], 3, INK, 0.13)
    sheet.shape([(x + 40, top), *right, (x + 90, eaves)], INK, 0.1)
    sheet.box(x - 300, top - 12, x + 300, top + 8, mix(TILE, INK, 0.3))
