"""Which lines of a body are not text but fields: its tags, its section?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line, Piece

_LABEL = re.compile(
    r"(?:(?P<tags>từ\s+kh(?:óa|oá)|tags?|thẻ|keywords?)"
    r"|(?P<sections>chuyên\s+mục|danh\s+mục|categor(?:y|ies)))\s*:\s*(?P<words>.+)",
    re.IGNORECASE,
)
_LONGEST_LINE = 500
_LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class Labels:
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def without_labels(pieces: Sequence[Piece]) -> tuple[list[Piece], Labels]:
    """The body without such lines, and what they say.

    >>> without_labels([Line("Từ khóa: thi đua, cụm I")])
    ([], Labels(tags=('thi đua', 'cụm I'), categories=()))
    """
    tags: list[str] = []
    categories: list[str] = []
    kept: list[Piece] = []
    for piece in pieces:
        label = _label(piece)
        if not label:
            kept.append(piece)
        elif label["tags"]:
            tags += words_in(label["words"])
        else:
            categories += words_in(label["words"])
    return kept, Labels(tuple(tags), tuple(categories))


def _label(piece: Piece) -> re.Match[str] | None:
    if not isinstance(piece, Line) or len(piece.text) > _LONGEST_LINE:
        return None
    match = _LABEL.fullmatch(piece.text)
    if not match or not words_in(match["words"]):
        return None
    short = all(len(word) <= _LONGEST_WORD for word in words_in(match["words"]))
    return match if short else None


def words_in(text: str) -> list[str]:
    """Words separated by commas or semicolons.

    >>> words_in("thi đua, khen thưởng;  #CụmI.")
    ['thi đua', 'khen thưởng', 'CụmI']
    """
    parts = (part.strip(" .#") for part in re.split(r"[,;|]", text))
    return list(dict.fromkeys(part for part in parts if part))
