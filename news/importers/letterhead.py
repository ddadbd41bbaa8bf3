"""Which lines of an official paper are its letterhead, and which day does it name?"""

import re
from collections.abc import Iterator, Sequence
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


def without_letterhead(
    pieces: Sequence[Piece],
) -> tuple[list[Piece], date | None, tuple[Doubt, ...]]:
    """The body without the state's name and the day, the day, and what went."""
    kept: list[Piece] = []
    days: list[date] = []
    gone: list[str] = []
    for at, piece in enumerate(pieces):
        near_an_end = at < _SEARCHED or at >= len(pieces) - _SEARCHED
        said = list(_texts(piece)) if near_an_end else []
        found = [day for text in said for day in _day(text)]
        days += found
        if any(map(_is_letterhead, said)) or (found and len(said) == 1):
            gone += said
        else:
            kept.append(piece)
    message = f"Left out as the letterhead: {' | '.join(gone)[:300]}"
    doubts = (Doubt("body_text", "letterhead", message),) if gone else ()
    return kept, days[0] if days else None, doubts


def _texts(piece: Piece) -> Iterator[str]:
    match piece:
        case Line(text=text):
            yield text
        case Table(rows) if len(rows) <= 6:
            yield from (cell for row in rows for cell in row if cell)


def _is_letterhead(text: str) -> bool:
    return len(text) < 300 and bool(_STATE.search(fold(text)) or _RULE.fullmatch(text))


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
