"""Which clusters is a post about?

"Cụm I" is no key: the same site has two. A cluster is its kind, its number and its
name together, as the title has them; a body that only mentions clusters in passing
("các cụm thi đua") is about none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from news.vietnamese.folding import fold

from .document import ClusterFound
from .sentences import sentences_of

_LONGEST_NAME = 120
_KIND = r"(?P<kind>[Cc]ụm|CỤM|[Kk]hối|KHỐI)"
_NUMBER = (
    r"(?:\s+(?:[Ss]ố|SỐ)?\s*[\"“]?(?P<number>[IVX]{1,5}|0?\d{1,2})[\"”]?(?![\w/.]\w)(?!\w)"
    r"(?!\s+(?:tỉnh|huyện|đơn\s+vị|thành|xã|trường|cơ\s+quan|doanh|ngành|tháng|năm)\b))?"
)
MENTION = re.compile(
    rf"(?<!\w){_KIND}(?P<contest>\s+(?:[Tt]hi\s+đua|THI\s+ĐUA|Thi\s+Đua))?{_NUMBER}(?!\w)"
)
# What stands before a mention that is not the post's own cluster.
_PLURAL = re.compile(
    r"(?:các|những|mỗi|từng|mọi|một\s+số|nhiều|\d+|đảng\s+(?:ủy|uỷ|bộ)|công\s+đoàn"
    r"|đoàn|phó|trưởng|bộ)\s+$",
    re.IGNORECASE,
)
_VERBS = (
    r"đã|sẽ|vừa|đang|ký|kí|họp|sơ\s+kết|tổng\s+kết|triển\s+khai|phát\s+động"
    r"|tiến\s+hành|thực\s+hiện|hội\s+nghị|công\s+tác|năm\s+\d+|giai\s+đoạn|\d+\s+tháng"
    r"|quý\s+\w+|tại|do|nhằm|để|gồm|bao\s+gồm|là|được|đón|thăm|đạt|về|với"
    r"|có(?!\s+vốn)|trong(?!\s+(?:nước|khu))|hoàn\s+thành|tham\s+(?:gia|dự|quan)"
    r"|hưởng\s+ứng|lần\s+thứ|bình\s+(?:xét|chọn)|đánh\s+giá|thảo\s+luận|thông\s+qua"
    r"|gặp|trao|tặng|chủ\s+trì|giao\s+(?:ban|lưu|ước)|kiểm\s+tra|chấm|suy\s+tôn|phối\s+hợp"
    r"|tích\s+cực|tiếp\s+tục|đăng\s+ký|ra\s+mắt|thống\s+nhất|chung\s+tay|ủng\s+hộ"
    r"|dâng\s+hương|phát\s+huy|đẩy\s+mạnh|nâng\s+cao|tỉnh\s+Lạng\s+Sơn\s+tổ|đi\s+thăm"
    r"|khai\s+mạc|bế\s+mạc|chúc\s+mừng|hỗ\s+trợ|quyên\s+góp|đồng\s+loạt|nhận|ngày\s+\d+"
    r"|sáng|chiều|tối|thi\s+đua\s+(?:năm|khen|lập|yêu)|đoạt|giành|dẫn\s+đầu|nghe|diễn\s+ra"
)
# "Các tổ chức tín dụng" is a name, "tổ chức Hội nghị" is what they did.
_ORGANISES = (
    r"tổ\s+chức(?!\s+(?:tín\s+dụng|chính\s+trị|xã\s+hội|tài\s+chính|đoàn\s+thể|cơ\s+sở"
    r"|tôn\s+giáo|kinh\s+tế))"
)
_NAME_ENDS = re.compile(
    rf"\s(?:{_VERBS}|(?<!các\s)(?<!Các\s)(?<!CÁC\s){_ORGANISES}"
    rf"|và\s+(?:(?:các\s+)?(?:cụm|khối)|{_VERBS}|tổ\s+chức))(?!\w)"
    r"|[.;:!?\"“”()]|,(?!\s+(?:thành\s+phố|thị\s+xã|thị\s+trấn|phường|xã|huyện|ban|ngành"
    r"|đoàn\s+thể|doanh\s+nghiệp|cơ\s+quan|hội|đơn\s+vị|tổ\s+chức)(?!\w))"
    r"|\s[-–—]\s*(?=(?:đơn\s+vị|cụm|khối|trưởng|phó|năm|sơ\s+kết|tổng\s+kết)(?!\w))",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[-–—:]\s*")
_BRACKET = re.compile(r"\s*\(\s*([^()]{3,120})\s*\)")
_NAME_OPENS = re.compile(
    r"\s+(?=(?:các|ngành|cơ\s+quan|doanh\s+nghiệp|khối|huyện|miền|khu\s+vực)(?!\w))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:gồm|bao\s+gồm|sau\s+đây|gọi\s+tắt|trưởng|phó|đơn\s+vị|viên|của|này|nói|trên|và"
    r"|hoặc|theo|cho|toàn|lượng|phố|dân\s+cư|công\s+nghiệp|từ|đại\s+đoàn|liên)(?!\w)",
    re.IGNORECASE,
)
# "Cụm 3 - Sở Y tế" tells who leads it, not what it is called.
_ONE_UNIT = re.compile(
    r"(?:Sở|Công\s+ty|UBND|Ủy\s+ban|Bưu\s+điện|Công\s+an|Viễn\s+thông|Văn\s+phòng|Huyện"
    r"|Thành\s+phố|Ban|Cục|Kho\s+bạc|Báo|Đài|Bệnh\s+viện)\s+\w"
)
_BEFORE_MEETING = re.compile(
    r"(?:hội\s+nghị|sơ\s+kết|tổng\s+kết|họp|giao\s+(?:ước|ban|lưu)|chuyến|chương\s+trình)"
    r"[^,.;]{0,90}$",
    re.IGNORECASE,
)
_MEETS = re.compile(
    r"tổ\s+chức|họp|ký|sơ\s+kết|tổng\s+kết|tiến\s+hành|triển\s+khai|phát\s+động|thăm"
    r"|giao\s+(?:ban|lưu|ước)|về\s+nguồn|hội\s+nghị",
    re.IGNORECASE,
)
_GUESTS = re.compile(
    r"(?:lãnh\s+đạo|đại\s+diện|tham\s+dự|đến\s+dự|thành\s+viên|tặng|cho)[^,.;]{0,60}$",
    re.IGNORECASE,
)


def clusters_in(title: str, texts: Sequence[str]) -> tuple[ClusterFound, ...]:
    """The clusters of the title, else those that meet in the first sentences.

    >>> found = clusters_in("Cụm I – Các tổ chức tín dụng tổ chức Hội nghị", [])
    >>> found[0].number, found[0].name
    ('I', 'Các tổ chức tín dụng')
    >>> clusters_in("Hướng dẫn các cụm thi đua tổng kết năm 2020", [])
    ()
    """
    found = list(_mentions(title, is_title=True))
    if not found:
        found = [
            cluster
            for text in texts[:2]
            for sentence in islice(sentences_of(text), 1)
            for cluster in _meeting(sentence)
        ]
    completed = [_completed(cluster, texts[:4]) for cluster in found]
    return tuple(_distinct(completed))


def _mentions(text: str, *, is_title: bool = False) -> Iterator[ClusterFound]:
    for match in islice(MENTION.finditer(text), 20):
        if _PLURAL.search(text, max(0, match.start() - 20), match.start()):
            continue
        cluster = _cluster(match, text, is_title=is_title)
        if cluster:
            yield cluster


def _meeting(sentence: str) -> Iterator[ClusterFound]:
    """The clusters that do something in a sentence, not those that are greeted."""
    for match in islice(MENTION.finditer(sentence), 20):
        before = sentence[max(0, match.start() - 120) : match.start()]
        if _PLURAL.search(before) or _GUESTS.search(before):
            continue
        cluster = _cluster(match, sentence)
        after = sentence[match.end() : match.end() + 200]
        if cluster and (_MEETS.search(after) or _BEFORE_MEETING.search(before)):
            yield cluster


def _cluster(
    match: re.Match[str], text: str, *, is_title: bool = False
) -> ClusterFound | None:
    number = match["number"] or ""
    name = _name_after(text, match.end(), numbered=bool(number))
    capital = match["kind"][0].isupper()
    # Without "thi đua" a small "khối 5" is a quarter of a town.
    if number:
        certain = capital or bool(match["contest"])
    elif match["contest"]:
        certain = bool(name)
    else:
        before = text[: match.start()]
        contest = capital and "thi đua" in before and _BEFORE_MEETING.search(before)
        meets = contest if before else _MEETS.search(text)
        certain = is_title and bool(meets) and fold(name).startswith("cac ")
    if not certain:
        return None
    return ClusterFound(match["kind"].lower(), _plain_number(number), name)


def _plain_number(number: str) -> str:
    return number.lstrip("0") if number.isdigit() else number


def _name_after(text: str, start: int, *, numbered: bool) -> str:
    """The name that follows kind and number, "" where none does."""
    bracket = _BRACKET.match(text, start)
    if bracket:
        name = bracket[1]
        return "" if _NO_NAME.match(name) else _clean(name)
    opens = _DASH.match(text, start) if numbered else None
    opens = opens or _NAME_OPENS.match(text, start)
    if not numbered and not opens:
        opens = re.compile(r"\s*[-–—:]?\s+[\"“]?").match(text, start)
    if not opens or _NO_NAME.match(text, opens.end()):
        return ""
    # The space before a word is what its end is known by.
    rest = " " + text[opens.end() : opens.end() + 2 * _LONGEST_NAME]
    end = _NAME_ENDS.search(rest)
    name = _clean(rest[: end.start()] if end else rest)
    if len(name) > _LONGEST_NAME or (numbered and _ONE_UNIT.match(name)):
        return ""
    return name


def _clean(name: str) -> str:
    return " ".join(name.split()).strip(' .,;:-–—"“”')


def _completed(cluster: ClusterFound, texts: Sequence[str]) -> ClusterFound:
    """What the title leaves out, from a mention in the text that agrees with it."""
    shouted = cluster.name.isupper()
    if cluster.name and cluster.number and not shouted:
        return cluster
    for other in (found for text in texts for found in _mentions(text)):
        if other.kind != cluster.kind or not other.name:
            continue
        same_name = fold(other.name) == fold(cluster.name)
        if cluster.number and other.number == cluster.number:
            if not cluster.name or (shouted and same_name):
                return replace(cluster, name=other.name)
        elif same_name and not cluster.number:
            name = other.name if shouted else cluster.name
            return replace(cluster, number=other.number, name=name)
    return cluster


def _distinct(clusters: Sequence[ClusterFound]) -> list[ClusterFound]:
    """Each cluster once: "Cụm các doanh nghiệp (Cụm I)" is one with both."""
    seen: list[ClusterFound] = []
    for cluster in clusters:
        same = next((at for at, one in enumerate(seen) if _same(cluster, one)), None)
        if same is None:
            seen.append(cluster)
            continue
        one = seen[same]
        seen[same] = replace(
            one, number=one.number or cluster.number, name=one.name or cluster.name
        )
    return seen


def _same(one: ClusterFound, other: ClusterFound) -> bool:
    def agree(a: str, b: str) -> bool:
        return not a or not b or fold(a) == fold(b)

    return (
        one.kind == other.kind
        and agree(one.number, other.number)
        and agree(one.name, other.name)
    )
