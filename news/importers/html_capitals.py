"""Which words were in a font that has capitals alone? They are marked.

`.VnTimeH` and its like show every letter of TCVN3 as a capital. Whether a page is in
TCVN3 is known when all of it has been read (`old_letters`): until then a sign stands
before and behind such words. A font alone tells nothing, for many stayed on words that
were converted since.
"""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from news.vietnamese.encodings import has_capitals_only

# No page has these signs of its own: Unicode leaves them to whoever needs some. The
# dash keeps them apart from the words, which are looked at one by one.
BEGIN, END = "\ue0f0—", "—\ue0f1"

_NAMED = re.compile(r"\.Vn[\w ]{1,30}H(?!\w)")
_FAMILY = re.compile(r"(?<![\w-])font(?:-family)?\s*:\s*([^;]*)", re.IGNORECASE)
_OURS = re.compile(r"\.Vn[\w ]+")
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_MARKED = re.compile(f"{BEGIN}([^\ue0f0\ue0f1]*?){END}")
_MARKUP = re.compile(r"(<[^<>]*>|&[#\w]+;)")


def may_hold_capitals(html: str) -> bool:
    return bool(_NAMED.search(html))


def mark_capitals(soup: BeautifulSoup, html: str) -> None:
    if may_hold_capitals(html):
        _mark(soup, in_capitals=False)


def _mark(parent: Tag, *, in_capitals: bool) -> None:
    for child in list(parent.children):
        if isinstance(child, Tag):
            font = _font_of(child)
            capitals = in_capitals if font is None else has_capitals_only(font)
            _mark(child, in_capitals=capitals)
        elif in_capitals and type(child) is NavigableString:
            told = _WORDS.sub(lambda words: f"{BEGIN}{words[0]}{END}", str(child))
            child.replace_with(NavigableString(told))


def _font_of(tag: Tag) -> str | None:
    """None where an element says nothing of it: it has that of the one around it."""
    said = _FAMILY.search(str(tag.get("style") or ""))
    written = said[1] if said else str(tag.get("face") or "")
    if not written:
        return None
    first = written.split(",")[0]
    ours = _OURS.search(first)
    return ours[0].strip() if ours else first


def shown(before: str, after: str) -> str:
    """What was read, in capitals where they were shown, and without the marks.

    Words that were not read, because they are no old letters, stay as they are.
    """
    if BEGIN not in before and END not in before:
        return after
    old, new = _MARKED.split(before), _MARKED.split(after)
    if len(old) == len(new):
        for at in range(1, len(new), 2):
            if new[at] != old[at] or old[at].isascii():
                new[at] = _upper(new[at])
    return unmarked("".join(new))


def _upper(html: str) -> str:
    parts = _MARKUP.split(html)
    return "".join(part if at % 2 else part.upper() for at, part in enumerate(parts))


def unmarked(text: str) -> str:
    return text.replace(BEGIN, "").replace(END, "")
