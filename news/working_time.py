"""When is a post to be moderated? Working hours, and the public holidays of Vietnam."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import holidays

Hours = Sequence[tuple[str, str]]
OFFICE_HOURS: Hours = (("07:30", "11:30"), ("13:30", "17:00"))
# Nobody is given a year: a longer search means that no day is a working day.
FURTHEST = 366


def due(start: datetime, hours: float, office: Hours = OFFICE_HOURS) -> datetime:
    """The moment `hours` of office time after `start`, in the zone of `start`.

    Saturdays, Sundays and public holidays (Tết by the lunar calendar, days off in
    lieu) count nothing.

    >>> due(datetime(2020, 7, 13, 8, 0), 2)
    datetime.datetime(2020, 7, 13, 10, 0)
    >>> due(datetime(2020, 7, 10, 16, 0), 2)  # a Friday
    datetime.datetime(2020, 7, 13, 8, 30)
    >>> due(datetime(2024, 2, 7, 16, 0), 2)  # the eve of Tết
    datetime.datetime(2024, 2, 15, 8, 30)
    """
    left = timedelta(hours=hours)
    end = start
    for opens, closes in stretches(start, office):
        begins = max(opens, start)
        if begins >= closes:
            continue
        end = closes
        if left <= closes - begins:
            return begins + left
        left -= closes - begins
    return end


def stretches(start: datetime, office: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Each stretch of office time from the day of `start` on."""
    for number in range(FURTHEST):
        day = start.date() + timedelta(days=number)
        if is_working_day(day):
            for opens, closes in office:
                yield (
                    datetime.combine(day, time.fromisoformat(opens), start.tzinfo),
                    datetime.combine(day, time.fromisoformat(closes), start.tzinfo),
                )


def is_working_day(day: date) -> bool:
    """
    >>> is_working_day(date(2026, 4, 30)), is_working_day(date(2026, 4, 29))
    (False, True)
    """
    return day.weekday() < 5 and day not in _of_year(day.year)


_years: dict[int, holidays.HolidayBase] = {}


def _of_year(year: int) -> holidays.HolidayBase:
    if year not in _years:
        _years[year] = holidays.country_holidays("VN", years=year)
    return _years[year]
