"""When a page says it was entered, and by whom, whatever way it writes it."""

import pytest


def codes(post, field):
    return [doubt.code for doubt in post.doubts if doubt.field == field]


@pytest.mark.parametrize(
    "header",
    [
        "Submitted by admin on T2, 07/13/2020 - 15:21",
        "Submitted by admin on Mon, 07/13/2020 - 15:21",
        "Được gửi bởi admin vào T2, 07/13/2020 - 15:21",
        "Đăng bởi admin vào lúc Thứ hai, 13/07/2020 - 15:21",
        "Create: T2, 07/13/2020 - 15:21\nAuthor: admin",
        "Author: admin\nCreate: T2, 07/13/2020 - 15:21",
        "Create: T2, 07/13/2020 - 15:21 | Author: admin",
        "T2, 07/13/2020 - 15:21 — admin",
    ],
)
def test_every_form_of_header_gives_submitter_and_moment(told, header):
    post = told("Ngày 09/7/2020, Cụm I họp.", header=header)

    assert post.published.isoformat(timespec="minutes") == "2020-07-13T15:21+07:00"
    assert post.submitter == "admin"
    assert post.authors == ()
    assert codes(post, "published") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("T5, 01/09/2020 - 09:39", "2020-01-09"),
        ("T3, 01/09/2020 - 09:39", "2020-09-01"),
        ("CN, 04/05/2020 - 07:00", "2020-04-05"),
        ("13/07/2020 - 15:21", "2020-07-13"),
        ("26/09/2022, 10:04 (GMT+7)", "2022-09-26"),
    ],
)
def test_the_weekday_or_the_calendar_tells_day_from_month(told, written, meant):
    post = told("Thông báo.", header=f"Submitted by admin on {written}")

    assert post.published.date().isoformat() == meant
    assert codes(post, "published") == []


def test_without_a_weekday_the_dates_of_the_text_decide(saved):
    post = saved("voted-date.txt")

    assert post.published.date().isoformat() == "2021-03-05"
    assert codes(post, "published") == []


def test_where_nothing_decides_the_day_comes_first_and_is_doubted(saved):
    post = saved("ambiguous-date.txt")

    assert post.published.date().isoformat() == "2021-03-05"
    assert codes(post, "published") == ["ambiguous-date"]


def test_a_weekday_that_fits_no_reading_is_doubted(saved):
    post = saved("wrong-weekday.txt")

    assert post.published.date().isoformat() == "2020-07-13"
    assert codes(post, "published") == ["weekday-contradicts"]


@pytest.mark.parametrize(
    "written", ["T2, 02/31/2020 - 10:00", "T2, 07/13/2020 - 25:10"]
)
def test_an_impossible_date_is_never_guessed(told, written):
    post = told("Thông báo.", header=f"Submitted by admin on {written}")

    assert post.published is None
    assert codes(post, "published") == ["impossible-date"]


def test_a_page_without_a_header_is_doubted(told):
    post = told("Ngày 09/7/2020, Cụm I họp.", header="")

    assert post.title == "Hội nghị sơ kết"
    assert post.published is None
    assert codes(post, "published") == ["no-date"]


def test_a_header_far_from_the_meeting_is_doubted(saved):
    post = saved("far-date.txt")

    assert codes(post, "published") == ["far-from-event"]
    assert codes(post, "event_date") == ["far-from-published"]


def test_menus_above_the_title_and_links_below_the_text_are_left_behind(saved):
    post = saved("menus-and-related.txt")

    assert post.title.startswith("Cụm thi đua số 2 (các huyện biên giới) tổng kết")
    assert post.title.endswith("khen thưởng năm 2021")
    assert post.submitter == "bientap"
    assert [type(block).__name__ for block in post.blocks] == [
        *["Paragraph"] * 3,
        "Photo",
        "Paragraph",
    ]
    assert "Tin liên quan" not in str(post.blocks)
    assert "Bản quyền" not in str(post.blocks)
