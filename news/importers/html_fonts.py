"""What do the words of a page say that stand in an old font?

What else is in old letters is known by its words (`old_letters`). The font tells more:
the "H" fonts show capitals alone, and a word may be too short to tell anything.
"""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString

from news.vietnamese.encodings import encoding_of, shows_capitals
from news.vietnamese.repairs import said_in

from .document import Doubt
from .lines import one_line
from .old_letters import read_doubt

_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^\"',;]+)", re.IGNORECASE)
_IN_SHORT = re.compile(r"font\s*:[^;]*?(\.Vn\w+|VNI-[\w-]+)", re.IGNORECASE)


def read_old_fonts(node: Tag) -> Iterator[Doubt]:
    """The words as they looked; told of each encoding once.

    Many a page was converted, and kept its fonts: words that are right stay.
    """
    told: set[str] = set()
    for string, font, encoding in list(in_old_fonts(node)):
        text = said_in(encoding, string)
        if shows_capitals(font):
            text = text.upper()
        if text == string:
            continue
        string.replace_with(NavigableString(text))
        if encoding not in told:
            told.add(encoding)
            yield read_doubt(encoding, one_line(string), one_line(text))


def in_old_fonts(node: Tag) -> Iterator[tuple[NavigableString, str, str]]:
    """The texts in old fonts; each with that nearest around it, and its encoding."""
    fonts = {id(node): _font_of(node)}
    for one in node.descendants:
        font = fonts.get(id(one.parent), "")
        if isinstance(one, Tag):
            fonts[id(one)] = _font_of(one) or font
        elif type(one) is NavigableString and (encoding := encoding_of(font)):
            yield one, font, encoding


def _font_of(tag: Tag) -> str:
    """
    >>> styled = Tag(name="p", attrs={"style": "font-family: '.VnTimeH', serif"})
    >>> _font_of(styled), _font_of(Tag(name="font", attrs={"face": ".VnTime"}))
    ('.VnTimeH', '.VnTime')
    """
    style = str(tag.get("style") or "")
    found = _FAMILY.search(style) or _IN_SHORT.search(style)
    face = found[1] if found else str(tag.get("face") or "").partition(",")[0]
    return face.strip(" \"'")
