"""Which units belong to a cluster, and how many does the text say there are?

Names hold commas and "và", so a list is never cut blindly: the stated count and the
names on register decide.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from news.vietnamese.folding import fold

from .people import UNIT_HEAD, is_unit
from .sentences import sentences_of

_LONGEST_NAME = 150
_UNITS = (
    r"(?:đơn\s+vị|thành\s+viên|cơ\s+quan|doanh\s+nghiệp|tổ\s+chức|huyện|ngân\s+hàng|sở"
    r"|trường|xã|chi\s+nhánh|công\s+ty|ban)"
)
_COUNT = r"(?:(?P<count>\d{1,3})(?:\s*\([^()\d]{1,20}\))?\s+)"
_OPENS = (
    r"\s*(?P<opens>:|\(\s*(?:gồm|bao\s+gồm|là)?\s*:?"
    r"|(?:,\s*)?(?:bao\s+)?gồm(?:\s+có)?\s*:?|là\s*:?)\s*"
)
_LISTS = (
    # "07 đơn vị thành viên: …", "07 đơn vị trong Cụm gồm …"
    re.compile(
        rf"{_COUNT}{_UNITS}(?=[^.:;()]{{0,60}}?(?:thành\s+viên|[Cc]ụm|[Kk]hối)|)"
        rf"[^.:;(),]{{0,60}}?{_OPENS}",
        re.IGNORECASE,
    ),
    # "Cụm gồm các đơn vị: …", "gồm 07 đơn vị là …"
    re.compile(
        rf"gồm(?:\s+có)?\s+(?:các\s+)?{_COUNT}?{_UNITS}(?:\s+thành\s+viên)?"
        rf"(?:\s+sau)?(?:{_OPENS}|\s+(?=[A-ZĐ]))",
        re.IGNORECASE,
    ),
    # "các đơn vị thành viên: …"
    re.compile(
        rf"các\s+{_UNITS}\s+thành\s+viên(?:\s+(?:của|trong|thuộc)\s+(?:cụm|khối))?{_OPENS}",
        re.IGNORECASE,
    ),
)
_STATED = re.compile(rf"{_COUNT}{_UNITS}\s+thành\s+viên", re.IGNORECASE)
_OF_A_CLUSTER = re.compile(r"thành\s+viên|(?<!\w)(?:cụm|khối)(?!\w)", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?:,|;)?\s+(?:đã|cùng|tham\s+dự|tham\s+gia|về\s+dự|đến\s+dự|dự\s+(?:hội|họp)|có\s+mặt"
    r"|tổ\s+chức\s+(?:hội|ký|sơ|tổng|họp|chuyến|chương)|tiến\s+hành|long\s+trọng"
    r"|và\s+(?:các|đại\s+diện|toàn\s+thể|lãnh\s+đạo|đồng\s+chí|một\s+số|phóng\s+viên)"
    r"|cùng\s+(?:các|đại))(?!\w).*$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERING = re.compile(r"^(?:(?:và|-|\+|•)\s+|\(?\d{1,2}[.)]\s*)+")
_NOT_A_UNIT = re.compile(
    r"(?:các\s+đồng\s+chí|đồng\s+chí|đại\s+diện|lãnh\s+đạo|ông|bà|cùng|trong\s+đó)(?!\w)",
    re.IGNORECASE,
)
_FINAL_AND = re.compile(r"^(.{2,}?)\s+và\s+((?:(?!\svà\s).)+)$")
# Bodies of every province whose names hold a comma.
_WITH_COMMAS = (
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Văn hoá, Thể thao và Du lịch",
    "Sở Lao động, Thương binh và Xã hội",
    "Văn phòng Đoàn ĐBQH, HĐND và UBND",
    "Văn phòng Đoàn đại biểu Quốc hội, Hội đồng nhân dân và Ủy ban nhân dân",
    "Trung tâm Văn hóa, Thể thao và Truyền thông",
    "Trung tâm Văn hóa, Thể thao và Du lịch",
    "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, dân dụng",
    "Ban Tuyên giáo, Dân vận",
)


@dataclass(frozen=True, slots=True)
class Members:
    names: tuple[str, ...] = ()
    stated: int | None = None

    @property
    def disagree(self) -> bool:
        return bool(self.names) and self.stated not in {None, len(self.names)}


def members_in(texts: Sequence[str], known: Collection[str] = ()) -> Members:
    """The first list of a cluster's members; else at least their stated count.

    >>> members_in(["của 03 đơn vị thành viên: Sở Y tế, Sở Nội vụ và Ban Dân tộc."])
    Members(names=('Sở Y tế', 'Sở Nội vụ', 'Ban Dân tộc'), stated=3)
    """
    whole = _Names(known)
    for text in texts[:12]:
        for found in _lists(text[:20_000], whole):
            return found
    for text in texts[:12]:
        match = _STATED.search(text[:20_000])
        if match:
            return Members(stated=int(match["count"]))
    return Members()


def _lists(text: str, whole: "_Names") -> Iterator[Members]:
    for form in _LISTS:
        for match in form.finditer(text):
            before = text[max(0, match.start() - 120) : match.end()]
            if not _OF_A_CLUSTER.search(before.rpartition(". ")[2]):
                continue
            listed = _listed(text, match)
            count = match.groupdict().get("count")
            stated = int(count) if count else None
            names = tuple(_split(listed, stated, whole))
            if len(names) > 1 and all(len(name) <= _LONGEST_NAME for name in names):
                yield Members(names, stated)


def _listed(text: str, match: re.Match[str]) -> str:
    """The list itself: to its closing bracket, else to the end of the sentence."""
    rest = text[match.end() :]
    if (match.groupdict().get("opens") or "").startswith("("):
        depth = 1
        for at, char in enumerate(rest):
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return rest[:at]
    return next(sentences_of(rest), "")


def _split(listed: str, stated: int | None, whole: "_Names") -> list[str]:
    listed = _TRAILING.sub("", whole.hidden(listed))
    by = ";" if ";" in listed else ","
    plain = _until_no_unit(_cut(listed, by))
    last = plain[-1] if plain else ""
    options = [
        plain,
        _with_last_split(plain),
        _merged(plain),
        _merged(_with_last_split(plain)),
        _until_no_unit(_cut(listed, ",")) if by == ";" else plain,
    ]
    best = next((option for option in options if len(option) == stated), None)
    if best is None:
        best = _with_last_split(plain) if whole.are_two(last) else plain
    return [whole.shown(name) for name in best]


def _cut(listed: str, by: str) -> list[str]:
    # A comma inside brackets belongs to one name.
    parts: list[str] = []
    depth, start = 0, 0
    for at, char in enumerate(listed):
        depth += (char == "(") - (char == ")")
        if char == by and depth <= 0:
            parts.append(listed[start:at])
            start = at + 1
    parts.append(listed[start:])
    cleaned = (_NUMBERING.sub("", part.strip()).strip(" .;,:") for part in parts)
    return [" ".join(part.split()) for part in cleaned if part]


def _until_no_unit(names: list[str]) -> list[str]:
    end = next((at for at, name in enumerate(names) if _NOT_A_UNIT.match(name)), None)
    return names[:end]


def _with_last_split(names: list[str]) -> list[str]:
    match = _FINAL_AND.match(names[-1]) if names else None
    return [*names[:-1], match[1].strip(), match[2].strip()] if match else names


def _merged(names: list[str]) -> list[str]:
    """Parts that begin no unit's name go with the name before them."""
    merged: list[str] = []
    for name in names:
        if merged and not is_unit(name) and is_unit(merged[-1]):
            merged[-1] = f"{merged[-1]}, {name}"
        else:
            merged.append(name)
    return merged


class _Names:
    """Names on register; their commas are hidden while a list is cut."""

    COMMA = "\ue000"
    _AND = "\ue001"

    def __init__(self, known: Collection[str]) -> None:
        self.known = {fold(name) for name in known}
        names = {*known, *_WITH_COMMAS}
        cut = {name for name in names if "," in name or " và " in name}
        longest_first = sorted(cut, key=lambda name: (-len(name), name))
        words = "|".join(map(re.escape, longest_first))
        self.form = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def hidden(self, listed: str) -> str:
        return self.form.sub(
            lambda match: (
                match[0].replace(",", self.COMMA).replace(" và ", f" {self._AND} ")
            ),
            listed,
        )

    def shown(self, name: str) -> str:
        return name.replace(self.COMMA, ",").replace(self._AND, "và")

    def are_two(self, name: str) -> bool:
        """Are the parts around "và" two names, both known or both begun as names?"""
        match = _FINAL_AND.match(name)
        if not match:
            return False
        parts = (match[1], match[2])
        if all(fold(self.shown(part)) in self.known for part in parts):
            return True
        # "Văn phòng HĐND và UBND tỉnh" is one office.
        return all(map(_begins_a_name, parts)) and not parts[0].startswith("Văn phòng")


def _begins_a_name(text: str) -> bool:
    return bool(re.match(rf"{UNIT_HEAD}\s+\w", text))
