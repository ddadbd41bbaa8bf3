"""Readers see which meetings are coming and which were held, day by day."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.listings import Link
from tests import build

pytestmark = pytest.mark.django_db


def rows(days) -> list[tuple]:
    """The day, the planned title and the titles told, of each row."""
    return [
        (
            f"{day.date:%d/%m}",
            entry.meeting and entry.meeting.label,
            [article.title for article in entry.articles],
        )
        for day in days
        for entry in day.entries
    ]


def held_on(index, day: int, **values):
    date = build.moment(2020, 7, day).date()
    values.setdefault("published_at", build.moment(2020, 7, day, 17))
    return build.article(index, event_date=date, event_kind="review", **values)


def shown(client, address: str = "/lich/2020/07/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["calendar"]


def test_a_month_has_its_planned_and_its_reported_meetings_by_day(client, index):
    build.meeting(build.moment(2020, 7, 20), title="Dự kiến")
    held_on(index, 9, title="Cụm I họp")
    held_on(index, 9, title="Cụm II họp")
    build.meeting(build.moment(2020, 8, 1), title="Tháng sau")

    assert rows(shown(client).days) == [
        ("09/07", None, ["Cụm I họp"]),
        ("09/07", None, ["Cụm II họp"]),
        ("20/07", "Dự kiến", []),
    ]


def test_a_plan_and_the_post_of_its_cluster_and_day_are_one_row(client, index):
    cluster = build.cluster()
    build.meeting(build.moment(2020, 7, 9), title="Sơ kết", cluster=cluster)
    held_on(index, 9, title="Cụm I sơ kết", clusters=[cluster])
    held_on(index, 10, title="Hôm sau", clusters=[cluster])
    held_on(index, 9, title="Cụm khác", clusters=[build.cluster("II")])

    assert rows(shown(client).days) == [
        ("09/07", "Sơ kết", ["Cụm I sơ kết"]),
        ("09/07", None, ["Cụm khác"]),
        ("10/07", None, ["Hôm sau"]),
    ]


def test_of_two_meetings_of_a_cluster_on_one_day_the_kind_decides(client, index):
    cluster = build.cluster()
    morning, noon = build.moment(2020, 7, 9), build.moment(2020, 7, 9, 13)
    build.meeting(morning, title="Ký", cluster=cluster, kind="covenant")
    build.meeting(noon, title="Sơ kết", cluster=cluster, kind="review")
    held_on(index, 9, title="Tin", clusters=[cluster])

    assert rows(shown(client).days) == [
        ("09/07", "Ký", []),
        ("09/07", "Sơ kết", ["Tin"]),
    ]


def test_a_cancelled_meeting_is_said_to_be_and_has_no_post(client, index):
    cluster = build.cluster()
    build.meeting(title="Hủy", cluster=cluster, is_cancelled=True)
    held_on(index, 9, title="Tin", clusters=[cluster])

    response = client.get("/lich/2020/07/")

    assert rows(response.context["calendar"].days) == [
        ("09/07", "Hủy", []),
        ("09/07", None, ["Tin"]),
    ]
    assert '<p class="news-meeting__state">Đã hủy</p>' in response.content.decode()


def test_what_nobody_may_read_is_not_in_the_calendar(client, index):
    build.meeting(title="Dự kiến")
    held_on(index, 9, title="Nháp", live=False)
    private = held_on(index, 9, title="Riêng")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert rows(shown(client).days) == [("09/07", "Dự kiến", [])]


def test_a_meeting_belongs_to_the_month_it_is_in_here(client, index):
    build.meeting(datetime.fromisoformat("2020-06-30T17:30:00+00:00"), title="Đêm")

    assert rows(shown(client).days) == [("01/07", "Đêm", [])]


def test_months_lead_to_the_nearest_that_have_a_meeting(client, index):
    build.meeting(build.moment(2019, 2, 3))
    held_on(index, 9)
    build.meeting(build.moment(2021, 3, 31))
    build.meeting(build.moment(2022))

    calendar = shown(client)
    assert calendar.earlier == Link("Tháng 2/2019", "/lich/2019/02/")
    assert calendar.later == Link("Tháng 3/2021", "/lich/2021/03/")
    assert shown(client, "/lich/2021/03/").earlier.url == "/lich/2020/07/"
    assert shown(client, "/lich/2022/01/").later is None


def test_this_month_and_then_what_is_coming(client, index):
    now = timezone.localtime()
    later = (now.replace(day=1) + timedelta(days=40)).replace(hour=9)
    build.meeting(now, title="Nay")
    build.meeting(later, title="Sau")
    build.meeting(now - timedelta(days=100), title="Xưa")

    calendar = shown(client, "/lich/")

    assert rows(calendar.days) == [(f"{now:%d/%m}", "Nay", [])]
    assert rows(calendar.coming) == [(f"{later:%d/%m}", "Sau", [])]


def test_a_calendar_without_meetings_is_still_a_page(client, index):
    now = timezone.localdate()

    assert client.get("/lich/").status_code == 200
    assert client.get(f"/lich/{now:%Y/%m}/").status_code == 200


@pytest.mark.parametrize(
    "month",
    [
        "0000/01",
        "0999/01",
        "1000/01",
        "2020/00",
        "2020/13",
        "2020/7",
        "2999/12",
        "9999/12",
        "99999/01",
        "-001/01",
        "2020/07/09",
        "２０２０/07",
        "2٠20/07",
        "%00/07",
        "%ff%fe/07",
        "abc/xy",
        "2020",
    ],
)
def test_hostile_months_are_not_found_in_the_dress_of_the_site(client, index, month):
    build.meeting()

    response = client.get(f"/lich/{month}/")

    assert response.status_code == 404
    assert "Không có trang nào ở địa chỉ này" in response.content.decode()


def test_a_month_between_two_others_may_be_empty(client, index):
    build.meeting(build.moment(2020, 5))
    build.meeting(build.moment(2020, 8))

    assert shown(client).days == []
    assert client.get("/lich/2020/04/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("meetings", [1, 20])
def test_a_month_costs_the_same_however_full(
    client, index, meetings, django_assert_num_queries
):
    for day in range(1, meetings + 1):
        clusters = [build.cluster(str(day)), build.cluster(f"0{day}")]
        build.meeting(build.moment(2020, 7, day), cluster=clusters[0])
        held_on(index, day, clusters=clusters)
    build.meeting(timezone.localtime(), cluster=clusters[0])
    client.get("/lich/")

    with django_assert_num_queries(9):
        client.get("/lich/2020/07/")
    with django_assert_num_queries(9):
        client.get("/lich/")


# Where else meetings are told


def test_a_cluster_tells_its_coming_and_its_past_meetings(client, index):
    cluster, now = build.cluster(), timezone.now()
    for days in (20, 10, -10, -20):
        build.meeting(now + timedelta(days=days), title=f"{days}", cluster=cluster)
    build.meeting(now, title="Cụm khác", cluster=build.cluster("II"))

    listing = client.get(f"/tin-tuc/cum/{cluster.slug}/").context["listing"]

    assert [meeting.title for meeting in listing.coming] == ["10", "20"]
    assert [meeting.title for meeting in listing.past] == ["-10", "-20"]
    assert listing.calendar_url == f"/tin-tuc/cum/{cluster.slug}/lich.ics"


def test_a_calendar_program_finds_the_meetings_of_a_cluster(client, index):
    cluster = build.cluster()

    page = BeautifulSoup(
        client.get(f"/tin-tuc/cum/{cluster.slug}/").content, "html.parser"
    )

    (link,) = page.select("link[rel=alternate][type='text/calendar']")
    assert link["href"] == f"/tin-tuc/cum/{cluster.slug}/lich.ics"
    assert link["title"] == f"Lịch họp: {cluster.label}"


def test_many_planned_meetings_of_a_cluster_do_not_hide_the_next(client, index):
    cluster, now = build.cluster(), timezone.now()
    for days in (*range(1, 25), *range(-24, 0)):
        build.meeting(now + timedelta(days=days), title=f"{days}", cluster=cluster)

    listing = client.get(f"/tin-tuc/cum/{cluster.slug}/").context["listing"]

    assert [meeting.title for meeting in listing.coming] == [*map(str, range(1, 21))]
    past = [meeting.title for meeting in listing.past]
    assert past == [*map(str, range(-1, -21, -1))]


def test_the_home_page_tells_the_next_five_meetings(client, index):
    now = timezone.now()
    for days in (-3, *range(7, 0, -1)):
        build.meeting(now + timedelta(days=days), title=f"{days}")

    meetings = client.get("/").context["meetings"]

    assert [meeting.title for meeting in meetings] == ["1", "2", "3", "4", "5"]


def test_a_meeting_that_goes_on_is_still_coming(client, index):
    now = timezone.now()
    hours = timedelta(hours=30)
    build.meeting(now - hours, title="Hai ngày", ends_at=now + hours)
    build.meeting(now - hours, title="Xong", ends_at=now - timedelta(hours=29))

    meetings = list(client.get("/").context["meetings"])

    assert [meeting.title for meeting in meetings] == ["Hai ngày"]
    assert [meeting.is_over for meeting in meetings] == [False]
