"""How do people sit and stand?

`tall` is the height of a head; a grown person is about seven of them.
"""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

import math
from collections.abc import Sequence

from portal.demo.drawing.brush import Point, Sheet, curve
from portal.demo.drawing.heads import darker, head, head_from_behind, lighter, placed
from portal.demo.drawing.looks import Look
from portal.demo.drawing.palette import (
    BRONZE,
    INDIGO,
    INK,
    Colour,
    mix,
    rgb,
)


def _torso(sheet: Sheet, x: float, y: float, tall: float, colour: Colour) -> None:
    body = ((-0.22, -0.06), (-0.6, 0.06), (-0.92, 0.36), (-1.0, 1.3), (-0.96, 2.7),
            (0.96, 2.7), (1.0, 1.3), (0.92, 0.36), (0.6, 0.06), (0.22, -0.06))
    sheet.blob(placed(x, y, tall, body), colour)
    far = ((0.4, 0.0), (0.92, 0.36), (1.0, 1.3), (0.96, 2.7), (0.3, 2.7), (0.5, 1.2))
    sheet.blob(placed(x, y, tall, far), INK, 0.1)


def _collar(sheet: Sheet, x: float, y: float, tall: float, look: Look) -> None:
    match look.dress:
        case "jacket":
            shirt = ((-0.24, -0.08), (0.24, -0.08), (0, 1.15))
            sheet.shape(placed(x, y, tall, shirt), rgb("#F2EDE2"))
            for side in (-1, 1):
                lapel = ((side * 0.2, -0.1), (side * 0.46, 0.3), (side * 0.3, 0.5),
                         (0, 1.15))
                sheet.shape(placed(x, y, tall, lapel), lighter(look.top, 0.1))
        case "ao-dai":
            band = ((-0.2, -0.16), (0.2, -0.16), (0.24, 0.04), (-0.24, 0.04))
            sheet.shape(placed(x, y, tall, band), darker(look.top, 0.12))
        case "indigo":
            edge = [(x - 0.1 * tall, y), (x + 0.25 * tall, y + 0.5 * tall),
                    (x + 0.6 * tall, y + 0.75 * tall)]
            sheet.line(edge, tall * 0.06, rgb("#8FA5C4"), 0.8)
        case _:
            for side in (-1, 1):
                wing = ((0, 0.28), (side * 0.24, -0.1), (side * 0.36, 0.16))
                sheet.shape(placed(x, y, tall, wing), lighter(look.top, 0.35))
            fall = [(x, y + 0.28 * tall), (x, y + 2.4 * tall)]
            sheet.line(fall, tall * 0.04, darker(look.top), 0.5)


def seated(
    sheet: Sheet,
    x: float,
    y: float,
    tall: float,
    look: Look,
    turn: float = 0,
    hands: Sequence[Point] = (),
) -> None:
    """Someone behind a table, from the front; y is the shoulders' height.

    `hands` are where the left and the right hand lie, in heads from x, y.
    """
    _torso(sheet, x, y, tall, look.top)
    sheet.limb([(x, y - 0.2 * tall), (x, y + 0.12 * tall)], tall * 0.36, tall * 0.34,
               darker(look.skin, 0.14))
    _collar(sheet, x, y, tall, look)
    lean = turn * 0.1 * tall
    head(sheet, x + lean, y - 0.62 * tall, tall, look, turn)
    for side, (dx, dy) in zip((-1, 1), hands, strict=False):
        shoulder = (x + side * 0.78 * tall, y + 0.5 * tall)
        arm(sheet, shoulder, (x + dx * tall, y + dy * tall), tall, look, side)


def arm(
    sheet: Sheet, shoulder: Point, hand: Point, tall: float, look: Look, side: float
) -> None:
    """The upper arm hangs on its side (-1 left, 1 right), the forearm reaches out."""
    elbow = (shoulder[0] + side * 0.2 * tall, shoulder[1] + 1.12 * tall)
    dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
    reach = math.hypot(dx, dy) or 1
    follow = max(0.0, reach - 1.15 * tall) / reach * 0.7
    elbow = (elbow[0] + dx * follow, elbow[1] + dy * follow)
    sleeve = darker(look.top, 0.1)
    sheet.limb([shoulder, elbow], tall * 0.46, tall * 0.36, sleeve)
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.8,
             elbow[1] + (hand[1] - elbow[1]) * 0.8)
    sheet.limb([elbow, wrist], tall * 0.36, tall * 0.27, sleeve)
    sheet.limb([wrist, hand], tall * 0.2, tall * 0.25, look.skin)


def from_behind(sheet: Sheet, x: float, y: float, tall: float, look: Look) -> None:
    """Someone seated in front of us, back turned; y is the shoulders' height."""
    _torso(sheet, x, y, tall, look.top)
    collar = ((-0.26, -0.1), (0.26, -0.1), (0.34, 0.06), (0, 0.12), (-0.34, 0.06))
    sheet.blob(placed(x, y, tall, collar), lighter(look.top, 0.25))
    spine = [(x, y + 0.3 * tall), (x, y + 2.2 * tall)]
    sheet.line(spine, tall * 0.05, darker(look.top, 0.3), 0.25)
    head_from_behind(sheet, x, y - 0.62 * tall, tall, look)


def standing(
    sheet: Sheet,
    x: float,
    y: float,
    tall: float,
    look: Look,
    turn: float = 0,
    hands: Sequence[Point] = ((-0.85, 2.45), (0.85, 2.45)),
    back: bool = False,
    stride: float = 0.0,
) -> None:
    """A whole person; y is the ground. `hands` in heads from the middle of the neck."""
    neck = y - 5.85 * tall
    sheet.oval(x, y, 1.15 * tall, 0.16 * tall, INK, 0.16)
    _legs(sheet, x, y, tall, look, stride)
    _trunk(sheet, x, neck, tall, look)
    if back:
        head_from_behind(sheet, x, neck - 0.62 * tall, tall, look)
    else:
        _collar_of_standing(sheet, x, neck, tall, look)
        head(sheet, x + turn * 0.08 * tall, neck - 0.62 * tall, tall, look, turn)
    for side, (dx, dy) in zip((-1, 1), hands, strict=False):
        shoulder = (x + side * 0.68 * tall, neck + 0.36 * tall)
        arm(sheet, shoulder, (x + dx * tall, neck + dy * tall), tall, look, side)


def _legs(
    sheet: Sheet, x: float, y: float, tall: float, look: Look, stride: float
) -> None:
    hip = y - 3.4 * tall
    for side in (-1, 1):
        foot = x + side * (0.3 + abs(stride)) * tall
        cloth = look.bottom if side < 0 else darker(look.bottom, 0.15)
        sheet.limb([(x + side * 0.3 * tall, hip), (foot, y - 0.15 * tall)],
                   tall * 0.62, tall * 0.4, cloth)
        sheet.oval(foot + stride * 0.2 * tall, y - 0.06 * tall, 0.26 * tall,
                   0.11 * tall, INK)


def _trunk(sheet: Sheet, x: float, neck: float, tall: float, look: Look) -> None:
    hem = {"ao-dai": 5.0, "indigo": 3.1}.get(look.dress, 2.75)
    flare = {"ao-dai": 0.78, "indigo": 0.82}.get(look.dress, 0.66)
    half = ((0.2, -0.06), (0.55, 0.05), (0.84, 0.3), (0.72, 1.2), (0.62, 1.75),
            ((0.62 + flare) / 2, (1.75 + hem) / 2))
    right = [*curve(half, closed=False, steps=5), (flare, hem), (0, hem + 0.05)]
    left = [(-dx, dy) for dx, dy in reversed(right[:-1])]
    sheet.shape(placed(x, neck, tall, [*right, *left]), look.top)
    far = [(0.25, 0.1), *right[4:-1], (0.2, hem + 0.04), (0.34, 1.4)]
    sheet.shape(placed(x, neck, tall, far), INK, 0.1)
    if look.dress == "ao-dai":
        for side in (-1, 1):
            slit = ((side * 0.6, 2.0), (side * flare, hem), (side * 0.52, hem))
            sheet.shape(placed(x, neck, tall, slit), look.bottom)
    if look.dress == "indigo":
        sash = ((-0.66, 1.55), (0.66, 1.55), (0.66, 1.8), (-0.66, 1.8))
        sheet.shape(placed(x, neck, tall, sash), mix(BRONZE, INDIGO, 0.35))


def _collar_of_standing(
    sheet: Sheet, x: float, neck: float, tall: float, look: Look
) -> None:
    if look.dress != "shirt":
        _collar(sheet, x, neck, tall, look)
        return
    for side in (-1, 1):
        wing = ((0, 0.26), (side * 0.22, -0.1), (side * 0.34, 0.15))
        sheet.shape(placed(x, neck, tall, wing), lighter(look.top, 0.35))
