"""How is a head drawn? Without a face: nobody is meant."""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from collections.abc import Sequence

from portal.demo.drawing.brush import Point, Sheet
from portal.demo.drawing.looks import Look
from portal.demo.drawing.palette import (
    INK,
    PAPER,
    Colour,
    mix,
    rgb,
)

HELMET = rgb("#E2B13C")


def darker(colour: Colour, share: float = 0.18) -> Colour:
    return mix(colour, INK, share)


def lighter(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, PAPER, share)


def placed(x: float, y: float, tall: float, points: Sequence[Point]) -> list[Point]:
    return [(x + dx * tall, y + dy * tall) for dx, dy in points]


def head(
    sheet: Sheet, x: float, y: float, tall: float, look: Look, turn: float = 0
) -> None:
    """A head seen from the front, turned left (-1) to right (1). x, y: its middle."""
    skin, hair = look.skin, look.hair
    if look.cut in ("long", "bob"):
        low = 0.85 if look.cut == "long" else 0.42
        back = ((-0.42, -0.3), (0, -0.58), (0.42, -0.3), (0.46, low), (-0.46, low))
        sheet.blob(placed(x - turn * tall * 0.08, y, tall, back), hair)
    if look.cut == "bun":
        sheet.oval(x - turn * 0.3 * tall, y - 0.5 * tall, 0.2 * tall, 0.19 * tall, hair)
    sheet.limb([(x, y + 0.2 * tall), (x, y + 0.62 * tall)], tall * 0.34, tall * 0.36,
               darker(skin, 0.14))
    face = ((-0.38, -0.15), (0, -0.5), (0.38, -0.15), (0.33, 0.22), (0, 0.5),
            (-0.33, 0.22))
    sheet.blob(placed(x, y, tall, face), skin)
    _shadow_of_face(sheet, x, y, tall, look)
    _hair(sheet, x, y, tall, look, turn)


def _shadow_of_face(sheet: Sheet, x: float, y: float, tall: float, look: Look) -> None:
    side = ((0.16, -0.3), (0.38, -0.15), (0.33, 0.22), (0.02, 0.5), (0.2, 0.15))
    sheet.blob(placed(x, y, tall, side), darker(look.skin, 0.3), 0.25)


def _hair(
    sheet: Sheet, x: float, y: float, tall: float, look: Look, turn: float
) -> None:
    colour = {"helmet": HELMET, "scarf": rgb("#27344A")}.get(look.cut, look.hair)
    part = turn * 0.3
    left, right = 0.04 - 0.1 * turn, 0.04 + 0.1 * turn
    cap = [
        (-0.43, 0.02 + max(0, turn) * 0.25), (-0.45, -0.25), (-0.3, -0.52), (0, -0.62),
        (0.3, -0.52), (0.45, -0.25), (0.43, 0.02 + max(0, -turn) * 0.25),
        (0.33 + min(0, turn) * 0.25, left - 0.1), (0.24 + part * 0.5, -0.24),
        (part, -0.3), (-0.24 + part * 0.5, -0.24),
        (-0.33 + max(0, turn) * 0.25, right - 0.1),
    ]
    sheet.blob(placed(x, y, tall, cap), colour)
    shine = ((-0.3, -0.3), (-0.22, -0.5), (0.02, -0.56), (-0.1, -0.45))
    sheet.blob(placed(x, y, tall, shine), PAPER, 0.14)
    if look.cut == "helmet":
        brim = ((-0.52, -0.2), (0, -0.3), (0.52, -0.2), (0.5, -0.12), (0, -0.2),
                (-0.5, -0.12))
        sheet.blob(placed(x + turn * 0.1 * tall, y, tall, brim), darker(HELMET, 0.12))
    if look.cut == "scarf":
        band = ((-0.44, -0.2), (0, -0.34), (0.44, -0.2), (0.43, -0.1), (0, -0.23),
                (-0.43, -0.1))
        sheet.blob(placed(x, y, tall, band), rgb("#7C8FA8"))


def head_from_behind(sheet: Sheet, x: float, y: float, tall: float, look: Look) -> None:
    skin = darker(look.skin, 0.12)
    sheet.limb([(x, y + 0.2 * tall), (x, y + 0.62 * tall)], tall * 0.36, tall * 0.4,
               skin)
    for side in (-1, 1):
        sheet.oval(x + side * 0.4 * tall, y + 0.06 * tall, 0.07 * tall, 0.12 * tall,
                   skin)
    low = {"long": 0.95, "bob": 0.5}.get(look.cut, 0.3)
    colour = {"helmet": HELMET, "scarf": rgb("#27344A")}.get(look.cut, look.hair)
    back = ((-0.42, -0.15), (-0.28, -0.5), (0.28, -0.5), (0.42, -0.15), (0.36, low),
            (0, low + 0.08), (-0.36, low))
    sheet.blob(placed(x, y, tall, back), colour)
    if look.cut == "bun":
        sheet.oval(x, y + 0.08 * tall, 0.22 * tall, 0.2 * tall, lighter(colour, 0.07))
    shine = ((-0.32, -0.15), (-0.22, -0.42), (0.05, -0.5), (-0.1, -0.3))
    sheet.blob(placed(x, y, tall, shine), PAPER, 0.1)
