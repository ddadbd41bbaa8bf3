"""Which scenes happen in a hall and on its stage?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from portal.demo.drawing.brush import WIDTH, Sheet
from portal.demo.drawing.landscape import star
from portal.demo.drawing.looks import somebody
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    GOLD,
    INK,
    LACQUER,
    PAPER,
    SAND,
    TILE,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)
from portal.demo.drawing.people import from_behind, seated, standing
from portal.demo.drawing.rooms import (
    bouquet,
    chair_back,
    cup,
    daylight,
    drape,
    emblem,
    floor_lines,
    lectern,
    papers,
    plant,
    room,
    slats,
    table,
    window,
)

RESTING = ((-0.35, 1.75), (0.35, 1.75))

ROWS = ((610, 34, 104), (688, 44, 134), (790, 60, 182), (940, 86, 262))


def assembly(sheet: Sheet, wood: Colour = WOOD, curtain: Colour = TILE) -> None:
    """A hall seen from the last row, someone speaking on the stage."""
    sheet.fade(0, sheet.height, (mix(CREAM, INK, 0.2), mix(SAND, WALNUT, 0.4)))
    slats(sheet, 190, 1310, 440, mix(wood, SAND, 0.35))
    emblem(sheet, 750, 170, 84)
    drape(sheet, 0, 210, 470, curtain)
    drape(sheet, 1290, WIDTH, 470, curtain)
    sheet.glow(750, 300, 800, 330, rgb("#FFEFC9"), 0.4)
    for x in (370, 480, 590, 700):
        look = somebody(sheet.chance, "jacket" if x != 480 else "ao-dai")
        seated(sheet, x, 362, 34, look, 0.5, RESTING)
    table(sheet, 310, 770, 398, 478)
    bouquet(sheet, 535, 400, 44)
    speaker = somebody(sheet.chance, "jacket")
    standing(sheet, 1040, 484, 37, speaker, -0.3, ((-0.6, 2), (1.2, 0.9)))
    lectern(sheet, 1034, 482, 128)
    bouquet(sheet, 1190, 476, 56)
    sheet.box(0, 470, WIDTH, 540, mix(WALNUT, WOOD, 0.5))
    sheet.box(0, 470, WIDTH, 482, mix(WOOD, PAPER, 0.3))
    sheet.fade(540, sheet.height, (mix(SAND, WALNUT, 0.55), mix(SAND, WALNUT, 0.3)))
    for number, (y, tall, gap) in enumerate(ROWS):
        _row_from_behind(sheet, y, tall, gap, number)
    sheet.shade([(-60, 0), (240, 0), (820, 1000), (200, 1000)], rgb("#FFF3D6"), 0.2, 60)


def _row_from_behind(
    sheet: Sheet, y: float, tall: float, gap: float, number: int
) -> None:
    seat = mix(WALNUT, CLAY, 0.25)
    x = gap * (0.5 if number % 2 else 0.1) - gap * 0.2
    while x < WIDTH + tall:
        lower = abs(x - WIDTH / 2) / WIDTH * tall * 0.4
        if sheet.chance.random() < 0.93:
            look = somebody(sheet.chance)
            lean = sheet.chance.uniform(-0.1, 0.1) * tall
            from_behind(sheet, x + lean, y + lower, tall, look)
        chair_back(sheet, x, y + lower + tall * 0.72, tall, seat)
        x += gap
    sheet.mist(y + tall * 1.2, y + tall * 3.4, mix(WALNUT, INK, 0.3), 0.16)


def covenant(sheet: Sheet, wall: Colour = CREAM, guests: str = "") -> None:
    """Two leaders shake hands over the signed covenant, the others behind them."""
    room(sheet, 700, wall)
    slats(sheet, 420, 1080, 580, mix(WOOD, SAND, 0.5))
    emblem(sheet, 750, 150, 78)
    for left in (80, 1180):
        window(sheet, left, 110, left + 240, 470)
    daylight(sheet, 80, 320, 110, 520)
    for number, x in enumerate((250, 372, 494, 1006, 1128, 1250)):
        look = somebody(sheet.chance, guests if number % 2 else "")
        away = 0.4 if x < 750 else -0.4
        clap = ((-0.1, 1.5), (0.12, 1.35)) if number in (1, 2, 3, 4) else RESTING
        standing(sheet, x, 838 - (number % 3) * 8, 62, look, away, clap)
    for x in (648, 852):
        standing(sheet, x - 6, 790, 56, somebody(sheet.chance), 0)
    left, right = somebody(sheet.chance, "jacket"), somebody(sheet.chance, "ao-dai")
    standing(sheet, 606, 934, 78, left, 0.7, ((-0.95, 2.0), (1.82, 1.75)))
    standing(sheet, 894, 934, 78, right, -0.7, ((-1.82, 1.75), (0.95, 2.0)))
    _folder(sheet, 528, 660, -8)
    _folder(sheet, 972, 660, 8)
    table(sheet, 300, 1200, 730, 950)
    papers(sheet, [(600, 742, 46), (900, 742, 46)])
    bouquet(sheet, 750, 738, 76)
    for x in (430, 1070):
        cup(sheet, x, 744, 24)
    plant(sheet, 92, 960, 330)
    plant(sheet, 1420, 950, 290)


def _folder(sheet: Sheet, x: float, y: float, lean: float) -> None:
    cover = [(x - 42, y - 56), (x + 42, y - 56), (x + 42 + lean, y + 56),
             (x - 42 + lean, y + 56)]
    sheet.shape(cover, LACQUER)
    sheet.shape([(x + 20, y - 56), (x + 42, y - 56), (x + 42 + lean, y + 56),
                 (x + 20 + lean, y + 56)], INK, 0.16)
    star(sheet, x + lean / 2 - 4, y - 4, 20, GOLD, turn=0.3927)


def award(
    sheet: Sheet, curtain: Colour = TILE, dress: str = "", mirrored: bool = False
) -> None:
    """Certificates and flowers on a stage."""
    drape(sheet, 0, WIDTH, 720, mix(curtain, INK, 0.08))
    slats(sheet, 330, 1170, 720, mix(WOOD, SAND, 0.42))
    emblem(sheet, 750, 190, 92)
    sheet.glow(750, 420, 760, 460, rgb("#FFEFC9"), 0.5)
    sheet.fade(720, sheet.height, (mix(WOOD, WALNUT, 0.35), mix(WOOD, SAND, 0.3)))
    sheet.box(0, 714, WIDTH, 724, mix(WALNUT, INK, 0.2))
    floor_lines(sheet, 724)
    places = [(250, 0.3), (430, 0.7), (690, -0.7), (880, -0.2), (1070, -0.1),
              (1260, -0.3)]
    for number, (x, turn) in enumerate(places):
        at, way = (WIDTH - x, -turn) if mirrored else (x, turn)
        _on_stage(sheet, number, at, way, dress, -1 if mirrored else 1)
    bouquet(sheet, 96, 930, 130)
    bouquet(sheet, 1404, 930, 130)


def _on_stage(
    sheet: Sheet, number: int, x: float, turn: float, dress: str, way: int
) -> None:
    if number == 0:  # who carries the flowers in
        standing(sheet, x, 850, 70, somebody(sheet.chance, "ao-dai"), turn,
                 ((-0.2, 1.5), (0.25, 1.5)))
        bouquet(sheet, x, 600, 62)
    elif number == 1:  # who gives
        hands = ((-0.85, 2.4), (1.75, 1.5)) if way > 0 else ((-1.75, 1.5), (0.85, 2.4))
        standing(sheet, x, 870, 74, somebody(sheet.chance, "jacket"), turn, hands)
    else:
        look = somebody(sheet.chance, dress or ("ao-dai" if number == 4 else ""))
        reach = -1.7 if way > 0 else 1.7
        if number == 2:
            hands = ((reach, 1.5), (0.2, 1.5)) if way > 0 else ((-0.2, 1.5),
                                                                (reach, 1.5))
            standing(sheet, x, 870, 72, look, turn, hands)
            _certificate(sheet, x - way * 128, 560)
            for edge in (-64, 64):
                sheet.oval(x - way * 128 + edge, 572, 12, 15, look.skin)
            return
        standing(sheet, x, 866 - number % 2 * 8, 71, look, turn,
                 ((-0.72, 1.35), (0.72, 1.35)))
        _certificate(sheet, x, 548 - number % 2 * 8)
        for edge in (-64, 64):
            sheet.oval(x + edge, 560 - number % 2 * 8, 12, 15, look.skin)


def _certificate(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x - 64, y - 44, x + 70, y + 50, INK, 0.14)
    sheet.box(x - 66, y - 47, x + 66, y + 47, GOLD)
    sheet.box(x - 56, y - 37, x + 56, y + 37, PAPER)
    star(sheet, x, y - 14, 16, LACQUER, turn=0.3927)
    for row in (12, 20, 28):
        sheet.line([(x - 34, y + row), (x + 34, y + row)], 3, INK, 0.2)


def speech(sheet: Sheet, wall: Colour = CREAM, mirrored: bool = False) -> None:
    """A speaker close by, listeners along the tables behind."""
    flip = (lambda x: WIDTH - x) if mirrored else (lambda x: x)
    way = -1 if mirrored else 1
    room(sheet, 600, wall)
    for left in (640, 900, 1160):
        sides = sorted((flip(left), flip(left + 180)))
        window(sheet, sides[0], 90, sides[1], 400)
    slats(sheet, *sorted((flip(90), flip(540))), 480, mix(WOOD, SAND, 0.5))
    emblem(sheet, flip(315), 170, 66)
    for y, tall, first, gap, count in ((520, 46, 700, 118, 7), (610, 60, 650, 158, 6)):
        for seat in range(count):
            x = flip(first + gap * seat)
            turn = -way * sheet.chance.uniform(0.5, 0.95)
            seated(sheet, x, y, tall, somebody(sheet.chance), turn, RESTING)
        top = y + tall * 1.55
        sides = sorted((flip(first - gap * 0.6), flip(1560)))
        table(sheet, *sides, top, top + tall * 2.2)
        papers(sheet, [(flip(first + gap * seat), top + 9, tall * 0.42)
                       for seat in range(count)])
    sides = sorted((flip(1180), flip(1000)))
    daylight(sheet, *sides, 90, -way * 420)
    look = somebody(sheet.chance, "jacket")
    hands = ((-1.15, 1.05), (1.1, 1.75)) if mirrored else ((-1.1, 1.75), (1.35, 0.95))
    standing(sheet, flip(320), 1010, 92, look, way * 0.55, hands)
    lectern(sheet, flip(326), 1010, 330)
    bouquet(sheet, flip(120), 1000, 150)
    _listener_close(sheet, flip(1190), flip(1390))


def _listener_close(sheet: Sheet, *places: float) -> None:
    for x in places:
        from_behind(sheet, x, 900, 96, somebody(sheet.chance))
        chair_back(sheet, x, 974, 96, mix(WALNUT, CLAY, 0.25))
