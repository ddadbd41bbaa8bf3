"""Who signed the post, and for which organisation?

Only lines that are written as names or announce them ("Tin, ảnh: …") count; a last
sentence is never an author.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from .document import Attachment, Byline, Photo, Table
from .ending import has_end_mark
from .lines import Line, Piece, Shown
from .people import UNIT_HEAD, is_area, is_pen_name, is_person, is_unit

LONGEST_SIGNATURE = 8
_MOST_UNMARKED = 3  # more names than that, and no end mark, are a list of people

_KIND = r"(?:tin|bài|ảnh|hình(?:\s+ảnh)?|bài\s+viết)"
_LABEL = re.compile(
    rf"(?P<label>{_KIND}(?:\s*(?:,|và|-|–|&|/|\+)?\s*{_KIND})*"
    r"|tác\s+giả|người\s+viết|thực\s+hiện|phóng\s+viên|pv|ctv)\s*:\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\(?\s*(?:nguồn(?:\s+tin)?\s*:\s*|(?:theo|nguồn)\s+)(?P<who>[^()]{2,150}?)\s*\)?\.?",
    re.IGNORECASE,
)
_ANNOUNCED_SOURCE = re.compile(r"\(?\s*nguồn(?:\s+tin)?\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_PRESS = re.compile(
    r"(?:báo|tạp chí|đài|cổng|trang|ttxvn|thông tấn|vov|vtv|website|tin tức|bản tin)"
    r"(?!\s+cáo)(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[-–—,;&/(]\s*|\s+và\s+")
# "Chuyên viên Ban Thi đua": a post held, perhaps with where.
_POST = re.compile(
    r"(?:phó\s+)?(?:trưởng\s+(?:ban|phòng)|giám\s+đốc|chánh\s+văn\s+phòng|chủ\s+tịch|bí\s+thư)"
    r"|phó\s+(?:ban|phòng)|chuyên\s+viên|cán\s+bộ|phóng\s+viên|cộng\s+tác\s+viên|ctv|pv",
    re.IGNORECASE,
)
_UNIT_INSIDE = re.compile(rf"(?<!\w){UNIT_HEAD}(?!\w)")


@dataclass(frozen=True, slots=True)
class Signature:
    authors: tuple[Byline, ...] = ()
    organisation: str = ""
    source_name: str = ""
    source_url: str = ""

    def __bool__(self) -> bool:
        return self != Signature()

    def above(self, lower: "Signature") -> "Signature":
        """This line and the lines under it as one signature."""
        units = dict.fromkeys(filter(None, (self.organisation, lower.organisation)))
        return Signature(
            authors=self.authors + lower.authors,
            organisation=", ".join(units),
            source_name=self.source_name or lower.source_name,
            source_url=self.source_url or lower.source_url,
        )


def signed(pieces: Sequence[Piece]) -> tuple[list[Piece], Signature]:
    """The body without its signature, and the signature."""
    lines = list(_closing_lines(pieces))
    # The lines stop at the mark, so where there is one it stands above them.
    marked = any(has_end_mark(piece) for piece in pieces[-40:])
    found = Signature()
    used: list[int] = []
    for at, line in lines:
        closed = marked or "right" in line.styles
        part = _signing(line, found, closed=closed)
        if part is None:
            break
        found = part.above(found)
        used.append(at)
    if not _is_believable(found, pieces, used, marked=marked):
        return list(pieces), Signature()
    gone = set(used)
    kept = [piece for at, piece in enumerate(pieces) if at not in gone]
    if not kept:
        # Nobody signs nothing: lines as short as names are all the text there is.
        return list(pieces), Signature()
    return kept, found


def _closing_lines(pieces: Sequence[Piece]) -> Iterator[tuple[int, Line]]:
    """The last lines from the bottom up, until the end mark or the last block."""
    lowest = max(len(pieces) - 40, 0)
    count = 0
    for at in range(len(pieces) - 1, lowest - 1, -1):
        piece = pieces[at]
        if isinstance(piece, Photo | Shown | Attachment | Table):
            continue
        if not isinstance(piece, Line) or has_end_mark(piece):
            return
        yield at, piece
        count += 1
        if count == LONGEST_SIGNATURE:
            return


def _is_believable(
    found: Signature, pieces: Sequence[Piece], used: list[int], *, marked: bool
) -> bool:
    """Without an end mark above, names at the end can be a list of the honoured."""
    if not used or marked:
        return True
    above = pieces[min(used) - 1] if min(used) else None
    above_text = above.text if isinstance(above, Line) else ""
    if above_text.endswith(":") or len(found.authors) > _MOST_UNMARKED:
        return False
    if found.authors or found.source_name:
        return True
    return not is_unit(above_text) and len(used) == 1


def _signing(line: Line, below: Signature, *, closed: bool) -> Signature | None:
    """What a line adds to the signature, None when it is text.

    `closed`: the end mark stands above, so that less is needed to be a name.
    """
    text = line.text.strip(" *_.()[]") if line.text.count(".") < 3 else line.text
    if len(text) > 200 or not text:
        return None
    if is_labelled(line.text):
        return _labelled(line.text)
    source = _source(line)
    if source:
        return source
    if line.text.endswith((".", "?", "!", ":", ";")) and not closed:
        return None
    parties = parties_in(text, announced=closed and not is_unit(text))
    if parties:
        return parties
    if is_unit(text) and len(text) <= 120 and not below.organisation:
        return Signature(organisation=text)
    if is_unit(text) and closed and len(text) <= 120:
        return Signature(organisation=text)
    if is_pen_name(text) and (closed or below.organisation or text.isupper()):
        return Signature(authors=(Byline(text),))
    return None


def is_labelled(text: str) -> bool:
    """Does the line announce who wrote the text or took the photos?

    >>> is_labelled("Tin, ảnh: Hoàng Thịnh"), is_labelled("Ảnh: Các đại biểu dự họp")
    (True, False)
    """
    return _labelled(text) is not None


def _labelled(text: str) -> Signature | None:
    """
    >>> found = _labelled("Tin: An; Ảnh: Bình")
    >>> [(who.name, who.contribution) for who in found.authors]
    [('An', 'text'), ('Bình', 'photo')]
    """
    text = text.strip(" ()[].")
    if len(text) > 200 or not _LABEL.match(text):
        return None
    marks = list(_LABEL.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    found = Signature()
    for mark, end in zip(marks, ends, strict=True):
        names = text[mark.end() : end].strip(" ;,.-–—|/")
        part = parties_in(names, announced=True)
        if part is None:
            return None
        what = _contribution(mark["label"].casefold())
        authors = tuple(replace(who, contribution=what) for who in part.authors)
        found = found.above(replace(part, authors=authors))
    return found


def _contribution(label: str) -> str:
    text = any(word in label for word in ("tin", "bài", "viết", "giả", "pv", "viên"))
    photo = any(word in label for word in ("ảnh", "hình"))
    match text, photo:
        case True, True:
            return "both"
        case False, True:
            return "photo"
    return "text"


def parties_in(text: str, *, announced: bool = False) -> Signature | None:
    """Names, then perhaps their organisation; None when anything else is there.

    >>> found = parties_in("Hoàng Quốc Thịnh - Ban Thi đua - Khen thưởng")
    >>> found.authors[0].name, found.organisation
    ('Hoàng Quốc Thịnh', 'Ban Thi đua - Khen thưởng')
    >>> [who.name for who in parties_in("Nguyễn Văn A - Trần Thị B").authors]
    ['Nguyễn Văn A', 'Trần Thị B']
    >>> parties_in("Hội nghị kết thúc tốt đẹp") is None
    True
    """
    names: list[str] = []
    start = 0
    while start < len(text):
        unit = _place_of_work(text[start:].strip(" )")) if names else None
        if unit is not None:
            return Signature(tuple(map(Byline, names)), _whole(unit))
        between = _BETWEEN.search(text, start)
        end = between.start() if between else len(text)
        name = text[start:end].strip(" )")
        if not _is_signer(name, announced=announced):
            return None
        names.append(name)
        start = between.end() if between else len(text)
    return Signature(tuple(map(Byline, names))) if names else None


def _whole(unit: str) -> str:
    unit = unit.strip(" .")
    return unit if unit.count("(") == unit.count(")") else unit.rstrip(") ")


def _is_signer(name: str, *, announced: bool) -> bool:
    return is_person(name) or (announced and is_pen_name(name))


def _place_of_work(text: str) -> str | None:
    """Where a signer works; "" where only the post held there is named."""
    if is_unit(text) or is_area(text):
        return text
    if not _POST.match(text):
        return None
    unit = _UNIT_INSIDE.search(text)
    return text[unit.start() :] if unit else ""


def _source(line: Line) -> Signature | None:
    """The line that says where a reprint was published first."""
    text = line.text
    match = _SOURCE.fullmatch(text)
    if not match:
        return None
    address = _ADDRESS.search(line.html) or _ADDRESS.search(text)
    who = match["who"].strip(" .")
    named = is_unit(who) or _PRESS.match(who) or _DOMAIN.fullmatch(who)
    if not (named or _ANNOUNCED_SOURCE.match(text) or address):
        return None
    url = address[0].rstrip(".,;)") if address else ""
    if _ADDRESS.fullmatch(who):
        who = _host(who)
    return Signature(source_name=who, source_url=url)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
