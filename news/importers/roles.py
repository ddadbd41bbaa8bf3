"""Which unit leads a cluster in a year, and which is its deputy?

A person may stand for the unit ("Giám đốc Sở Nội vụ, Cụm trưởng"). Who was elected
for another year is not the leader of this one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from news.vietnamese.folding import fold

from .people import UNIT_HEAD
from .sentences import sentences_of

_GROUP = r"(?:[Cc]ụm|[Kk]hối)"
_LEADER = rf"(?:{_GROUP}\s+trưởng|[Tt]rưởng\s+{_GROUP})"
_DEPUTY = rf"(?:{_GROUP}\s+phó|[Pp]hó\s+(?:[Tt]rưởng\s+)?{_GROUP}(?:\s+[Tt]rưởng)?)"
_ROLE = re.compile(
    rf"(?<!\w)(?:(?P<deputy>{_DEPUTY})|(?P<leader>{_LEADER}))(?:\s+thi\s+đua)?(?!\w)"
)
# What joins a unit to the role after it.
_JOINED = re.compile(
    r"(?:\s*[,–—(]\s*|\s+-\s+|\s+(?=(?:là|làm|giữ|đảm|được|với|-)(?!\w)))"
    r"(?P<words>(?:(?:là|làm|giữ|được|đảm\s+nhiệm|đảm\s+nhận|với|tư\s+cách|vai\s+trò"
    r"|đại\s+diện|cho|chức|nhiệm\s+vụ|hiện|đơn\s+vị|cơ\s+quan|phân\s+công|giao)\s+)*)$"
)
_FROM_UNIT = re.compile(
    rf"(?<!\w)(?:{UNIT_HEAD}(?!\s+(?:trường|nghị|thảo|đồng))|(?:huyện|thành\s+phố|thị\s+xã|tỉnh)"
    r"(?=\s+[A-ZĐÀ-Ỹ]))(?!\w)"
)
_AFTER = re.compile(
    rf"(?:\s+(?:của\s+)?{_GROUP}(?:\s+thi\s+đua)?(?:\s+số)?\s+(?:[IVX]+|\d+))?"
    r"(?:\s+năm\s+\d{4})?\s*(?P<sign>là|:|[–—-]|\()?\s*(?:đơn\s+vị\s+|do\s+)?"
    rf"(?P<unit>(?:{UNIT_HEAD}|huyện|thành\s+phố|thị\s+xã|tỉnh)\s+[^,;:.()]{{2,100}})"
)
_UNIT_ENDS = re.compile(
    r"\s(?:đã|sẽ|tổ\s+chức|chủ\s+trì|trình\s+bày|thông\s+qua|báo\s+cáo|phát\s+biểu|làm|là"
    r"|và\s+(?:cụm|khối|phó|trưởng|các|đơn)|trao|năm\s+\d|cùng|khai\s+mạc|điều\s+hành"
    r"|nhiệm\s+kỳ|thay\s+mặt|được|với|đánh\s+giá|tiếp\s+thu|kết\s+luận)(?!\w).*$",
    re.IGNORECASE | re.DOTALL,
)
# How it came to its role: "Sở Y tế được các đơn vị bầu làm Cụm trưởng".
_CHOSEN_BY = re.compile(r"\s+(?:đã\s+)?được\s.*$", re.DOTALL)
_ENUMERATION = re.compile(
    rf"\s*(?:,|và)\s*(?:{_GROUP}\s+phó|[Pp]hó|các|đơn\s+vị|đại\s+diện|lãnh\s+đạo)(?!\w)"
)
_ELECTION = re.compile(
    r"(?<!\w)(?:bầu|suy\s+tôn|bình\s+chọn|lựa\s+chọn|bàn\s+giao|luân\s+phiên|giới\s+thiệu"
    r"|nhận\s+nhiệm\s+vụ|cử)(?!\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[Nn]ăm\s+((?:19|20)\d\d)")


def roles_in(
    texts: Sequence[str],
    year: int | None,
    members: Sequence[str] = (),
    *,
    looks_back: bool = False,
) -> tuple[str, str]:
    """Leader and deputy; `looks_back` where a meeting ends a year and elects anew.

    >>> roles_in(["Sở Tài chính là Cụm trưởng, Sở Y tế là Cụm phó."], 2020)
    ('Sở Tài chính', 'Sở Y tế')
    >>> roles_in(["tại trụ sở Bưu điện tỉnh, đơn vị Cụm phó Cụm I đã họp"], 2020)
    ('', 'Bưu điện tỉnh')
    >>> roles_in(["Báo cáo tổng kết do Sở Tư pháp, Khối trưởng trình bày."], 2018)
    ('Sở Tư pháp', '')
    """
    found: dict[str, list[str]] = {"leader": [], "deputy": []}
    for text in texts[:15]:
        for sentence in islice(sentences_of(text[:20_000]), 60):
            if _is_of_another_year(sentence, year, looks_back=looks_back):
                continue
            for role, unit in _roles(sentence):
                found[role].append(unit)
    return _chosen(found["leader"], members), _chosen(found["deputy"], members)


def _is_of_another_year(sentence: str, year: int | None, *, looks_back: bool) -> bool:
    if not _ELECTION.search(sentence):
        return False
    years = {int(found) for found in _YEAR.findall(sentence)}
    return year not in years if years else looks_back


def _roles(sentence: str) -> Iterator[tuple[str, str]]:
    for match in islice(_ROLE.finditer(sentence), 12):
        role = "deputy" if match["deputy"] else "leader"
        unit = _unit_before(sentence, match) or _unit_after(sentence, match)
        if unit:
            yield role, unit


def _unit_before(sentence: str, role: re.Match[str]) -> str:
    left = sentence[max(0, role.start() - 300) : role.start()]
    joined = _JOINED.search(left)
    if not joined:
        return ""
    if not joined["words"] and _ENUMERATION.match(sentence, role.end()):
        return ""
    clause = re.split(r"[,;:()]", left[: joined.start()])[-1]
    # After "là Cụm trưởng và" another unit begins; "Báo cáo do Sở Tư pháp" has one.
    clause = re.split(r"\s(?:và|còn|cùng|do)\s+(?=[A-ZĐ])", clause)[-1]
    unit = _FROM_UNIT.search(clause)
    return _clean(_CHOSEN_BY.sub("", clause[unit.start() :])) if unit else ""


def _unit_after(sentence: str, role: re.Match[str]) -> str:
    match = _AFTER.match(sentence, role.end())
    return _clean(_UNIT_ENDS.sub("", match["unit"])) if match else ""


def _clean(unit: str) -> str:
    return " ".join(unit.split()).strip(" .,;:-–—")


def _chosen(units: Sequence[str], members: Sequence[str]) -> str:
    """The unit named first, by its fullest name in the text or among the members."""
    if not units:
        return ""
    first = units[0]
    # The people's committee of a district stands for the district.
    area = fold(re.sub(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", "", first))
    fuller = [unit for unit in units if fold(unit).startswith(fold(first))]
    named = [name for name in members if fold(name).startswith(fold(first))]
    exact = [name for name in members if fold(name) in {fold(first), area}]
    if exact:
        return exact[0]
    if len(named) == 1:
        return named[0]
    return max(fuller, key=len)
