"""Which scenes are lit by a lamp: the loft, the songs, the sewing?"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from dataclasses import replace

from portal.demo.drawing.brush import WIDTH, Sheet, curve
from portal.demo.drawing.heads import head_from_behind
from portal.demo.drawing.landscape import ridge, star
from portal.demo.drawing.looks import somebody
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    GOLD,
    INDIGO,
    INK,
    JADE,
    MIST,
    NIGHT,
    PAPER,
    RICE,
    SAND,
    SLATE,
    TILE,
    WALNUT,
    WOOD,
    mix,
    rgb,
)
from portal.demo.drawing.people import arm, from_behind, seated
from portal.demo.drawing.rooms import (
    cup,
    drape,
    floor_lines,
    lamp,
    window,
)


def night_meeting(sheet: Sheet) -> None:
    """Neighbours in a circle in the stilt house, the dark valley outside."""
    sheet.fade(0, 620, (NIGHT, mix(NIGHT, SLATE, 0.4), mix(NIGHT, CLAY, 0.35)))
    for _ in range(70):
        x, y = sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(0, 330)
        sheet.oval(x, y, 1.8, 1.8, PAPER, sheet.chance.uniform(0.3, 0.9))
    sheet.oval(1180, 190, 42, 42, rgb("#F5E7BE"), 0.9)
    ridge(sheet, 520, 300, mix(NIGHT, SLATE, 0.25))
    ridge(sheet, 560, 200, mix(NIGHT, INK, 0.2))
    for x in (250, 330, 1010, 1300, 1345):
        sheet.glow(x, 528, 26, 20, rgb("#FFD27A"), 0.9)
        sheet.box(x - 5, 522, x + 5, 532, rgb("#FFE3A0"))
    sheet.fade(560, sheet.height, (mix(WOOD, INK, 0.35), mix(WOOD, CLAY, 0.25)))
    for number in range(13):
        y = 560 + 440 * (number / 13) ** 1.4
        sheet.line([(0, y), (WIDTH, y)], 4, INK, 0.2)
    sheet.box(0, 500, WIDTH, 516, mix(WALNUT, WOOD, 0.3))
    for x in range(20, WIDTH, 58):
        sheet.box(x, 516, x + 12, 566, mix(WALNUT, WOOD, 0.2))
    roof = [(-20, -20), (1520, -20), (1520, 130), (1150, 40), (350, 40), (-20, 130)]
    sheet.shape(roof, mix(WALNUT, INK, 0.4))
    for x in (90, 470, 1030, 1410):
        sheet.box(x - 24, 20, x + 24, 620, mix(WALNUT, INK, 0.1))
        sheet.box(x - 24, 20, x - 10, 620, mix(WOOD, CLAY, 0.3), 0.5)
    sheet.box(0, 66, WIDTH, 100, mix(WALNUT, INK, 0.2))
    lamp(sheet, 750, 250, 74, 66)
    sheet.glow(750, 720, 760, 330, rgb("#FFCF86"), 0.5)
    sheet.oval(750, 800, 520, 120, mix(SAND, CLAY, 0.4), 0.6)
    for x, y, turn in ((330, 600, 0.8), (480, 566, 0.5), (625, 548, 0.2),
                       (770, 544, 0.0), (915, 550, -0.3), (1055, 570, -0.5),
                       (1200, 606, -0.8)):
        _on_mat(sheet, x, y, 62, turn)
    sheet.oval(750, 812, 190, 46, mix(WOOD, INK, 0.2))
    sheet.oval(750, 800, 190, 46, mix(WOOD, SAND, 0.3))
    for x, y in ((670, 798), (740, 780), (820, 800), (760, 824)):
        cup(sheet, x, y, 24)
    for x, y in ((270, 760), (1240, 760)):
        _on_mat(sheet, x, y, 76, 0.9 if x < 750 else -0.9)
    for x in (500, 730, 985):
        look = somebody(sheet.chance, "indigo" if x == 730 else "")
        from_behind(sheet, x, 882, 84, look)
    sheet.mist(820, 1000, INK, 0.35)


def _on_mat(sheet: Sheet, x: float, y: float, tall: float, turn: float) -> None:
    look = somebody(sheet.chance, "indigo" if sheet.chance.random() < 0.45 else "")
    knees = [(x - tall * 1.5, y + tall * 2.5), (x - tall, y + tall * 1.9),
             (x + tall, y + tall * 1.9), (x + tall * 1.5, y + tall * 2.5),
             (x, y + tall * 2.9)]
    hands = ((-0.5, 1.9), (1.0, 1.1)) if turn == 0 else ((-0.45, 1.95), (0.45, 1.95))
    sheet.blob(knees, look.bottom)
    seated(sheet, x, y, tall, look, turn)
    sheet.blob([knees[0], *knees[3:]], look.bottom)
    for side, (dx, dy) in zip((-1, 1), hands, strict=True):
        arm(sheet, (x + side * tall * 0.78, y + tall * 0.5),
            (x + dx * tall, y + dy * tall), tall, look, side)


def singing(sheet: Sheet) -> None:
    """Then songs: three women with the đàn tính, the listeners in the dark."""
    sheet.fade(0, sheet.height, (mix(TILE, INK, 0.55), mix(TILE, WALNUT, 0.3)))
    drape(sheet, 0, WIDTH, 660, mix(TILE, WALNUT, 0.35))
    sheet.glow(750, 330, 620, 420, rgb("#F5C98A"), 0.45)
    star(sheet, 750, 210, 130, mix(GOLD, TILE, 0.25), 0.3927)
    for x in (420, 750, 1080):
        beam = [(x - 30, -20), (x + 30, -20), (x + 210, 760), (x - 210, 760)]
        sheet.shade(beam, rgb("#FFE7B5"), 0.22, 46)
    sheet.fade(660, 800, (mix(WOOD, CLAY, 0.2), mix(WOOD, INK, 0.3)))
    sheet.fade(800, sheet.height, (mix(WALNUT, INK, 0.6), mix(WALNUT, INK, 0.75)))
    sheet.box(0, 796, WIDTH, 806, mix(WOOD, SAND, 0.3))
    for x, turn in ((440, 0.4), (750, 0.0), (1060, -0.4)):
        _singer(sheet, x, 430, 76, turn)
    for row, (y, tall, gap) in enumerate(((800, 52, 132), (900, 74, 190))):
        x = 20 + row * 70
        while x < WIDTH + 40:
            _in_the_dark(sheet, x + sheet.chance.uniform(-12, 12), y, tall)
            x += gap


def _singer(sheet: Sheet, x: float, y: float, tall: float, turn: float) -> None:
    look = replace(somebody(sheet.chance, "indigo"), cut="scarf")
    skirt = [(x - tall * 1.5, y + tall * 4.4), (x - tall * 1.2, y + tall * 2.4),
             (x + tall * 1.2, y + tall * 2.4), (x + tall * 1.5, y + tall * 4.4)]
    sheet.oval(x, y + tall * 4.4, tall * 1.9, tall * 0.3, INK, 0.3)
    sheet.box(x - tall * 1.1, y + tall * 2.6, x + tall * 1.1, y + tall * 4.4, WALNUT)
    seated(sheet, x, y, tall, look, turn)
    sheet.shape(curve(skirt, steps=6), look.bottom)
    ring = curve([(x - tall * 0.3, y - tall * 0.02), (x, y + tall * 0.24),
                  (x + tall * 0.3, y - tall * 0.02)], closed=False)
    sheet.line(ring, 7, rgb("#D8DCDD"))
    gourd, neck = (x - tall * 0.55, y + tall * 1.75), (x + tall * 1.9, y - tall * 0.35)
    arm(sheet, (x + tall * 0.78, y + tall * 0.5), (x + tall * 1.12, y + tall * 0.34),
        tall, look, 1)
    sheet.limb([gourd, neck], 13, 10, mix(WOOD, SAND, 0.2))
    sheet.limb([neck, (neck[0] + tall * 0.3, neck[1] - tall * 0.02)], 15, 8, WALNUT)
    sheet.oval(*gourd, tall * 0.5, tall * 0.52, mix(RICE, CLAY, 0.35))
    sheet.oval(gourd[0] - 6, gourd[1] - 6, tall * 0.4, tall * 0.41,
               mix(RICE, SAND, 0.5))
    sheet.oval(*gourd, tall * 0.08, tall * 0.08, WALNUT)
    sheet.line([gourd, neck], 2, PAPER, 0.8)
    arm(sheet, (x - tall * 0.78, y + tall * 0.5), (x - tall * 0.42, y + tall * 1.6),
        tall, look, -1)


def _in_the_dark(sheet: Sheet, x: float, y: float, tall: float) -> None:
    look = somebody(sheet.chance)
    dim = replace(look, top=mix(look.top, INK, 0.72), hair=mix(look.hair, INK, 0.4),
                  skin=mix(look.skin, INK, 0.55))
    from_behind(sheet, x, y, tall, dim)
    head_from_behind(sheet, x, y - tall * 0.62, tall, dim)


def sewing(sheet: Sheet) -> None:
    """Four at their sewing machines until late."""
    sheet.fade(0, 560, (mix(JADE, INK, 0.35), mix(JADE, CREAM, 0.45)))
    sheet.fade(560, sheet.height, (mix(SAND, WOOD, 0.55), mix(SAND, WOOD, 0.2)))
    sheet.box(0, 552, WIDTH, 568, mix(WOOD, INK, 0.35))
    floor_lines(sheet, 568)
    window(sheet, 480, 70, 1020, 380)
    sheet.box(480, 70, 1020, 380, NIGHT, 0.72)
    sheet.oval(900, 140, 26, 26, rgb("#F5E7BE"), 0.85)
    for x, tone in ((120, CREAM), (250, MIST), (1160, CREAM), (1300, SAND)):
        for row in range(5):
            fold = mix(tone, (PAPER, CLAY, SLATE)[row % 3], 0.25)
            sheet.box(x, 330 - row * 34, x + 110, 360 - row * 34, fold, radius=9)
    for left in (90, 1130):
        sheet.box(left, 360, left + 310, 376, WALNUT)
    for x in (430, 1070):
        lamp(sheet, x, 190, 52)
    for x, y, tall in ((420, 440, 66), (1010, 444, 66), (690, 590, 90),
                       (1230, 610, 93)):
        _at_machine(sheet, x, y, tall)
    sheet.oval(245, 968, 150, 18, INK, 0.16)
    sheet.box(130, 800, 360, 826, mix(WOOD, SAND, 0.2))
    for x in (150, 320):
        sheet.box(x, 826, x + 20, 966, mix(WALNUT, WOOD, 0.4))
    for row in range(6):
        sheet.box(150, 776 - row * 26, 330, 798 - row * 26,
                  (PAPER, MIST, mix(SLATE, PAPER, 0.5))[row % 3], radius=7)
    sheet.glow(750, 500, 800, 420, rgb("#FFDA9A"), 0.22)


def _at_machine(sheet: Sheet, x: float, y: float, tall: float) -> None:
    chance = sheet.chance
    look = replace(somebody(chance), dress="shirt", cut=chance.choice(("bob", "bun")))
    seated(sheet, x, y, tall, look, -0.2)
    top = y + tall * 1.8
    sheet.oval(x + tall * 0.1, top + tall * 2.3, tall * 2.2, tall * 0.22, INK, 0.18)
    sheet.box(x - tall * 1.65, top + tall * 0.22, x + tall * 1.75, top + tall * 1.7,
              mix(WALNUT, WOOD, 0.4))
    for leg in (-1.75, 1.7):
        sheet.box(x + leg * tall, top + tall * 0.2, x + (leg + 0.2) * tall,
                  top + tall * 2.3, mix(WALNUT, WOOD, 0.25))
    sheet.box(x - tall * 1.9, top, x + tall * 2.1, top + tall * 0.22,
              mix(WOOD, SAND, 0.2))
    cloth = [(x - tall * 1.5, top), (x - tall * 0.4, top - tall * 0.2), (x + tall * 0.5,
             top), (x + tall * 0.3, top + tall * 0.9), (x - tall * 1.2,
             top + tall * 0.8)]
    sheet.blob(cloth, chance.choice((PAPER, MIST, mix(SLATE, PAPER, 0.55))))
    iron = mix(INDIGO, INK, 0.4)
    base = x + tall * 0.55
    sheet.box(base - tall * 0.7, top - tall * 0.16, base + tall * 1.2, top, iron)
    sheet.box(base + tall * 0.75, top - tall * 0.95, base + tall * 1.15, top, iron,
              radius=tall * 0.1)
    sheet.box(base - tall * 0.6, top - tall * 0.98, base + tall * 1.1,
              top - tall * 0.68, iron, radius=tall * 0.12)
    sheet.box(base - tall * 0.6, top - tall * 0.9, base - tall * 0.36, top - tall * 0.2,
              iron)
    sheet.oval(base + tall * 1.28, top - tall * 0.78, tall * 0.1, tall * 0.32, GOLD)
    star(sheet, base + tall * 0.25, top - tall * 0.83, tall * 0.12, GOLD)
    for side, dx in ((-1, -0.55), (1, 0.05)):
        arm(sheet, (x + side * tall * 0.78, y + tall * 0.5),
            (x + dx * tall, top - tall * 0.06), tall, look, side)
