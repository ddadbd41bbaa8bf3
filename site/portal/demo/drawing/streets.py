"""Which scenes happen on the street, the court, at the plant?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from portal.demo.drawing.brush import WIDTH, Sheet, curve
from portal.demo.drawing.horizon import AFTERNOON, EVENING, MORNING, far_hills
from portal.demo.drawing.landscape import (
    LIGHT,
    anise_tree,
    grove,
    ridge,
    sky,
    star,
    tree,
    tufts,
)
from portal.demo.drawing.looks import Look, somebody
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    DUSK,
    GOLD,
    HAZE,
    INDIGO,
    INK,
    JADE,
    LEAF,
    MOSS,
    PAPER,
    PINE,
    RICE,
    SAND,
    SKY,
    SLATE,
    TILE,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)
from portal.demo.drawing.people import standing


def post_office(sheet: Sheet) -> None:
    """A two-storey post office at a street corner, a mail van before it."""
    ground = 860
    sky(sheet, 700, MORNING, 0.2)
    far_hills(sheet, 640, 460, 2)
    grove(sheet, 720, 150, mix(MOSS, HAZE, 0.3), 22)
    sheet.box(0, 690, WIDTH, ground, mix(CREAM, HAZE, 0.3))
    sheet.box(0, 684, WIDTH, 700, TILE)
    for side in (80, 1430):
        tree(sheet, side, ground, 560, mix(MOSS, JADE, 0.2))
    wall = mix(CREAM, GOLD, 0.18)
    sheet.fade(300, ground, (wall, mix(wall, PAPER, 0.35)), 250, 1250)
    sheet.box(1030, 300, 1250, ground, INK, 0.08)
    sheet.box(220, 270, 1280, 310, TILE)
    sheet.box(220, 300, 1280, 312, INK, 0.2)
    sheet.shape([(560, 270), (750, 170), (940, 270)], wall)
    sheet.shape([(540, 276), (750, 158), (960, 276), (930, 276), (750, 182),
                 (570, 276)], TILE)
    star(sheet, 750, 238, 34, GOLD, 0.3927)
    for x in (330, 530, 730, 930, 1090):
        sheet.box(x - 12, 352, x + 92, 522, PAPER)
        sheet.box(x, 364, x + 80, 512, mix(SLATE, HAZE, 0.4))
        sheet.shape([(x, 364), (x + 46, 364), (x, 450)], PAPER, 0.28)
        sheet.box(x + 37, 364, x + 43, 512, PAPER)
        sheet.box(x - 18, 522, x + 98, 534, mix(wall, INK, 0.25))
    sheet.shape([(230, 590), (1270, 590), (1310, 650), (190, 650)], TILE)
    sheet.box(190, 650, 1310, 664, mix(TILE, INK, 0.3))
    sheet.box(260, 664, 1240, ground, INK, 0.16)
    for x in (240, 440, 640, 840, 1040, 1236):
        sheet.box(x - 13, 650, x + 13, ground, PAPER)
        sheet.box(x + 3, 650, x + 13, ground, INK, 0.12)
    for x in (280, 480, 880, 1080):
        sheet.box(x, 700, x + 130, 830, mix(RICE, PAPER, 0.45))
        sheet.box(x + 62, 700, x + 68, 830, WOOD)
    sheet.box(676, 690, 806, ground, mix(RICE, PAPER, 0.6))
    sheet.box(738, 690, 744, ground, WOOD)
    sheet.fade(ground, sheet.height, (mix(SAND, HAZE, 0.3), mix(SAND, PAPER, 0.3)))
    sheet.box(170, ground, 1330, ground + 22, mix(SAND, PAPER, 0.4))
    sheet.box(170, ground + 22, 1330, ground + 34, INK, 0.16)
    for x, y, tall, dress, back in ((560, 880, 36, "", True), (720, 884, 37, "indigo",
                                    True), (790, 900, 38, "", False),
                                    (420, 930, 42, "ao-dai", False)):
        standing(sheet, x, y, tall, somebody(sheet.chance, dress), 0.2, back=back)
    _van(sheet, 960, 1030, 360, rgb("#D9A93F"))
    sheet.shade([(250, 900), (1250, 900), (1400, 1000), (380, 1000)], INK, 0.12, 40)


def _wheel(sheet: Sheet, x: float, y: float, size: float) -> None:
    sheet.oval(x, y, size, size, INK)
    sheet.oval(x, y, size * 0.5, size * 0.5, HAZE)


def _van(sheet: Sheet, x: float, y: float, long: float, tone: Colour) -> None:
    """x is its rear end, y the ground; it looks to the right."""
    sheet.oval(x + long * 0.5, y, long * 0.56, long * 0.05, INK, 0.2)
    body = [(0, -0.1), (0, -0.5), (0.04, -0.54), (0.66, -0.54), (0.74, -0.5),
            (0.88, -0.3), (1.0, -0.25), (1.02, -0.1)]
    sheet.shape([(x + dx * long, y + dy * long) for dx, dy in body], tone)
    sheet.box(x, y - long * 0.24, x + long * 1.01, y - long * 0.1, INK, 0.14)
    glass = [(0.64, -0.48), (0.72, -0.47), (0.83, -0.31), (0.64, -0.31)]
    sheet.shape([(x + dx * long, y + dy * long) for dx, dy in glass], mix(SLATE, SKY,
                                                                          0.4))
    star(sheet, x + long * 0.3, y - long * 0.37, long * 0.09, PAPER, 0.3927)
    for at in (0.2, 0.8):
        _wheel(sheet, x + long * at, y - long * 0.08, long * 0.09)


def power_plant(sheet: Sheet) -> None:
    """Two workers at the end of a shift, the plant in the evening light."""
    sky(sheet, 760, EVENING, 0.66)
    ridge(sheet, 710, 330, mix(SLATE, DUSK, 0.55))
    sheet.mist(480, 720, DUSK, 0.55)
    far = mix(SLATE, DUSK, 0.3)
    for x, wide, top in ((420, 46, 120), (560, 40, 190)):
        sheet.shape([(x - wide * 0.7, 650), (x - wide * 0.42, top), (x + wide * 0.42,
                    top), (x + wide * 0.7, 650)], far)
        for band in (24, 74):
            sheet.box(x - wide * 0.46, top + band, x + wide * 0.46, top + band + 22,
                      CLAY, 0.6)
        plume = [(x, top), (x + 60, top - 40), (x + 190, top - 66), (x + 330, top - 50),
                 (x + 180, top - 26)]
        sheet.blob(plume, PAPER, 0.4)
    near = mix(INDIGO, SLATE, 0.45)
    for left, top, right in ((620, 420, 860), (300, 500, 640), (860, 520, 1040),
                             (140, 570, 320)):
        sheet.box(left, top, right, 720, near)
        sheet.box(left, top, right, top + 14, mix(near, DUSK, 0.5))
        for x in range(int(left) + 22, int(right) - 22, 44):
            for y in range(int(top) + 44, 650, 60):
                lit = sheet.chance.random() < 0.5
                sheet.box(x, y, x + 22, y + 26, rgb("#F7D58B") if lit else INK,
                          0.9 if lit else 0.2)
    sheet.limb([(860, 450), (1290, 690)], 26, 26, near)
    for x in (960, 1080, 1200):
        sheet.line([(x, 500 + (x - 860) * 0.56), (x, 720)], 9, near)
    sheet.fade(700, sheet.height, (mix(WALNUT, INDIGO, 0.35), mix(WALNUT, CLAY, 0.35)))
    sheet.shape([(300, 700), (560, 700), (980, 1010), (-60, 1010)], DUSK, 0.16)
    for number in range(3):
        y = 716 + number * 8 + 60 * number**2
        sheet.line([(0, y), (WIDTH, y)], 4 + 3 * number, INK, 0.18)
    sheet.glow(420, 740, 700, 150, DUSK, 0.35)
    left, right = somebody(sheet.chance, "worker"), somebody(sheet.chance, "worker")
    standing(sheet, 1010, 1060, 96, left, 0.6, ((-0.85, 2.4), (0.7, 1.4)))
    standing(sheet, 1250, 1075, 99, right, -0.6, ((-0.9, 1.35), (0.85, 2.4)))
    sheet.box(1076, 600, 1150, 690, PAPER)
    sheet.box(1076, 600, 1150, 690, DUSK, 0.3)
    for x in (1010, 1250):
        for side in (-1, 1):
            sheet.line([(x + side * 46, 540), (x + side * 40, 720)], 13,
                       rgb("#F0D264"), 0.9)


def border_road(sheet: Sheet) -> None:
    """Trucks with fruit on the winding road to the border gate."""
    sky(sheet, 560, AFTERNOON, 0.7)
    far_hills(sheet, 540, 460)
    slope = [(-20, 560), (330, 500), (700, 560), (1100, 500), (1520, 540)]
    sheet.shape([*curve(slope, closed=False), (1520, 1020), (-20, 1020)],
                mix(MOSS, LEAF, 0.35))
    grove(sheet, 600, 50, mix(PINE, MOSS, 0.5), 44)
    sheet.shape([(-20, 630), (1520, 600), (1520, 1020), (-20, 1020)],
                mix(LEAF, MOSS, 0.35))
    bends = [(980, 508), (1180, 560), (1290, 600), (1130, 640), (420, 690), (170, 730),
             (230, 790), (640, 838), (1580, 880)]
    road = curve(bends, closed=False, steps=12)
    sheet.limb([(x, y + 9) for x, y in road], 12, 176, mix(MOSS, INK, 0.25))
    sheet.limb(road, 10, 168, mix(HAZE, SAND, 0.5))
    for number in range(44, len(road) - 2, 2):
        sheet.line(road[number:number + 2], 2 + number / 16, PAPER, 0.7)
    for x, y, tall in ((110, 660, 210), (250, 640, 150), (700, 626, 120), (860, 620,
                       100), (1400, 700, 300)):
        tree(sheet, x, y, tall, mix(MOSS, PINE, sheet.chance.random() * 0.5))
    _truck(sheet, 720, 672, 130, rgb("#6F8FA0"))
    _truck(sheet, 300, 722, 190, TILE)
    _truck(sheet, 900, 890, 480, rgb("#4F7A74"))
    for x in range(330, 1500, 130):
        y = 925 + (x - 330) * 0.052
        sheet.box(x - 7, y - 50, x + 7, y + 12, PAPER)
        sheet.box(x - 7, y - 50, x + 7, y - 34, CLAY)
    anise_tree(sheet, 90, 1000, 400, mix(MOSS, PINE, 0.4))
    tufts(sheet, 950, 1010, MOSS, 70)


def _truck(sheet: Sheet, x: float, y: float, long: float, tone: Colour) -> None:
    """x is its middle, y the ground; it looks to the left."""
    left = x - long / 2
    sheet.oval(x, y, long * 0.56, long * 0.04, INK, 0.22)
    for row in range(3):
        for number in range(9 - row):
            at = left + long * (0.34 + number * 0.072 + row * 0.036)
            fruit = mix(LEAF, GOLD, sheet.chance.random() * 0.7)
            sheet.oval(at, y - long * (0.4 + row * 0.05), long * 0.042, long * 0.036,
                       fruit)
    sheet.box(left + long * 0.29, y - long * 0.4, left + long, y - long * 0.1, tone)
    for number in range(8):
        at = left + long * (0.31 + number * 0.09)
        sheet.box(at, y - long * 0.39, at + long * 0.05, y - long * 0.12, PAPER, 0.12)
    cabin = [(0.27, -0.1), (0.27, -0.44), (0.07, -0.44), (0.02, -0.26), (0, -0.1)]
    sheet.shape([(left + dx * long, y + dy * long) for dx, dy in cabin],
                mix(tone, PAPER, 0.25))
    glass = [(0.2, -0.4), (0.09, -0.4), (0.05, -0.27), (0.2, -0.27)]
    sheet.shape([(left + dx * long, y + dy * long) for dx, dy in glass],
                mix(SLATE, SKY, 0.45))
    sheet.box(left, y - long * 0.13, left + long, y - long * 0.08, mix(tone, INK, 0.5))
    for at in (0.14, 0.7, 0.86):
        _wheel(sheet, left + long * at, y - long * 0.06, long * 0.065)


def _net_post(sheet: Sheet, x: float, y: float, high: float) -> None:
    sheet.limb([(x, y), (x, y - high)], high * 0.032, high * 0.026, WALNUT)


def _player(
    sheet: Sheet,
    x: float,
    y: float,
    tall: float,
    shirt: Colour,
    turn: float,
    hands: tuple[tuple[float, float], ...],
) -> None:
    someone = somebody(sheet.chance, "worker")
    look = Look(someone.skin, someone.hair, shirt, rgb("#2F3947"))
    standing(sheet, x, y, tall, look, turn, hands, stride=0.25)


def volleyball(sheet: Sheet) -> None:
    """A match on the village court, the hills looking on."""
    sky(sheet, 480, AFTERNOON, 0.3)
    far_hills(sheet, 470, 380)
    grove(sheet, 490, 80, mix(MOSS, HAZE, 0.1), 30)
    sheet.fade(480, sheet.height, (mix(LEAF, MOSS, 0.4), mix(LEAF, MOSS, 0.2)))
    court = [(330, 560), (1170, 560), (1440, 1000), (60, 1000)]
    sheet.shape(court, mix(SAND, CLAY, 0.35))
    sheet.line([*court, court[0]], 7, PAPER, 0.8)
    cheers = (((-0.85, 2.4), (0.85, 2.4)), ((-0.75, -1.2), (0.75, -1.2)),
              ((-0.2, 1.3), (0.2, 1.3)))
    for number in range(19):
        x = 60 + number * 78 + sheet.chance.uniform(-16, 16)
        look = somebody(sheet.chance, "indigo" if number % 4 == 0 else "")
        y = 556 - abs(number - 9) * 2 + sheet.chance.uniform(-6, 6)
        standing(sheet, x, y, 25, look, 0, sheet.chance.choice(cheers))
    for x, y in ((70, 640), (1440, 640)):
        tree(sheet, x, y, 430, mix(MOSS, LEAF, 0.15))
    red, blue = rgb("#A5484A"), rgb("#4F6E86")
    up, ready = ((-0.8, -1.3), (0.9, -1.5)), ((-0.5, 1.15), (0.5, 1.15))
    _net_post(sheet, 690, 575, 250)
    for player in ((480, 690, 41, red, 0.8, ready), (960, 680, 40, blue, -0.8, ready),
                   (600, 735, 45, red, 0.9, ready)):
        _player(sheet, *player)
    net = [(690, 335), (870, 520), (870, 690), (690, 432)]
    sheet.shape(net, PAPER, 0.3)
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        sheet.line([(690, 335 + 97 * share), (870, 520 + 170 * share)],
                   7 if share in (0, 1) else 2, PAPER, 0.95)
    for number in range(1, 16):
        share = number / 16
        x, top = 690 + 180 * share, 335 + 185 * share
        sheet.line([(x, top), (x, top + 97 + 73 * share)], 2, PAPER, 0.8)
    sheet.oval(1010, 868, 70, 11, INK, 0.2)
    for player in ((930, 760, 52, blue, -0.8, up), (1210, 830, 55, blue, -0.8, ready),
                   (330, 850, 58, red, 0.8, ready), (560, 960, 68, red, 0.7, ready),
                   (1080, 965, 68, blue, -0.7, ready)):
        _player(sheet, *player)
    _net_post(sheet, 870, 985, 470)
    sheet.oval(812, 318, 24, 24, PAPER)
    sheet.oval(818, 324, 17, 17, mix(GOLD, PAPER, 0.45))
    sheet.shade([(0, 900), (500, 700), (700, 760), (200, 1000)], LIGHT, 0.25, 50)
