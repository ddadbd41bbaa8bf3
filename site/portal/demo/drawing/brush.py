"""What can be put on a sheet: flat shapes, soft light, and a little paper grain.

A sheet is 1500 units wide whatever its size in pixels. It is painted at twice that
size and reduced at the end, which is what smooths the edges.
"""

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from portal.demo.drawing.palette import INK, PAPER, Colour

Point = tuple[float, float]

WIDTH = 1500
SAMPLING = 2


def curve(points: Sequence[Point], closed: bool = True, steps: int = 6) -> list[Point]:
    """A smooth line through all the points (Catmull-Rom)."""
    count = len(points)
    smooth: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            a, b = points[max(index - 1, 0)], points[index]
            c, d = points[index + 1], points[min(index + 2, count - 1)]
        smooth.extend(_between(a, b, c, d, step / steps) for step in range(steps))
    return smooth if closed else [*smooth, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def along(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (
            2 * q
            + (r - p) * t
            + (2 * p - 5 * q + 4 * r - s) * t**2
            + (3 * q - p - 3 * r + s) * t**3
        )

    return along(a[0], b[0], c[0], d[0]), along(a[1], b[1], c[1], d[1])


def _ink(colour: Colour, alpha: float) -> tuple[int, ...]:
    return colour if alpha >= 1 else (*colour, round(255 * alpha))


class Sheet:
    def __init__(self, size: tuple[int, int], seed: str) -> None:
        self.size = size
        self.seed = seed
        self.chance = Random(seed)  # noqa: S311 - for drawing, not for secrets
        self.unit = size[0] * SAMPLING / WIDTH
        self.height = WIDTH * size[1] / size[0]
        self.image = Image.new("RGB", (size[0] * SAMPLING, size[1] * SAMPLING), PAPER)
        # Two pens: blending costs twice as much, and most shapes are opaque.
        self._opaque = ImageDraw.Draw(self.image, "RGB")
        self._blending = ImageDraw.Draw(self.image, "RGBA")

    def _pen(self, alpha: float) -> ImageDraw.ImageDraw:
        return self._opaque if alpha >= 1 else self._blending

    # Flat shapes

    def shape(
        self, points: Iterable[Point], colour: Colour, alpha: float = 1.0
    ) -> None:
        unit = self.unit
        placed = [(x * unit, y * unit) for x, y in points]
        self._pen(alpha).polygon(placed, fill=_ink(colour, alpha))

    def blob(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        self.shape(curve(points), colour, alpha)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        alpha: float = 1.0,
        radius: float = 0,
    ) -> None:
        self._pen(alpha).rounded_rectangle(
            [side * self.unit for side in (left, top, right, bottom)],
            radius=radius * self.unit,
            fill=_ink(colour, alpha),
        )

    def oval(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        colour: Colour,
        alpha: float = 1.0,
    ) -> None:
        """`across` and `down` are radii."""
        sides = (x - across, y - down, x + across, y + down)
        self._pen(alpha).ellipse(
            [side * self.unit for side in sides], fill=_ink(colour, alpha)
        )

    def limb(
        self, points: Sequence[Point], thick: float, thin: float, colour: Colour
    ) -> None:
        """A round-ended line that tapers: an arm, a leg, a branch."""
        last = len(points) - 1
        widths = [thick + (thin - thick) * n / last for n in range(last + 1)]
        for (x, y), width in zip(points, widths, strict=True):
            self.oval(x, y, width / 2, width / 2, colour)
        pairs = zip(points, points[1:], widths, widths[1:], strict=False)
        for (x0, y0), (x1, y1), start, end in pairs:
            length = math.hypot(x1 - x0, y1 - y0) or 1
            across, down = (y0 - y1) / length / 2, (x1 - x0) / length / 2
            self.shape(
                [
                    (x0 + across * start, y0 + down * start),
                    (x1 + across * end, y1 + down * end),
                    (x1 - across * end, y1 - down * end),
                    (x0 - across * start, y0 - down * start),
                ],
                colour,
            )

    def line(
        self,
        points: Sequence[Point],
        width: float,
        colour: Colour,
        alpha: float = 1.0,
    ) -> None:
        placed = [(x * self.unit, y * self.unit) for x, y in points]
        self._pen(alpha).line(
            placed,
            fill=_ink(colour, alpha),
            width=max(1, round(width * self.unit)),
            joint="curve",
        )

    # Light and air

    def fade(
        self,
        top: float,
        bottom: float,
        tones: Sequence[Colour],
        left: float = 0,
        right: float = WIDTH,
    ) -> None:
        """A band from the first tone at the top to the last at the bottom."""
        strip = Image.new("RGB", (1, len(tones)))
        for row, tone in enumerate(tones):
            strip.putpixel((0, row), tone)
        area = [round(side * self.unit) for side in (left, top, right, bottom)]
        high = area[3] - area[1]
        column = strip.resize((1, high), Image.Resampling.BILINEAR)
        wide = column.resize((area[2] - area[0], high), Image.Resampling.NEAREST)
        self.image.paste(wide, (area[0], area[1]))

    def mist(
        self, top: float, bottom: float, colour: Colour, alpha: float = 0.8
    ) -> None:
        """Nothing at the top, `alpha` of the colour at the bottom."""
        start, end = round(top * self.unit), round(bottom * self.unit)
        mask = Image.linear_gradient("L").point(lambda value: round(value * alpha))
        mask = mask.resize((1, end - start), Image.Resampling.BILINEAR)
        mask = mask.resize((self.image.width, end - start), Image.Resampling.NEAREST)
        self.image.paste(colour, (0, start, self.image.width, end), mask)

    def glow(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        colour: Colour,
        alpha: float = 0.5,
    ) -> None:
        """Soft light around a point, gone at the edge of the oval."""
        disc = Image.radial_gradient("L").point(
            lambda value: round(max(0, 1 - value / 181) ** 1.6 * 255 * alpha)
        )
        wide, high = round(across * 2 * self.unit), round(down * 2 * self.unit)
        corner = round((x - across) * self.unit), round((y - down) * self.unit)
        # Only the part on the sheet: a large light reaches far beyond it.
        left, top = max(0, corner[0]), max(0, corner[1])
        right = min(self.image.width, corner[0] + wide)
        bottom = min(self.image.height, corner[1] + high)
        if left >= right or top >= bottom:
            return
        scale_x, scale_y = disc.width / wide, disc.height / high
        part = (
            (left - corner[0]) * scale_x,
            (top - corner[1]) * scale_y,
            (right - corner[0]) * scale_x,
            (bottom - corner[1]) * scale_y,
        )
        mask = disc.resize(
            (right - left, bottom - top), Image.Resampling.BILINEAR, box=part
        )
        self.image.paste(colour, (left, top, right, bottom), mask)

    def shade(
        self, points: Sequence[Point], colour: Colour, alpha: float, blur: float
    ) -> None:
        """A shape with soft edges: a shaft of light, a cast shadow."""
        small = 16
        wide, high = (side // small + 1 for side in self.image.size)
        mask = Image.new("L", (wide, high), 0)
        unit = self.unit / small
        ImageDraw.Draw(mask).polygon(
            [(x * unit, y * unit) for x, y in points], fill=round(255 * alpha)
        )
        mask = mask.filter(ImageFilter.GaussianBlur(blur * unit))
        touched = mask.getbbox()
        if touched is None:
            return
        mask = mask.crop(touched)
        mask = mask.resize(
            (mask.width * small, mask.height * small), Image.Resampling.BILINEAR
        )
        self.image.paste(colour, (touched[0] * small, touched[1] * small), mask)

    def finished(self) -> Image.Image:
        """The sheet at its own size, with grain and a slightly darker edge."""
        picture = self.image.reduce(SAMPLING)
        edge = Image.radial_gradient("L")
        edge = edge.point(lambda value: max(0, value - 120) // 6)
        edge = edge.resize(picture.size, Image.Resampling.BILINEAR)
        picture.paste(INK, (0, 0), edge)
        return Image.blend(picture, ImageChops.overlay(picture, self._grain()), 0.10)

    def _grain(self) -> Image.Image:
        side = 256
        tile = Image.frombytes("L", (side, side), self.chance.randbytes(side * side))
        tile = tile.filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")
        paper = Image.new("RGB", self.size)
        for left in range(0, self.size[0], side):
            for top in range(0, self.size[1], side):
                paper.paste(tile, (left, top))
        return paper
