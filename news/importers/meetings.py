"""Which meeting does a post tell of: its kind, its day, its place, its chair?"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from news.vietnamese.dates import DateFound, dates_in

from .document import Event
from .sentences import sentences_of

_KINDS = {
    "review": r"sơ\s+kết",
    "summary": r"tổng\s+kết",
    "covenant": r"(?:ký|kí)(?:\s+kết)?\s+(?:bản\s+)?giao\s+ước|giao\s+ước\s+thi\s+đua",
    "journey": r"về\s+nguồn",
}
_MEETING = (
    r"hội\s+(?:nghị|thảo|thi|diễn)|đại\s+hội|cuộc\s+họp|họp|buổi\s+lễ|(?:^|\s)lễ\s+"
    r"|tập\s+huấn|gặp\s+mặt|tọa\s+đàm|toạ\s+đàm|giao\s+ban|giao\s+lưu|diễn\s+đàn"
)
# Of small letters, which a pattern finds several times as fast as of any.
_OF_A_KIND = {kind: re.compile(form) for kind, form in reversed(_KINDS.items())}
_IS_MEETING = re.compile(_MEETING)
_HAPPENS = re.compile(
    rf"{_MEETING}|tổ\s+chức|diễn\s+ra|khai\s+mạc|phát\s+động|thăm|dâng\s+hương|về\s+nguồn"
    r"|kiểm\s+tra|làm\s+việc|trao|ký\s+kết|ký\s+giao|sơ\s+kết|tổng\s+kết|chương\s+trình"
    r"|tiếp\s+xúc|ra\s+quân|chuyến"
)
_OTHER_DAY = re.compile(
    r"(?:\d[/-]\S*[A-ZĐ]\S*\s*,?\s*"
    r"|(?:nghị\s+định|quyết\s+định|kế\s+hoạch|chỉ\s+thị|luật|thông\s+tư|công\s+văn"
    r"|hướng\s+dẫn|nghị\s+quyết|kết\s+luận|văn\s+bản|quy\s+định|tờ\s+trình|điều\s+lệ"
    r"|thông\s+báo|công\s+điện|giấy\s+mời)[^,.;]{0,80}"
    r"|(?:kỷ\s+niệm|thành\s+lập|truyền\s+thống|sinh|trước|đến|hết|kể\s+từ|giải\s+phóng"
    r"|ban\s+hành|có\s+hiệu\s+lực(?:\s+từ)?)[^,.;]{0,60}\(?\s*)$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?<!\w)(?:tại|ở)\s+(?!(?:hội\s+(?:nghị|thảo|thi)|buổi|đây|lễ|cuộc|kỳ|đại\s+hội|phiên"
    r"|quyết\s+định|văn\s+bản|kế\s+hoạch|nghị|điều|khoản|thời\s+điểm|chương\s+trình"
    r"|báo\s+cáo|hướng\s+dẫn|các\s+(?:hội|cuộc|buổi)|công\s+văn|chỗ|nhà\s+riêng)(?!\w))"
    r"(?P<place>[^,;:.()\"“”]{3,150}(?:\.\s?(?=[A-ZĐ])[^,;:.()\"“”]{2,100})?)",
    re.IGNORECASE,
)
_PLACE_ENDS = re.compile(
    r"\s(?:đã|sẽ|vừa|tổ\s+chức|diễn\s+ra|long\s+trọng|họp|tiến\s+hành|khai\s+mạc|do|với"
    r"|dưới\s+sự|nhằm|để|có\s+sự|trong\s+không|vào\s+(?:ngày|hồi|lúc)|ngày\s+\d|ký\s+kết"
    r"|cụm\s+(?:thi|số|[IVX\d]|các)|khối\s+(?:thi|số|[IVX\d]|các)|[-–—]|ban\s+thi\s+đua\s+"
    r"[^,]{0,40}(?:tổ\s+chức|đã))(?!\w).*$",
    re.IGNORECASE | re.DOTALL,
)
_WIDER = re.compile(
    r",\s*(?:xã|phường|thị\s+trấn|huyện|thành\s+phố|TP\.?|thị\s+xã|tỉnh|số\s+\d+|đường|thôn)"
    r"\s+[^,;:.()]{2,60}(?=[,;.]|$)",
)
# "tầng 3, Sở Y tế": a room alone is no place.
_ROOM = re.compile(r"(?:tầng|phòng(?:\s+họp)?|hội\s+trường)(?:\s+\S+)?", re.IGNORECASE)
_HOUSE = re.compile(r",\s*(?:trụ\s+sở\s+)?[A-ZĐÀ-Ỹ][^,;:.()]{2,80}(?=[,;.]|$)")
_NAME = r"(?P<name>[A-ZĐÀ-Ỹ][\w]*(?:\s+[A-ZĐÀ-Ỹ]\w*){1,4})"
_PERSON = rf"(?:[Đđ]ồng\s+chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+{_NAME}"
_CHAIRS = (
    re.compile(
        rf"{_PERSON}(?:\s*[,–-](?:(?!đồng\s+chí|chủ\s+trì)[^.;])"
        r"{0,150}?)?,?\s+(?:đã\s+)?(?:(?:đến\s+)?dự\s+và\s+)?chủ\s+trì(?!\s+của)"
    ),
    re.compile(
        rf"chủ\s+trì(?:\s+(?:hội\s+nghị|của|có|là|bởi|cuộc\s+họp))*\s*:?\s+{_PERSON}"
    ),
)


def meeting_in(title: str, texts: Sequence[str], published: date | None) -> Event:
    """The meeting of the title and the first paragraphs; empty where none is told.

    >>> event = meeting_in("Cụm I sơ kết", ["Chiều ngày 09/7/2020, tại trụ sở Bưu điện "
    ...     "tỉnh Lạng Sơn, Cụm I đã tổ chức Hội nghị."], None)
    >>> event.kind, event.date.isoformat(), event.part_of_day, event.place
    ('review', '2020-07-09', 'afternoon', 'trụ sở Bưu điện tỉnh Lạng Sơn')
    """
    opening = list(_opening(texts))
    kind = _kind(title) or next(filter(None, map(_kind, opening)), "")
    chair = next(_chairs(texts), "")
    for sentence in opening:
        day = next(_days(sentence, published), None)
        if day:
            place = _place(sentence, day) or next(_places_first(texts), "")
            return Event(kind, day.date, day.part_of_day, place, chair)
    place = next(filter(None, map(_place, _opening(texts[:1]))), "")
    day = next(_days(title, published), None)
    if day:
        return Event(kind, day.date, day.part_of_day, place, chair)
    return Event(kind, place=place if kind else "", chair=chair)


def _opening(texts: Sequence[str]) -> Iterator[str]:
    for text in texts[:3]:
        yield from islice(sentences_of(text[:5000]), 4)


def _kind(text: str) -> str:
    """The kind that is named first."""
    small = text[:2000].lower()
    places = {
        match.start(): kind
        for kind, form in _OF_A_KIND.items()
        if (match := form.search(small))
    }
    if places:
        return places[min(places)]
    return "other" if _IS_MEETING.search(small) else ""


def _happens(text: str) -> bool:
    return bool(_HAPPENS.search(text.lower()))


def _days(sentence: str, published: date | None) -> Iterator[DateFound]:
    """The days on which something happens, not those of decrees and anniversaries."""
    days = dates_in(sentence, published)
    if not days or not _happens(sentence):
        return
    for found in days:
        before = sentence[max(0, found.start - 120) : found.start]
        if not _OTHER_DAY.search(re.sub(r"\(?\s*ngày\s+$", "", before)):
            yield found


def _place(sentence: str, day: DateFound | None = None) -> str:
    if not _happens(sentence):
        return ""
    match = _PLACE.search(sentence, day.end) if day else None
    match = match or _PLACE.search(sentence)
    if not match:
        return ""
    place = _PLACE_ENDS.sub("", match["place"])
    if len(place) == len(match["place"]):
        end = match.end()
        room = _ROOM.fullmatch(place) and _HOUSE.match(sentence, end)
        if room:
            place += room[0]
            end = room.end()
        place += _wider(sentence, end)
    place = " ".join(place.split()).strip(" .,;:-–—")
    # "tại các đơn vị thành viên" names nobody's house.
    return "" if place.lower().startswith(("các ", "từng ", "mỗi ")) else place


def _places_first(texts: Sequence[str]) -> Iterator[str]:
    """Places that open a sentence, where the day's own sentence has none."""
    for sentence in _opening(texts[:2]):
        if sentence.startswith("Tại "):
            place = _place(sentence)
            if place:
                yield place


def _wider(sentence: str, start: int) -> str:
    """The commune, district or province behind a place."""
    wider = ""
    while match := _WIDER.match(sentence, start):
        if _happens(match[0]) or _PLACE_ENDS.search(match[0]):
            break
        wider += match[0]
        start = match.end()
    return wider


def _chairs(texts: Sequence[str]) -> Iterator[str]:
    for text in texts[:6]:
        if "chủ" not in text:
            continue
        for sentence in islice(sentences_of(text[:5000]), 12):
            for form in _CHAIRS if "chủ" in sentence else ():
                match = form.search(sentence[:1500])
                if match:
                    yield match["name"]
