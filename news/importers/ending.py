"""Where does the text of a post end?

Official texts close with "./."; the page shows that mark itself for every post, so
it is kept out of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .document import Bullets, Quote
from .lines import Line, Piece, plain

_MARK = r"(?:\.\s?/\s?\.|/\s?\.)"
END_MARK = re.compile(rf"{_MARK}$")
_MARK_IN_MARKUP = re.compile(rf"\s?{_MARK}\s?(?=(?:</?[a-z]+>)*$)")
_EMPTY_TAGS = re.compile(r"<([a-z]+)></\1>")


def last_text(pieces: Sequence[Piece]) -> int:
    """Where the last words of the body stand; -1 where there are none."""
    for at in range(len(pieces) - 1, -1, -1):
        if isinstance(pieces[at], Line | Bullets | Quote):
            return at
    return -1


def has_end_mark(piece: Piece) -> bool:
    match piece:
        case Line():
            return _ends_marked(piece.text)
        case Bullets(items=(*_, last)):
            return _ends_marked(plain(last))
        case Quote():
            return _ends_marked(piece.text)
    return False


def _ends_marked(text: str) -> bool:
    return bool(END_MARK.search(text[-10:]))


def without_end_mark(pieces: Sequence[Piece]) -> list[Piece]:
    """The body without the mark at its end; marks further up are left alone."""
    at = last_text(pieces)
    if at < 0 or not has_end_mark(pieces[at]):
        return list(pieces)
    unmarked = _unmarked(pieces[at])
    return [*pieces[:at], *([unmarked] if unmarked else []), *pieces[at + 1 :]]


def _unmarked(piece: Piece) -> Piece | None:
    match piece:
        case Line():
            html = without_mark(piece.html)
            return piece.saying(html) if plain(html) else None
        case Bullets(items=(*others, last)):
            last = without_mark(last)
            items = (*others, last) if plain(last) else tuple(others)
            return replace(piece, items=items) if items else None
        case Quote():
            text = without_mark(piece.text)
            return replace(piece, text=text) if text else None
    return piece


def without_mark(markup: str) -> str:
    """
    >>> without_mark("vào cuối tháng 8/2020./.")
    'vào cuối tháng 8/2020'
    >>> without_mark("đạt <b>kết quả cao../.</b>")
    'đạt <b>kết quả cao.</b>'
    """
    # Only the end is searched: the pattern must not walk through a whole page.
    head, tail = markup[:-200], markup[-200:]
    tail = _MARK_IN_MARKUP.sub("", tail)
    return _EMPTY_TAGS.sub("", head + tail).strip()
