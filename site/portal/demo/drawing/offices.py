"""Which scenes happen around a table, at a counter, at computers?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from random import Random

from portal.demo.drawing.brush import WIDTH, Sheet
from portal.demo.drawing.landscape import star
from portal.demo.drawing.looks import Look, child, somebody
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    GOLD,
    HAZE,
    INDIGO,
    INK,
    JADE,
    MIST,
    PAPER,
    SAND,
    SLATE,
    TINT,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)
from portal.demo.drawing.people import arm, from_behind, seated, standing
from portal.demo.drawing.rooms import (
    bouquet,
    chair_back,
    cup,
    daylight,
    emblem,
    floor_lines,
    hills,
    papers,
    plant,
    room,
    slats,
    window,
)

RESTING = ((-0.35, 1.75), (0.35, 1.75))

OPEN_HAND = ((-0.4, 1.75), (1.25, 1.0))


def long_table(sheet: Sheet, wall: Colour = CREAM) -> None:
    """Seven units around a long table; one speaks, six listen and write."""
    room(sheet, 520, wall, mix(SAND, WOOD, 0.25))
    floor_lines(sheet, 520)
    for left in (70, 1130):
        window(sheet, left, 70, left + 300, 360)
    slats(sheet, 520, 980, 400, mix(WOOD, SAND, 0.5))
    emblem(sheet, 750, 140, 62)
    daylight(sheet, 70, 370, 70, 640)
    plant(sheet, 452, 520, 230)
    plant(sheet, 1050, 520, 230)
    chair_back(sheet, 750, 330, 52, mix(WALNUT, CLAY, 0.2))
    seated(sheet, 750, 392, 56, somebody(sheet.chance, "jacket"), 0.1, OPEN_HAND)
    for depth in (0.16, 0.44, 0.8):
        for side in (-1, 1):
            _at_the_side(sheet, depth, side)
    near, far = 470, 205
    top = [(750 - far, 470), (750 + far, 470), (750 + near, 1010), (750 - near, 1010)]
    sheet.shade([(x, y + 34) for x, y in top], INK, 0.2, 20)
    sheet.shape(top, mix(WOOD, SAND, 0.42))
    sheen = [(650, 480), (850, 480), (960, 1000), (560, 1000)]
    sheet.shade(sheen, PAPER, 0.3, 60)
    for edge in (-1, 1):
        sheet.line([(750 + edge * far, 470), (750 + edge * near, 1010)], 9,
                   mix(WALNUT, WOOD, 0.4))
    sheet.line([(750 - far, 470), (750 + far, 470)], 7, mix(WALNUT, WOOD, 0.4))
    _laid(sheet)
    for depth in (0.16, 0.44, 0.8):
        for side in (-1, 1):
            _hand_on_table(sheet, depth, side)


def _edge(depth: float) -> tuple[float, float, float]:
    """Half the table's width, the height on the sheet and a head's size there."""
    return 205 + 265 * depth, 470 + 540 * depth, 56 + 62 * depth


def _person_at(sheet: Sheet, depth: float, side: int) -> Look:
    place = Random(f"{sheet.seed} {depth} {side}")  # noqa: S311 - the same person twice
    formal = (depth, side) in ((0.16, -1), (0.44, 1))
    return somebody(place, "jacket" if formal else "shirt")


def _at_the_side(sheet: Sheet, depth: float, side: int) -> None:
    half, y, tall = _edge(depth)
    x = 750 + side * (half + tall * 0.95)
    chair = mix(WALNUT, CLAY, 0.2)
    chair_back(sheet, x + side * tall * 0.5, y - tall * 0.9, tall, chair)
    turn = -side * (0.95 if depth < 0.7 else 0.8)
    seated(sheet, x, y - tall * 0.9, tall, _person_at(sheet, depth, side), turn)


def _hand_on_table(sheet: Sheet, depth: float, side: int) -> None:
    half, y, tall = _edge(depth)
    x = 750 + side * (half + tall * 0.95)
    look = _person_at(sheet, depth, side)
    shoulder = (x - side * tall * 0.45, y - tall * 0.3)
    hand = (750 + side * (half - tall * 0.62), y + tall * 0.22)
    arm(sheet, shoulder, hand, tall, look, side)


def _laid(sheet: Sheet) -> None:
    for depth in (0.16, 0.44, 0.8):
        half, y, tall = _edge(depth)
        places = [(750 + side * (half - tall * 0.95), y + tall * 0.15, tall * 0.5)
                  for side in (-1, 1)]
        papers(sheet, places)
        for side in (-1, 1):
            cup(sheet, 750 + side * (half - tall * 1.75), y - tall * 0.1, tall * 0.34)
    papers(sheet, [(750, 500, 30)])
    bouquet(sheet, 750, 640, 92)
    bouquet(sheet, 750, 880, 120)


def round_table(
    sheet: Sheet, wall: Colour = MIST, dress: str = "", cloth: Colour = TINT
) -> None:
    """Tea and talk: people around a round table."""
    room(sheet, 560, wall, mix(SAND, CLAY, 0.15))
    window(sheet, 110, 90, 520, 400)
    window(sheet, 980, 90, 1390, 400)
    daylight(sheet, 110, 520, 90, 520)
    star(sheet, 750, 210, 70, mix(GOLD, wall, 0.25), 0.3927)
    plant(sheet, 640, 560, 200)
    for x, y, tall, turn in ((470, 490, 60, 0.6), (610, 462, 57, 0.3),
                             (760, 454, 56, -0.1), (905, 462, 57, -0.4),
                             (1040, 490, 60, -0.6)):
        hands = OPEN_HAND if x == 760 else RESTING
        seated(sheet, x, y, tall, somebody(sheet.chance, dress), turn, hands)
    for x, side in ((300, 1), (1200, -1)):
        chair_back(sheet, x - side * 30, 570, 70, mix(WALNUT, CLAY, 0.3))
        seated(sheet, x, 566, 70, somebody(sheet.chance), side * 0.95)
    _round_top(sheet, cloth)
    for x in (540, 960):
        from_behind(sheet, x, 800, 88, somebody(sheet.chance, dress))
        chair_back(sheet, x, 872, 88, mix(WALNUT, CLAY, 0.3))


def _round_top(sheet: Sheet, cloth: Colour) -> None:
    sheet.oval(750, 940, 400, 60, INK, 0.14)
    sheet.oval(750, 700, 452, 150, mix(cloth, INK, 0.14))
    sheet.box(298, 670, 1202, 700, mix(cloth, INK, 0.14))
    sheet.oval(750, 670, 452, 148, cloth)
    sheet.oval(700, 645, 340, 96, PAPER, 0.4)
    papers(sheet, [(470, 660, 48), (690, 610, 36), (860, 610, 36), (1040, 660, 48),
                   (640, 750, 56), (900, 752, 56)])
    for x, y in ((560, 632), (770, 600), (950, 636), (420, 700), (1090, 712)):
        cup(sheet, x, y, 26)
    bouquet(sheet, 762, 704, 84)


def bank(sheet: Sheet, tone: Colour = JADE, mirrored: bool = False) -> None:
    """A counter with clerks, customers in front, daylight from the street."""
    flip = (lambda x: WIDTH - x) if mirrored else (lambda x: x)
    room(sheet, 620, mix(TINT, tone, 0.18), mix(SAND, HAZE, 0.3))
    floor_lines(sheet, 620)
    sides = sorted((flip(40), flip(300)))
    window(sheet, sides[0], 90, sides[1], 540)
    sheet.box(*_box(flip(420), 70, flip(1440), 330), mix(tone, INK, 0.2))
    wide = _box(flip(440), 90, flip(1420), 310)
    sheet.fade(90, 310, (mix(tone, PAPER, 0.75), PAPER), wide[0], wide[2])
    for share, tint in ((0.8, 0.6), (0.55, 0.35), (0.3, 0.1)):
        hills(sheet, wide[0], wide[2], 310, 220 * share, mix(tone, PAPER, tint))
    sheet.glow(flip(700), 170, 200, 160, rgb("#FFE9BC"), 0.8)
    star(sheet, flip(700), 170, 40, GOLD, 0.3927)
    for x in (600, 880, 1160):
        look = somebody(sheet.chance, "ao-dai" if x == 880 else "")
        seated(sheet, flip(x), 452, 62, look, 0.2, RESTING)
        _screen(sheet, flip(x + 108), 470)
    sheet.box(*_box(flip(400), 540, flip(1540), 566), mix(WOOD, PAPER, 0.35))
    sheet.box(*_box(flip(424), 566, flip(1540), 800), mix(tone, PAPER, 0.2))
    sheet.box(*_box(flip(424), 566, flip(1540), 584), INK, 0.14)
    for x in range(440, 1540, 120):
        sheet.box(*_box(flip(x), 600, flip(x + 100), 784), PAPER, 0.12)
    papers(sheet, [(flip(600), 549, 36), (flip(880), 549, 36), (flip(1160), 549, 36)])
    for x, dress in ((742, "indigo"), (1024, "")):
        look = somebody(sheet.chance, dress)
        hands = ((-0.85, 2.4), (0.5, 1.15))
        standing(sheet, flip(x), 960, 76, look, 0, hands, back=True)
    standing(sheet, flip(858), 962, 50, child(sheet.chance), 0, back=True)
    plant(sheet, flip(360), 850, 330)
    daylight(sheet, *sides, 90, 420 if not mirrored else -420)


def _box(x: float, top: float, other: float, bottom: float) -> tuple[float, ...]:
    return min(x, other), top, max(x, other), bottom


def _screen(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x - 46, y, x + 46, y + 60, SLATE, radius=6)
    sheet.box(x - 8, y + 58, x + 8, y + 74, mix(SLATE, INK, 0.3))


def training(sheet: Sheet, wall: Colour = SAND) -> None:
    """Rows of learners with computers, someone helps between them."""
    room(sheet, 430, mix(wall, PAPER, 0.5), mix(SAND, HAZE, 0.3))
    for left in (60, 350, 1010, 1290):
        window(sheet, left, 60, left + 170, 280)
    sheet.box(580, 70, 940, 270, mix(WOOD, INK, 0.1))
    sheet.box(592, 82, 928, 258, mix(PAPER, MIST, 0.4))
    for height, share in ((150, 0.3), (118, 0.5), (178, 0.7)):
        sheet.box(600 + 320 * share, 240 - height * 0.7, 640 + 320 * share, 240,
                  mix(INDIGO, MIST, share))
    daylight(sheet, 60, 230, 60, 560)
    for y, tall, gap, skip in ((430, 46, 150, 5), (560, 62, 205, -1),
                               (740, 88, 300, -1)):
        for seat in range(9):
            x = gap * (seat + (0.3 if tall == 62 else 0.6)) - 60
            if seat == skip or x > WIDTH + 60:
                continue
            turn = sheet.chance.uniform(-0.5, 0.5)
            seated(sheet, x, y, tall, somebody(sheet.chance), turn, RESTING)
        top = y + tall * 1.85
        sheet.box(0, top, WIDTH, top + tall * 0.3, mix(WOOD, PAPER, 0.4))
        sheet.box(0, top + tall * 0.3, WIDTH, top + tall * 1.5, mix(WOOD, SAND, 0.25))
        for seat in range(9):
            x = gap * (seat + (0.3 if tall == 62 else 0.6)) - 60
            _laptop(sheet, x + tall * 0.1, top + tall * 0.12, tall)
        if skip > 0:
            helper = somebody(sheet.chance, "ao-dai")
            standing(sheet, 800, 690, 60, helper, -0.6, ((-1.5, 1.7), (0.8, 2.3)))


def _laptop(sheet: Sheet, x: float, y: float, tall: float) -> None:
    sheet.box(x - tall * 0.72, y - tall * 0.9, x + tall * 0.72, y, SLATE,
              radius=tall * 0.08)
    sheet.box(x + tall * 0.3, y - tall * 0.9, x + tall * 0.72, y, INK, 0.12)
    star(sheet, x, y - tall * 0.46, tall * 0.15, HAZE, 0.3927)
    sheet.box(x - tall * 0.8, y - tall * 0.04, x + tall * 0.8, y + tall * 0.06,
              mix(SLATE, INK, 0.35))
