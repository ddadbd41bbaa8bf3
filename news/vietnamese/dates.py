"""Which day does a Vietnamese text mean?

In running text a date is day/month/year. The header of an old Drupal page is
month/day/year, or not: there the weekday beside it is the checksum. A date that no
calendar has is never repaired.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

PartOfDay = Literal["", "morning", "afternoon", "evening"]
Uncertainty = Literal["", "impossible-date", "weekday-contradicts", "ambiguous-date"]

_PARTS: dict[str, PartOfDay] = {
    "sáng": "morning",
    "chiều": "afternoon",
    "tối": "evening",
}
_NEAR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a text, and where it stands there."""

    date: date
    start: int
    end: int
    part_of_day: PartOfDay = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A header's date and time; `uncertainty` says why not to trust it."""

    at: datetime | None
    uncertainty: Uncertainty = ""


# --- dates in running text ------------------------------------------------------

_PART = r"(?:(?P<part>sáng|chiều|tối)(?:\s+nay)?\s*,?\s+)?"
_WEEKDAY_BETWEEN = r"(?:\(?\s*(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)?"
_DAY = r"(?P<day>\d{1,2})"
_MONTH = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_FIRST_OF_TWO = (
    r"(?:(?P<first>\d{1,2})(?:\s?/\s?(?P<first_month>\d{1,2}))?"
    r"\s*(?:và|đến|,|-|–)\s*(?:ngày\s+)?)?"
)
# After the year a slash would make it a document's number ("15/12/2020/NQ-HĐND").
# Before each, what must be in the text: to look for a word is quick.
_FORMS = (
    (
        ["ngày"],
        re.compile(
            rf"{_PART}{_WEEKDAY_BETWEEN}\(?ngày\s+{_FIRST_OF_TWO}{_DAY}"
            rf"(?:\s?(?P<sep>[/.-])\s?{_MONTH}(?:\s?(?P=sep)\s?{_YEAR})?"
            rf"|\s+tháng\s+{_MONTH.replace('month', 'month_word')}"
            rf"(?:\s*,?\s*năm\s+{_YEAR.replace('year', 'year_word')})?)"
            r"(?![\d]|/\d|/[A-ZĐ])"
        ),
    ),
    (
        ["sáng", "chiều", "tối"],
        re.compile(
            rf"(?<!\w)(?P<part>sáng|chiều|tối)(?:\s+nay)?\s*,?\s*\(?{_FIRST_OF_TWO}{_DAY}"
            rf"\s?(?P<sep>[/.-])\s?{_MONTH}(?:\s?(?P=sep)\s?{_YEAR})?(?![\d]|/\d|/[A-ZĐ])"
        ),
    ),
    (
        ["/", ".", "-"],
        re.compile(
            rf"(?<![\w/.-]){_DAY}\s?(?P<sep>[/.-])\s?{_MONTH}\s?(?P=sep)\s?{_YEAR}"
            r"(?!\d|/\d|/[A-ZĐ])"
        ),
    ),
    (
        ["tháng"],
        re.compile(
            rf"(?<![\w/.-]){_DAY}\s+tháng\s+{_MONTH}\s*,?\s+năm\s+{_YEAR}(?!\d)"
        ),
    ),
)


def dates_in(text: str, near: date | None = None) -> list[DateFound]:
    """Every date of a text from left to right, the first day of a span of days.

    A date without a year gets the one that brings it closest to `near`.

    >>> def show(text, near=None):
    ...     for found in dates_in(text, near):
    ...         print(found.date, found.part_of_day or "whole day")
    >>> show("Chiều ngày 09/7/2020, tại trụ sở")
    2020-07-09 afternoon
    >>> show("ngày 10 tháng 10 năm 2023; 21-3-2019; 26/09/2022, 10:04 (GMT+7)")
    2023-10-10 whole day
    2019-03-21 whole day
    2022-09-26 whole day
    >>> show("Chiều 8/7, tại", near=date(2020, 7, 13))
    2020-07-08 afternoon
    >>> show("Ngày 28/12, tại", near=date(2021, 1, 4))
    2020-12-28 whole day
    >>> show("Trong hai ngày 09 và 10/7/2020")
    2020-07-09 whole day
    >>> show("Ngày 31/02/2020, theo Nghị quyết 15/12/2020/NQ-HĐND")
    """
    found: dict[int, DateFound] = {}
    taken: set[int] = set()
    if not _DIGIT.search(text):
        return []
    # Only these words are lowered: a document's number is known by its capitals.
    searched = _small_words(text)
    for words, form in _FORMS:
        if not any(word in searched for word in words):
            continue
        for match in form.finditer(searched):
            # A shorter form inside a longer one has been read already.
            if taken.intersection(range(match.start(), match.end())):
                continue
            taken.update(range(match.start(), match.end()))
            day = _date_of(match, near)
            if day is not None:
                found[match.start()] = DateFound(
                    day,
                    match.start(),
                    match.end(),
                    _PARTS.get(match.groupdict().get("part") or "", ""),
                )
    return [found[start] for start in sorted(found)]


_DIGIT = re.compile(r"\d")
_DAY_WORDS = re.compile(r"(?<!\w)(?:SÁNG|CHIỀU|TỐI|NGÀY|THÁNG|NĂM|VÀ)(?!\w)", re.I)


def _small_words(text: str) -> str:
    return _DAY_WORDS.sub(lambda match: match[0].lower(), text)


def _date_of(match: re.Match[str], near: date | None) -> date | None:
    parts = match.groupdict()
    month = int(parts.get("month") or parts.get("month_word") or 0)
    year = int(parts.get("year") or parts.get("year_word") or 0)
    day = int(parts["day"])
    if _in_year(day, month, year or _LEAP_YEAR) is None:
        return None
    if parts.get("first"):
        day = int(parts["first"])
        month = int(parts.get("first_month") or month)
    if year:
        return _in_year(day, month, year)
    return _closest_year(day, month, near) if near else None


_LEAP_YEAR = 2000


def _in_year(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _closest_year(day: int, month: int, near: date) -> date | None:
    years = (near.year - 1, near.year, near.year + 1)
    candidates = [_in_year(day, month, year) for year in years if 1 <= year <= 9999]
    possible = [candidate for candidate in candidates if candidate]
    return min(possible, key=lambda day: abs(day - near), default=None)


# --- the header's date ----------------------------------------------------------

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("t2", "thứ hai", "thứ 2", "mon", "monday"),
            ("t3", "thứ ba", "thứ 3", "tue", "tuesday"),
            ("t4", "thứ tư", "thứ 4", "wed", "wednesday"),
            ("t5", "thứ năm", "thứ 5", "thu", "thursday"),
            ("t6", "thứ sáu", "thứ 6", "fri", "friday"),
            ("t7", "thứ bảy", "thứ bẩy", "thứ 7", "sat", "saturday"),
            ("cn", "chủ nhật", "chúa nhật", "sun", "sunday"),
        )
    )
    for name in names
}
_ANY_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TIME = (
    r"(?:\s*(?:[-–—,|]|lúc|at)?\s*(?P<hour>\d{1,2})\s?[:hg]\s?(?P<minute>\d{2})"
    r"(?::\d{2})?\s*(?P<half>am|pm|sa|ch)?(?!\w))?"
)
_BEFORE = rf"(?:(?<!\w)(?P<weekday>{_ANY_WEEKDAY})\s*[,.]?\s*)?(?:ngày\s+)?"
_HEADER_FORMS = (
    re.compile(
        rf"{_BEFORE}(?<!\d)(?P<a>\d{{1,2}})\s?[/.-]\s?(?P<b>\d{{1,2}})"
        rf"\s?[/.-]\s?(?P<year>\d{{4}})(?!\d){_TIME}"
    ),
    re.compile(
        rf"{_BEFORE}(?<!\d)(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})"
        rf"(?:t(?=\d))?{_TIME}"
    ),
    re.compile(
        rf"{_BEFORE}(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})"
        rf"\s*,?\s*(?:năm\s+)?(?P<year>\d{{4}})(?!\d){_TIME}"
    ),
    re.compile(
        rf"{_BEFORE}tháng\s+(?P<month>\d{{1,2}})\s+(?P<day>\d{{1,2}})\s*,\s*"
        rf"(?P<year>\d{{4}})(?!\d){_TIME}"
    ),
    re.compile(
        rf"{_BEFORE}(?P<month>{'|'.join(_MONTH_NAMES)})\s+(?P<day>\d{{1,2}})\s*,\s*"
        rf"(?P<year>\d{{4}})(?!\d){_TIME}"
    ),
)


def header_moment(text: str, others: Iterable[date] = ()) -> Moment | None:
    """The date of a page's header line, None when the line has none.

    The weekday decides between month first and day first; else the only reading that
    a calendar has; else the dates of the text itself (`others`) vote; else it is day
    first, and uncertain.

    >>> header_moment("T2, 07/13/2020 - 15:21").at.isoformat(timespec="minutes")
    '2020-07-13T15:21+07:00'
    >>> header_moment("T5, 01/09/2020 - 09:39").at.date().isoformat()
    '2020-01-09'
    >>> header_moment("03/05/2021 - 10:00", [date(2021, 5, 2)]).at.date().isoformat()
    '2021-05-03'
    >>> header_moment("03/05/2021 - 10:00").uncertainty
    'ambiguous-date'
    >>> header_moment("T3, 02/31/2020 - 10:00")
    Moment(at=None, uncertainty='impossible-date')
    """
    lowered = text.lower()
    matches = (form.search(lowered) for form in _HEADER_FORMS)
    match = next((match for match in matches if match), None)
    return _moment(match, tuple(others)) if match else None


def _moment(match: re.Match[str], others: tuple[date, ...]) -> Moment:
    parts = match.groupdict()
    weekday = _WEEKDAYS.get(parts["weekday"] or "")
    readings = list(dict.fromkeys(_readings(parts)))
    hour, minute = _time_of(parts)
    if not readings or not (0 <= hour <= 23 and 0 <= minute <= 59):
        return Moment(None, "impossible-date")
    day, uncertainty = _decide(readings, weekday, others)
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=TIME_ZONE)
    return Moment(at, uncertainty)


def _readings(parts: dict[str, str | None]) -> Iterator[date]:
    """What the numbers can mean, day first before month first."""
    year = int(parts["year"] or 0)
    if parts.get("a"):
        a, b = int(parts["a"] or 0), int(parts["b"] or 0)
        pairs = [(a, b), (b, a)]
    else:
        name = parts["month"] or ""
        month = _MONTH_NAMES.index(name) + 1 if name.isalpha() else int(name)
        pairs = [(int(parts["day"] or 0), month)]
    for day, month in pairs:
        reading = _in_year(day, month, year)
        if reading:
            yield reading


def _time_of(parts: dict[str, str | None]) -> tuple[int, int]:
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    match parts["half"]:
        case "pm" | "ch" if hour < 12:
            hour += 12
        case "am" | "sa" if hour == 12:
            hour = 0
    return hour, minute


def _decide(
    readings: list[date], weekday: int | None, others: tuple[date, ...]
) -> tuple[date, Uncertainty]:
    agreeing = [day for day in readings if day.weekday() == weekday]
    contradicted = weekday is not None and not agreeing
    candidates = agreeing or readings
    why: Uncertainty = "weekday-contradicts" if contradicted else ""
    if len(candidates) == 1:
        return candidates[0], why
    elected = _elected(candidates, others)
    if elected:
        return elected, why
    return candidates[0], why or "ambiguous-date"


def _elected(readings: list[date], others: tuple[date, ...]) -> date | None:
    votes = dict.fromkeys(readings, 0)
    for other in others:
        # News follows what it tells: a reading just after the date comes first.
        after = [day for day in readings if timedelta(0) <= day - other <= _NEAR]
        around = [day for day in readings if abs(day - other) <= _NEAR]
        near = after or around
        if near:
            votes[min(near, key=lambda day: abs(day - other))] += 1
    best = max(votes.values())
    winners = [day for day, count in votes.items() if count == best]
    return winners[0] if best and len(winners) == 1 else None
