"""How are words set on a picture, with a typeface that comes in several files?

A typeface made for the web is cut into subsets: Latin in one file, the letters of
Vietnamese in another. Each letter is taken from the first file that has it; one that no
file has (an emoji) is left out.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from django.contrib.staticfiles.finders import find
from PIL import ImageDraw, ImageFont

from news.conf import setting

# No typeface has it: what is drawn for it is what is drawn for every missing letter.
NOWHERE = "\U0010fffe"

Font = ImageFont.FreeTypeFont
Run = tuple[Font, str]


def can_letter() -> bool:
    """Whether the files are there and Pillow can read them (WOFF2 takes Brotli)."""
    return bool(_fonts(setting("NEWS_SHARE_CARD_FONTS"), 40))


def runs(text: str, size: int) -> list[Run]:
    """The text in pieces that one file can set."""
    names = setting("NEWS_SHARE_CARD_FONTS")
    lettered = ((_font_of(letter, names, size), letter) for letter in text)
    known = ((font, letter) for font, letter in lettered if font)
    return [
        (font, "".join(letter for _, letter in group))
        for font, group in groupby(known, key=lambda pair: pair[0])
    ]


def width(text: str, size: int) -> float:
    """A little more than it takes: letters side by side, none tucked under another."""
    names = setting("NEWS_SHARE_CARD_FONTS")
    return sum(_advance(letter, names, size) for letter in text)


def lines(text: str, size: int, room: float) -> list[str]:
    """The text broken between words; a word that is too long is broken anywhere."""
    broken, line = [], ""
    for word in _words(text, size, room):
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room:
            broken.append(line)
            longer = word
        line = longer
    return [*broken, line] if line else broken


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: str
) -> None:
    """`at` is where the line begins, on its base line."""
    x, y = at
    for font, piece in runs(text, size):
        draw.text((x, y), piece, font=font, fill=ink, anchor="ls")
        x += font.getlength(piece)


def _words(text: str, size: int, room: float) -> Iterator[str]:
    for word in text.split():
        while width(word, size) > room:
            whole = range(1, len(word) + 1)
            over = next(n for n in whole if width(word[:n], size) > room)
            yield word[: over - 1]
            word = word[over - 1 :]
        if width(word, size):
            yield word


def _font_of(letter: str, names: tuple[str, ...], size: int) -> Font | None:
    place = _place(letter, names)
    return None if place is None else _fonts(names, size)[place]


@lru_cache(maxsize=8192)
def _place(letter: str, names: tuple[str, ...]) -> int | None:
    """Which of the files has the letter; the size makes no difference to that."""
    if letter.isspace():
        return 0
    fonts = enumerate(_fonts(names, 40))
    return next((n for n, font in fonts if _has(font, letter)), None)


@lru_cache(maxsize=8192)
def _advance(letter: str, names: tuple[str, ...], size: int) -> float:
    font = _font_of(letter, names, size)
    return font.getlength(letter) if font else 0


def _has(font: Font, letter: str) -> bool:
    return _shape(font, letter) != _shape(font, NOWHERE)


def _shape(font: Font, letter: str) -> tuple[bytes, tuple[int, int]]:
    mask = font.getmask(letter)
    return bytes(mask), mask.size


@lru_cache(maxsize=32)
def _fonts(names: tuple[str, ...], size: int) -> tuple[Font, ...]:
    try:
        return tuple(ImageFont.truetype(find(name) or name, size) for name in names)
    except OSError:
        return ()
