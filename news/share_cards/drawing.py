"""What does a share card look like?"""

import io

from django.contrib.staticfiles.finders import find
from PIL import Image, ImageDraw, ImageOps
from wagtail.images.models import AbstractImage

from news.conf import setting
from news.uploads.photos import UNREADABLE

from .lettering import lines, write

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
PAPER, INK, MUTED, RED, HAIRLINE = "#fffdf9", "#1c1a17", "#5b554c", "#9b1c1f", "#e4dac9"
# The largest whose lines find room; Vietnamese stacks accents, so lines stand wide.
SIZES = (64, 56, 50, 44, 38, 32)
LEADING = 1.32
TITLE_TOP, TITLE_BOTTOM = 214, 520
MARK = 88


def drawn(
    title: str,
    name: str,
    parent: str,
    day: str,
    emblem: AbstractImage | None = None,
) -> bytes:
    """The card as PNG."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, WIDTH, 12), fill=RED)
    left = MARGIN + _mark(card, emblem)
    if parent:
        write(draw, (left, 94), parent, 24, MUTED)
    write(draw, (left, 134 if parent else 118), name, 32, RED)
    draw.line((MARGIN, 176, WIDTH - MARGIN, 176), fill=HAIRLINE, width=2)
    size, broken = _fitted(title)
    for number, line in enumerate(broken, start=1):
        at = (MARGIN, TITLE_TOP + (number * LEADING - 0.32) * size)
        write(draw, at, line, size, INK)
    write(draw, (MARGIN, HEIGHT - 56), day, 28, MUTED)
    out = io.BytesIO()
    # 64 colours are enough for letters on paper, and a third of the bytes.
    card.quantize(64).save(out, "PNG")
    return out.getvalue()


def _fitted(title: str) -> tuple[int, list[str]]:
    room, height = WIDTH - 2 * MARGIN, TITLE_BOTTOM - TITLE_TOP
    for size in SIZES:
        broken = lines(title, size, room)
        if len(broken) * LEADING * size <= height:
            return size, broken
    return size, [*broken[: int(height // (LEADING * size)) - 1], "…"]


def _mark(card: Image.Image, emblem: AbstractImage | None) -> int:
    """Draw the site's emblem, or else its mark; answers the room that it takes."""
    small = (_emblem(emblem) if emblem else None) or _usual()
    if small is None:
        return 0
    top = 56 + (MARK - small.height) // 2
    card.paste(small, (MARGIN, top), small)
    return small.width + 28


def _emblem(emblem: AbstractImage) -> Image.Image | None:
    """None where its file is gone, or is nothing that can be drawn."""
    try:
        with emblem.open_file() as file, Image.open(file) as whole:
            return _small(whole)
    except UNREADABLE:
        return None


def _usual() -> Image.Image | None:
    name = setting("NEWS_SHARE_CARD_MARK")
    path = find(name) if name else ""
    if not path:
        return None
    with Image.open(path) as mark:
        return _small(mark)


def _small(mark: Image.Image) -> Image.Image:
    return ImageOps.contain(
        mark.convert("RGBA"), (MARK, MARK), Image.Resampling.LANCZOS
    )
