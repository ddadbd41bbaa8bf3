"""Which line is the caption of which photo?

The line after the photo, sometimes the one before it. A short line without a full
stop, set apart from the paragraphs, is a caption; a paragraph or a name is not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .document import Photo
from .ending import END_MARK
from .lines import Line, Piece, Shown
from .people import is_pen_name, is_person, is_unit
from .photos import credited
from .signature import is_labelled

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]\s|[-+•*–]\s")
_CREDIT_LINE = re.compile(
    r"\(?\s*(?:nguồn\s+)?ảnh\s*:\s*([^:()]{2,80}?)\s*\)?\.?", re.IGNORECASE
)

_AHEAD = 60  # pieces that can tell on which side the captions stand

_LONGEST_SENTENCE = 100  # a caption with a full stop is no longer than that

NEVER, BESIDE, APART = 0, 1, 2


def strength(line: Line) -> int:
    """`APART`: a caption wherever it touches a photo; `BESIDE`: only right under it."""
    text, styles = line.text, line.styles
    if "caption" in styles:
        return APART
    if not text or len(text) > 300 or "right" in styles:
        return NEVER
    if _NUMBERED.match(text) or END_MARK.search(text) or text.endswith((":", ";")):
        return NEVER
    if is_labelled(text) and not _CREDIT_LINE.fullmatch(text):
        return NEVER
    if "centred" in styles or "italic" in styles:
        return APART
    if "bold" in styles or len(text) > 200:
        return NEVER
    if text.endswith((".", "!", "?")):
        short = len(text) <= _LONGEST_SENTENCE and ". " not in text[:-1]
        may_be = short or bool(credited(text)[1])
        return BESIDE if may_be and "indented" not in styles else NEVER
    return BESIDE if "indented" in styles else APART


def may_follow(line: Line, rest: Sequence[Piece]) -> bool:
    """Can the line after a photo be its caption? `rest` is what comes after it."""
    if strength(line) < (BESIDE if line.near else APART):
        return False
    if "caption" in line.styles:
        return True
    return not _is_signature(line, rest)


def may_precede(line: Line, *, near: bool) -> bool:
    """Can the line before a photo be its caption? Paragraphs end with a stop."""
    if strength(line) < APART or _CREDIT_LINE.fullmatch(line.text):
        return False
    set_apart = {"centred", "italic", "caption", "outdented"} & line.styles
    return near or bool(set_apart)


def captioned(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, their captions moved into the photos."""
    told: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if not isinstance(piece, Shown):
            told.append(piece)
            continue
        photo, used = _with_caption(piece, told, pieces[at : at + _AHEAD])
        told.append(_with_credit(photo))
        at += used
    return told


def _with_caption(
    shown: Shown, before: list[Piece], after: Sequence[Piece]
) -> tuple[Photo, int]:
    """The photo, and how many of the pieces after it were used."""
    photo = shown.photo
    if photo.caption:
        return photo, 0
    below = _follows(after)
    if _precedes(shown, before) and (not below or _stands_above(after) or _weak(after)):
        caption = before.pop()
        return replace(photo, caption=_words(caption)), 0
    if not below:
        return photo, 0
    photo = replace(photo, caption=_words(after[0]))
    credit = _credit_line(after[1:2])
    return (replace(photo, credit=credit), 2) if credit else (photo, 1)


def _follows(after: Sequence[Piece]) -> bool:
    line = after[0] if after else None
    return isinstance(line, Line) and may_follow(line, after[1:7])


def _weak(after: Sequence[Piece]) -> bool:
    """A whole sentence under a photo gives way to the line above it."""
    return isinstance(after[0], Line) and strength(after[0]) < APART


def _precedes(shown: Shown, before: Sequence[Piece]) -> bool:
    line = before[-1] if before else None
    return isinstance(line, Line) and may_precede(line, near=shown.near)


def _stands_above(after: Sequence[Piece]) -> bool:
    """Caption, photo, caption, photo: with no caption left after the last photo?"""
    at = 0
    while at + 1 < len(after) and isinstance(after[at + 1], Shown):
        if not _follows(after[at : at + 7]):
            return True
        at += 2
    return at > 0 and not _follows(after[at : at + 7])


def _words(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line) else ""


def _credit_line(after: Sequence[Piece]) -> str:
    """A credit on a line of its own under the caption."""
    line = after[0] if after else None
    if not isinstance(line, Line) or not line.near:
        return ""
    match = _CREDIT_LINE.fullmatch(line.text)
    return match[1] if match else ""


def _with_credit(photo: Photo) -> Photo:
    if photo.credit:
        return photo
    caption, credit = credited(photo.caption)
    return replace(photo, caption=caption, credit=credit)


def _is_signature(line: Line, rest: Sequence[Piece]) -> bool:
    """A name at the very end signs the post, even under a photo."""
    lines = [piece for piece in rest[:6] if isinstance(piece, Line)]
    if is_person(line.text, surname_needed=True):
        return all(is_unit(later.text) for later in lines)
    if line.text.isupper() and is_pen_name(line.text):
        return not lines
    return is_unit(line.text) and not lines and not line.near and len(line.text) < 60
