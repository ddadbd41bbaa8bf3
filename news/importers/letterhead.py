"""Which lines of an official paper are its letterhead, and which day does it name?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from news.vietnamese.dates import dates_in
from news.vietnamese.folding import fold

from .document import Doubt, Table
from .lines import Line, Piece

_STATE = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc"
)
_RULE = re.compile(r"[\s\-–—_=*.·•o]{3,}")
_PLACE_AND_DAY = re.compile(
    r"[^\W\d_][^\d,.;:]{1,40},\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\.?",
    re.IGNORECASE,
)
_SEARCHED = 8  # pieces from the top and from the bottom
_TALLEST = 6  # rows of a table that may be a letterhead
_SHORT = 300  # characters


def without_letterhead(
    pieces: Sequence[Piece],
) -> tuple[list[Piece], date | None, tuple[Doubt, ...]]:
    """The body without the state's name and the day, the day, and what went."""
    kept: list[Piece] = []
    days: list[date] = []
    gone: list[str] = []
    for at, piece in enumerate(pieces):
        near_an_end = at < _SEARCHED or at >= len(pieces) - _SEARCHED
        left, said = _parted(piece) if near_an_end else (piece, [])
        days += [day for text in said for day in _day(text)]
        gone += [text for text in said if left is None or text not in _texts(left)]
        kept += [left] if left is not None else []
    message = f"Left out as the letterhead: {' | '.join(gone)[:300]}"
    doubts = (Doubt("body_text", "letterhead", message),) if gone else ()
    return kept, days[0] if days else None, doubts


def _parted(piece: Piece) -> tuple[Piece | None, list[str]]:
    """What stays of it, and what it says where that may be a letterhead."""
    match piece:
        case Line(text=text):
            goes = _is_state(text) or _RULE.fullmatch(text) or any(_day(text))
            return None if goes else piece, [text]
        case Table(rows) if len(rows) <= _TALLEST:
            said = [cell for row in rows for cell in row if cell]
            if not any(map(_is_state, said)):
                return piece, said
            # A paper that is one table has its text in the rows below.
            short = sum(map(len, said)) < _SHORT
            left = () if short else tuple(row for row in rows if not _is_head(row))
            return replace(piece, rows=left) if left else None, said
    return piece, []


def _texts(piece: Piece) -> set[str]:
    match piece:
        case Line(text=text):
            return {text}
        case Table(rows):
            return {cell for row in rows for cell in row}
    return set()


def _is_head(row: Sequence[str]) -> bool:
    return any(_is_state(cell) or any(_day(cell)) for cell in row)


def _is_state(text: str) -> bool:
    return len(text) < _SHORT and bool(_STATE.search(fold(text)))


def _day(text: str) -> Iterator[date]:
    """
    >>> list(_day("Lạng Sơn, ngày 13 tháng 7 năm 2020"))
    [datetime.date(2020, 7, 13)]
    >>> list(_day("Sáng nay, ngày 13 tháng 7 năm 2020, Cụm I họp"))
    []
    """
    if len(text) < 300 and _STATE.search(fold(text)):
        # One cell of the letterhead can hold all of its right side.
        text = text[-60:]
        match = _PLACE_AND_DAY.search(text)
    else:
        match = _PLACE_AND_DAY.fullmatch(text) if len(text) < 100 else None
    if match:
        yield from (found.date for found in dates_in(match[0]))
