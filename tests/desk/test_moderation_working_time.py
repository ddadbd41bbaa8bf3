"""Due dates: office hours, Tết, days off; for any moment and any number of hours."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.working_time import OFFICE_HOURS, due, is_working_day, stretches

moments = st.datetimes(datetime(2018, 1, 1), datetime(2028, 1, 1))
hours = st.floats(0.25, 60)


@given(moments, hours)
def test_it_is_due_while_the_office_is_open(start, needed):
    end = due(start, needed)

    assert end > start
    assert is_working_day(end.date())
    assert any(opens < end <= closes for opens, closes in stretches(end, OFFICE_HOURS))


@given(moments, hours, hours)
def test_more_hours_are_never_due_earlier(start, some, more):
    first, last = sorted((some, more))

    assert due(start, first) <= due(start, last)


@given(moments, hours, hours)
def test_hours_add_up(start, some, more):
    at_once, in_two = due(start, some + more), due(due(start, some), more)

    assert abs(at_once - in_two) < timedelta(seconds=1)


@pytest.mark.parametrize(
    "day",
    [
        "2020-01-24",
        "2023-01-20",
        "2026-02-17",
        "2020-09-02",
        "2025-04-07",
        "2026-04-30",
    ],
)
def test_holidays_are_known_those_by_the_moon_too(day):
    assert not is_working_day(datetime.fromisoformat(day).date())


def test_an_office_that_never_opens_does_not_hang():
    start = datetime(2020, 7, 13, 8)

    assert due(start, 8, ()) == start
