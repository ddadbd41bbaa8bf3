"""What lies outdoors: karst ridges, trees, star anise, houses, fields."""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

import math
from collections.abc import Callable, Sequence

from portal.demo.drawing.brush import WIDTH, Sheet, curve
from portal.demo.drawing.palette import (
    BRONZE,
    CLAY,
    CREAM,
    GOLD,
    INK,
    MOSS,
    PINE,
    TILE,
    WALNUT,
    WOOD,
    Colour,
    mix,
    rgb,
)

LIGHT = rgb("#FFF4DC")

Lobe = tuple[float, float, float]


def sky(sheet: Sheet, low: float, tones: Sequence[Colour], sun: float = 0.7) -> None:
    """Sky down to `low`, with the light coming from `sun` (0 left, 1 right)."""
    sheet.fade(0, low, tones)
    sheet.glow(WIDTH * sun, low * 0.66, 900, low * 1.0, LIGHT, 1.0)


def ridge(
    sheet: Sheet, foot: float, tall: float, colour: Colour, steepness: float = 3.0
) -> None:
    """A row of limestone towers, as steep and round as they stand in Lạng Sơn."""
    chance = sheet.chance
    towers = []
    x = -80.0
    while x < WIDTH + 120:
        wide = tall * chance.uniform(0.3, 0.85)
        towers.append((x, wide, tall * chance.uniform(0.4, 1.0)))
        x += wide * chance.uniform(0.7, 1.15)
    phase = chance.uniform(0, 6)

    def top(at: float) -> float:
        rise = max(
            high * math.exp(-(abs(at - mid) / wide * 1.25) ** steepness)
            for mid, wide, high in towers
        )
        rough = math.sin(at * 0.09 + phase) + 0.6 * math.sin(at * 0.23 + phase * 2)
        return foot - rise - rough * tall * 0.012

    line = [(at, top(at)) for at in range(-20, WIDTH + 21, 6)]
    sheet.shape([*line, (WIDTH + 20, foot + 40), (-20, foot + 40)], colour)
    for mid, wide, high in towers:
        _shaded_side(sheet, (mid, wide, high), foot, top, colour)


def _shaded_side(
    sheet: Sheet,
    tower: tuple[float, float, float],
    foot: float,
    top: Callable[[float], float],
    colour: Colour,
) -> None:
    mid, wide, high = tower
    if foot - top(mid) > high * 1.08:
        return  # hidden behind a taller one
    chance = sheet.chance
    right = [(mid + wide * n / 10, top(mid + wide * n / 10) + 3) for n in range(10)]
    right = [point for point in right if point[1] < foot]
    crease = [
        (mid + wide * chance.uniform(-0.02, 0.3), foot - high * step)
        for step in (0.0, 0.3, 0.5, 0.68, 0.82)
    ]
    end = (right[-1][0] - wide * 0.3, foot)
    sheet.shape([*right, end, *crease], mix(colour, INK, 0.3), 0.22)
    for _ in range(2):
        x = mid - wide * chance.uniform(0.1, 0.42)
        start = top(x) + high * chance.uniform(0.03, 0.1)
        end = start + high * chance.uniform(0.15, 0.4)
        face = [(x, start), (x + wide * 0.09, start + high * 0.04),
                (x + wide * 0.05, (start + end) / 2), (x + wide * 0.1, end),
                (x - wide * 0.04, (start + end) / 2 + high * 0.04)]
        sheet.shape(face, LIGHT, 0.08)


def tree(sheet: Sheet, x: float, y: float, tall: float, colour: Colour) -> None:
    """A broad-leaved tree; y is the ground."""
    sheet.limb([(x, y), (x + tall * 0.02, y - tall * 0.5)], tall * 0.08, tall * 0.04,
               WALNUT)
    lobes = ((-0.2, -0.56, 0.17), (0.2, -0.55, 0.17), (0, -0.52, 0.17),
             (-0.12, -0.76, 0.18), (0.13, -0.75, 0.18), (0, -0.88, 0.13))
    shadow, lit = mix(colour, INK, 0.2), mix(colour, LIGHT, 0.16)
    for dx, dy, size in lobes:
        sheet.oval(x + (dx + 0.03) * tall, y + (dy + 0.03) * tall, size * tall,
                   size * tall * 0.92, shadow)
    for dx, dy, size in lobes:
        sheet.oval(x + (dx - 0.02) * tall, y + (dy - 0.02) * tall, size * tall * 0.9,
                   size * tall * 0.84, colour)
    _dabs(sheet, x, y, tall, lobes, lit)


def _dabs(sheet: Sheet, x: float, y: float, tall: float, lobes: Sequence[Lobe],
          lit: Colour) -> None:
    """Leaves that catch the light, on the upper left of each lobe."""
    chance = sheet.chance
    for dx, dy, size in lobes:
        for _ in range(6 if tall > 130 else 2):
            across, down = chance.uniform(-0.75, 0.15), chance.uniform(-0.75, 0.1)
            dab = tall * chance.uniform(0.016, 0.034)
            sheet.oval(x + (dx + across * size) * tall, y + (dy + down * size) * tall,
                       dab * 1.5, dab, lit, 0.8)


def anise_tree(sheet: Sheet, x: float, y: float, tall: float, colour: Colour) -> None:
    """Star anise grows as a dense, pointed column of small leaves."""
    chance = sheet.chance
    sheet.limb([(x, y), (x, y - tall * 0.4)], tall * 0.05, tall * 0.03, WALNUT)
    outline = [(-0.1, -0.14), (-0.22, -0.3), (-0.2, -0.55), (-0.12, -0.8), (0, -1.0),
               (0.12, -0.8), (0.2, -0.55), (0.22, -0.3), (0.1, -0.14)]
    sheet.blob([(x + dx * tall, y + dy * tall) for dx, dy in outline],
               mix(colour, INK, 0.14))
    count = 230 if tall > 350 else 100 if tall > 150 else 14
    # The more leaves, the smaller.
    size = 1.3 if count < 50 else 70 / count + 0.2
    dark, bright = mix(colour, INK, 0.2), mix(colour, LIGHT, 0.24)
    for number in range(count):
        share = number / count
        half = (0.24 * (1 - share) ** 0.7 + 0.015) * min(1, 0.4 + share * 4)
        across = chance.uniform(-half, half)
        light = 0.5 - across / half / 2 + chance.uniform(-0.15, 0.15)
        tone = mix(dark, bright, max(0, min(1, light)))
        dab = tall * chance.uniform(0.022, 0.036) * size
        at = y - tall * (0.16 + 0.8 * share + chance.uniform(-0.02, 0.02))
        sheet.oval(x + across * tall, at, dab * 1.35, dab, tone)


def grove(
    sheet: Sheet, foot: float, tall: float, colour: Colour, count: int
) -> None:
    """A far edge of wood: only its outline counts."""
    chance = sheet.chance
    for number in range(count):
        x = WIDTH * (number + chance.random()) / count
        high = tall * chance.uniform(0.6, 1.1)
        tone = mix(colour, INK, chance.uniform(0, 0.16))
        sheet.oval(x, foot - high * 0.4, high * chance.uniform(0.5, 0.8), high * 0.6,
                   tone)
    sheet.box(0, foot - tall * 0.25, WIDTH, foot + 4, colour)


def star(
    sheet: Sheet,
    x: float,
    y: float,
    size: float,
    colour: Colour,
    turn: float = 0.0,
    squash: float = 1.0,
) -> None:
    """The eight-petalled star: star anise and medal at once."""

    def at(angle: float, reach: float) -> tuple[float, float]:
        return x + math.cos(angle) * reach, y + math.sin(angle) * reach * squash

    for petal in range(8):
        angle = turn + petal * math.pi / 4
        boat = [at(angle, size * 0.1), at(angle - 0.26, size * 0.52),
                at(angle - 0.1, size * 0.86), at(angle, size),
                at(angle + 0.1, size * 0.86), at(angle + 0.26, size * 0.52)]
        sheet.shape(curve(boat, steps=5), colour)
        open_half = [at(angle, size * 0.18), at(angle - 0.13, size * 0.5),
                     at(angle, size * 0.88), at(angle + 0.13, size * 0.5)]
        sheet.shape(curve(open_half, steps=5), mix(colour, INK, 0.28), 0.55)
        seed = at(angle, size * 0.5)
        sheet.oval(*seed, size * 0.05, size * 0.05 * squash, mix(colour, LIGHT, 0.4))
    sheet.oval(x, y, size * 0.13, size * 0.13 * squash, mix(colour, INK, 0.3))


def leaf(
    sheet: Sheet, x: float, y: float, long: float, angle: float, colour: Colour
) -> None:
    def at(along: float, across: float) -> tuple[float, float]:
        cos, sin = math.cos(angle), math.sin(angle)
        return (x + (along * cos - across * sin) * long,
                y + (along * sin + across * cos) * long)

    upper = [at(0, 0), at(0.3, -0.15), at(0.65, -0.14), at(1, 0)]
    lower = [at(1, 0), at(0.65, 0.13), at(0.3, 0.15), at(0, 0)]
    sheet.shape(curve(upper, closed=False), mix(colour, LIGHT, 0.16))
    sheet.shape(curve(lower, closed=False), mix(colour, INK, 0.12))
    sheet.shape([*curve(upper, closed=False), *curve(lower, closed=False)], colour, 0.4)
    sheet.line([at(0.02, 0), at(0.95, 0)], long * 0.018, mix(colour, LIGHT, 0.4), 0.8)


def branch(
    sheet: Sheet, path: Sequence[tuple[float, float]], long: float, colour: Colour
) -> None:
    """A twig of star anise with its leaves, flowers and fruit."""
    chance = sheet.chance
    stem = curve(path, closed=False, steps=10)
    sheet.limb(stem, long * 0.14, long * 0.05, WALNUT)
    for number, (x, y) in enumerate(stem[4::4]):
        before = stem[max(0, number * 4)]
        along = math.atan2(y - before[1], x - before[0])
        for side in (-1, 1):
            angle = along + side * chance.uniform(0.5, 1.1)
            leaf(sheet, x, y, long * chance.uniform(0.8, 1.15), angle,
                 mix(colour, PINE, chance.uniform(0, 0.6)))
    for x, y in stem[5::6]:
        size = long * chance.uniform(0.34, 0.48)
        tone = chance.choice((GOLD, CLAY, BRONZE, rgb("#A9583A")))
        star(sheet, x + chance.uniform(-0.2, 0.2) * long,
             y + chance.uniform(0.15, 0.5) * long, size, tone, chance.random(), 0.92)


def house(
    sheet: Sheet, x: float, y: float, wide: float, wall: Colour = CREAM
) -> None:
    """A yin-yang tiled house of the border; x is its middle, y the ground."""
    high = wide * 0.36
    sheet.box(x - wide * 0.4, y - high, x + wide * 0.4, y, wall)
    sheet.box(x + wide * 0.12, y - high, x + wide * 0.4, y, INK, 0.12)
    sheet.box(x - wide * 0.08, y - high * 0.7, x + wide * 0.08, y, WALNUT)
    for side in (-1, 1):
        middle = x + side * wide * 0.25
        sheet.box(middle - wide * 0.06, y - high * 0.62, middle + wide * 0.06,
                  y - high * 0.25, WOOD)
    eaves, top = y - high * 0.92, y - high * 1.75
    roof = [(x - wide * 0.53, eaves), (x - wide * 0.4, top + 2), (x, top - 2),
            (x + wide * 0.4, top + 2), (x + wide * 0.53, eaves)]
    sheet.shape(roof, TILE)
    half = [(x + wide * 0.06, eaves), (x + wide * 0.1, top), (x + wide * 0.4, top),
            (x + wide * 0.53, eaves)]
    sheet.shape(half, INK, 0.14)
    for step in range(1, 16):
        share = step / 16
        upper, lower = x + (share - 0.5) * wide * 0.8, x + (share - 0.5) * wide * 1.06
        sheet.line([(upper, top + 4), (lower, eaves)], wide * 0.008, INK, 0.2)
    sheet.box(x - wide * 0.42, top - wide * 0.015, x + wide * 0.42, top + wide * 0.015,
              mix(TILE, INK, 0.25))
    sheet.box(x - wide * 0.4, eaves, x + wide * 0.4, eaves + wide * 0.03, INK, 0.2)


def terraces(
    sheet: Sheet, top: float, bottom: float, tones: Sequence[Colour]
) -> None:
    """Rice terraces from far to near, each with its lit edge."""
    chance = sheet.chance
    steps = len(tones)
    phase = chance.uniform(0, 6)
    for number, tone in enumerate(tones):
        near = number / steps
        y = top + (bottom - top) * near**1.35
        sway = 10 + 46 * near
        edge = [
            (x, y + sway * (math.sin(x / (240 + 160 * near) + phase + number * 0.8)
                            + 0.35 * math.sin(x / 97 + number)))
            for x in range(-20, WIDTH + 41, 20)
        ]
        rim = [(x, at + 5 + 12 * near) for x, at in edge]
        sheet.shape([*edge, (WIDTH + 20, sheet.height + 9), (-20, sheet.height + 9)],
                    mix(tone, MOSS, 0.55))
        low = sheet.height + 9
        sheet.shape([*rim, (WIDTH + 20, low), (-20, low)], tone)
        sheet.line(edge, 2 + 3 * near, mix(tone, LIGHT, 0.45))


def path(
    sheet: Sheet, points: Sequence[tuple[float, float, float]], colour: Colour
) -> None:
    """A road through points (x, y, width), far to near."""
    left = curve([(x - wide / 2, y) for x, y, wide in points], closed=False)
    right = curve([(x + wide / 2, y) for x, y, wide in points], closed=False)
    sheet.shape([*left, *reversed(right)], colour)
    sheet.line(left, 4, mix(colour, LIGHT, 0.5))


def tufts(sheet: Sheet, top: float, bottom: float, colour: Colour, count: int) -> None:
    """Grass, thicker and larger towards the front."""
    chance = sheet.chance
    for number in range(count):
        near = number / count
        y = top + (bottom - top) * near
        x = chance.uniform(0, WIDTH)
        size = 8 + 22 * near
        for lean in (-0.5, 0, 0.5):
            tip = (x + lean * size + chance.uniform(-3, 3), y - size)
            tone = mix(colour, INK, chance.uniform(0, 0.2))
            sheet.shape([(x - size * 0.1, y), tip, (x + size * 0.1, y)], tone, 0.8)
