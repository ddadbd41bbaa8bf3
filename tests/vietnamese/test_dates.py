"""Dates as Vietnamese texts write them, and those that no calendar has."""

from datetime import date

import pytest

from news.vietnamese.dates import dates_in, header_moment

NEAR = date(2021, 1, 4)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("13/7/2020", [date(2020, 7, 13)]),
        ("09/7/2020 và 10/7/2020", [date(2020, 7, 9), date(2020, 7, 10)]),
        ("21-3-2019", [date(2019, 3, 21)]),
        ("09.7.2020.", [date(2020, 7, 9)]),
        ("ngày 10 tháng 10 năm 2023", [date(2023, 10, 10)]),
        ("Ngày 10 tháng 10, năm 2023", [date(2023, 10, 10)]),
        ("26/09/2022, 10:04 (GMT+7)", [date(2022, 9, 26)]),
        ("Chiều 28/12", [date(2020, 12, 28)]),
        ("Ngày 05/01", [date(2021, 1, 5)]),
        ("từ ngày 08/7 đến ngày 10/7/2020", [date(2020, 7, 8)]),
        ("ngày 09 và ngày 10/7/2020", [date(2020, 7, 9)]),
        ("ngày 09-10/7/2020", [date(2020, 7, 9)]),
    ],
)
def test_dates_in_running_text(text, days):
    assert [found.date for found in dates_in(text, NEAR)] == days


@pytest.mark.parametrize(
    "text",
    [
        *("ngày 31/02/2020", "32/7/2020", "09/13/2020", "ngày 29/2/2021"),
        *("15/12/2020/NQ-HĐND", "163/QĐ-UBND", "6 tháng đầu năm 2020", "24/24 giờ"),
        *("số 1/2/3", "10/10", "giai đoạn 2020-2025"),
    ],
)
def test_what_is_no_date_is_never_made_one(text):
    assert dates_in(text, NEAR) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Sáng ngày 09/7/2020", "morning"),
        ("chiều 09/7/2020", "afternoon"),
        ("Tối ngày 09 tháng 7 năm 2020", "evening"),
        ("Chiều nay (09/7/2020)", "afternoon"),
        ("CHIỀU NGÀY 09/7/2020", "afternoon"),
        ("Ngày 09/7/2020", ""),
    ],
)
def test_the_part_of_the_day(text, part):
    [found] = dates_in(text)

    assert found.part_of_day == part


def test_a_date_without_a_year_needs_a_day_to_be_near_to():
    assert dates_in("Chiều 8/7, tại trụ sở") == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("T7, 02/15/2020 - 00:05", "2020-02-15T00:05"),
        ("Chủ nhật, 05/04/2020 - 07:00", "2020-04-05T07:00"),
        ("Monday, July 13, 2020 - 15:21", "2020-07-13T15:21"),
        ("13 tháng 7 năm 2020 15:21", "2020-07-13T15:21"),
        ("2020-07-13 15:21", "2020-07-13T15:21"),
        ("07/13/2020 - 3:21pm", "2020-07-13T15:21"),
    ],
)
def test_moments_of_headers(text, iso):
    moment = header_moment(text)

    assert moment.at.isoformat(timespec="minutes") == f"{iso}+07:00"
    assert moment.uncertainty == ""


def test_votes_prefer_the_reading_just_after_what_is_told():
    told = [date(2021, 3, 20)]

    assert header_moment("05/03/2021 - 08:00", told).at.date() == date(2021, 5, 3)


def test_a_line_without_a_date_has_no_moment():
    assert header_moment("Hội nghị sơ kết") is None
