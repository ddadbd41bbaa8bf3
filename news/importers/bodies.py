"""How do the judged lines of a body become blocks?

Typed lists become lists, a mark of the agency at the beginning and the end mark go,
lines that one paragraph was broken into come together again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .document import Block, Bullets, Paragraph
from .lines import Line, Piece, Shown, plain

_BULLET = re.compile(r"(?P<sign>[-+•*·●○▪➢✓–])\s+|(?P<dash>[-+])(?=[^\W\d_])")
_NUMBER = re.compile(r"(?P<number>\d{1,2})[.)]\s+|(?P<letter>[a-zđ])[.)]\s+")
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_AGENCY = re.compile(
    r"(?P<tags>(?:<[a-z]+>)*)\(\s*(?P<name>[^()<>]{2,40}?)\s*\)(?:</[a-z]+>)*"
    r"\s*(?P<dash>[-–—:])?\s*(?:</[a-z]+>)*\s*"
)
_INITIALS = re.compile("[A-ZĐ]{2,}")
# A part's number, and what a post is mostly made of.
_NO_INITIALS = re.compile("[IVXLC]+|VIDEO|CLIP|PHOTO|INFOGRAPHIC")
_BREAK_OPENED = re.compile(r"<([a-z]+)>")
_BREAK_CLOSED = re.compile(r"</([a-z]+)>")


def without_agency(html: str) -> tuple[str, str]:
    """A first paragraph without the mark of its agency, and the mark.

    >>> without_agency("(BTĐKT)- Ngày 09/7/2020, Cụm I")
    ('Ngày 09/7/2020, Cụm I', 'BTĐKT')
    >>> without_agency("(Ảnh minh họa)")
    ('(Ảnh minh họa)', '')
    """
    match = _AGENCY.match(html[:300])
    if not match or match.end() >= len(html):
        return html, ""
    name = match["name"]
    initials = name.upper() == name and any(char.isalpha() for char in name)
    if not initials and not match["dash"]:
        return html, ""
    taken = html[: match.end()]
    opened = _BREAK_OPENED.findall(taken)
    for closed in _BREAK_CLOSED.findall(taken):
        if closed in opened:
            opened.remove(closed)
    return "".join(f"<{tag}>" for tag in opened) + html[match.end() :], name


def without_initials(title: str) -> tuple[str, str]:
    """A title without the initials of an agency; other words in brackets are its own.

    >>> without_initials("(TĐKT) - Cụm I sơ kết"), without_initials("(Kỳ 2) - Kết quả")
    (('Cụm I sơ kết', 'TĐKT'), ('(Kỳ 2) - Kết quả', ''))
    >>> without_initials("(VIII) - Kết quả")[1], without_initials("(ẢNH) - Lễ hội")[1]
    ('', '')
    """
    rest, name = without_agency(title)
    is_its = _INITIALS.fullmatch(name) and not _NO_INITIALS.fullmatch(name)
    return (rest, name) if is_its else (title, "")


def blocks_of(pieces: Sequence[Piece]) -> Iterator[Block]:
    for is_line, group in groupby(pieces, lambda piece: isinstance(piece, Line)):
        if is_line:
            yield from _text_blocks([p for p in group if isinstance(p, Line)])
        else:
            for piece in group:
                if isinstance(piece, Shown):
                    yield piece.photo
                elif not isinstance(piece, Line):
                    yield piece


def _text_blocks(lines: list[Line]) -> Iterator[Block]:
    lines = _joined(lines)
    at = 0
    while at < len(lines):
        items = _bullets(lines, at) or _numbers(lines, at)
        if len(items) > 1:
            ordered = _item(lines[at].html, _BULLET) is None
            yield Bullets(items=tuple(items), ordered=ordered)
            at += len(items)
        else:
            yield Paragraph(lines[at].html)
            at += 1


def _joined(lines: Sequence[Line]) -> list[Line]:
    """The lines of one paragraph as one, unless they are the items of a list."""
    whole: list[list[Line]] = []
    for line in lines:
        if whole and _goes_on(whole[-1][-1], line):
            whole[-1].append(line)
        else:
            whole.append([line])
    return [
        parts[0].saying("<br>".join(part.html for part in parts))
        if len(parts) > 1
        else parts[0]
        for parts in whole
    ]


def _goes_on(above: Line, line: Line) -> bool:
    same = 0 <= line.paragraph == above.paragraph
    return same and not _is_item(line) and not _is_item(above)


def _is_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _NUMBER.match(line.text))


def _bullets(lines: Sequence[Line], start: int) -> list[str]:
    items: list[str] = []
    for at in range(start, len(lines)):
        item = _item(lines[at].html, _BULLET)
        if item is None:
            break
        items.append(item)
    return items


def _numbers(lines: Sequence[Line], start: int) -> list[str]:
    """Items numbered 1, 2, 3 … or a, b, c …: any other numbering keeps its numbers."""
    items: list[str] = []
    for at in range(start, len(lines)):
        match = _NUMBER.match(lines[at].text)
        item = _item(lines[at].html, _NUMBER)
        if not match or item is None:
            break
        expected = str(len(items) + 1) if match["number"] else _letter(len(items))
        if (match["number"] or match["letter"]).lstrip("0") != expected:
            break
        items.append(item)
    return items


def _letter(index: int) -> str:
    # Vietnamese lists go a, b, c, d, đ, e.
    return _LETTERS[index] if index < len(_LETTERS) else ""


def _item(html: str, sign: re.Pattern[str]) -> str | None:
    """The item without its typed sign, None when it has none."""
    head = re.match(r"(?:<[a-z]+>)*", html)
    opened = head[0] if head else ""
    match = sign.match(html, len(opened))
    if not match:
        return None
    item = (opened + html[match.end() :]).strip()
    return item if plain(item) else None
