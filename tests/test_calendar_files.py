"""A calendar program reads the meetings, and learns of every change."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from news.models import Meeting
from tests import build

pytestmark = pytest.mark.django_db
ALL = ["/lich.ics", "/lich/lich.ics"]


@pytest.fixture
def soon():
    return timezone.now().replace(microsecond=0) + timedelta(days=3)


def read(client, address: str = "/lich.ics") -> list[icalendar.Event]:
    response = client.get(address)
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize("address", ALL)
def test_all_that_is_coming_and_what_was_in_the_last_90_days(client, index, address):
    now = timezone.now()
    for days in (-91, -89, 1, 400):
        build.meeting(now + timedelta(days=days), title=f"{days}")

    assert [str(e["SUMMARY"]) for e in read(client, address)] == ["-89", "1", "400"]


def test_an_event_says_what_the_register_says(client, index, soon):
    place = "Hội trường; số 2, đường Hoa Hồi \\ tầng 3"
    meeting = build.meeting(
        soon,
        title="Hội nghị tổng kết, " * 8,
        ends_at=soon + timedelta(hours=3),
        place=place,
        note="Mời đủ.\r\nMang theo hồ sơ.",
        cluster=build.cluster(),
    )

    (event,) = read(client)

    assert event["SUMMARY"] == "Hội nghị tổng kết, " * 8
    assert event["LOCATION"] == place
    assert event["DESCRIPTION"] == "Mời đủ.\nMang theo hồ sơ."
    assert event["UID"] == str(meeting.uid)
    assert event["DTSTART"].dt == soon
    assert event["DTEND"].dt == soon + timedelta(hours=3)
    assert event["STATUS"] == "CONFIRMED"
    changed = meeting.updated_at.replace(microsecond=0)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == changed
    here = timezone.localtime(soon)
    assert event["URL"] == f"http://testserver/lich/{here:%Y/%m}/"


def test_the_file_keeps_the_rules_of_the_standard(client, index, soon):
    build.meeting(soon, title="Hội nghị " * 20, place="Phòng\x0b \x1b[2J họp")

    response = client.get("/lich.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert not {0x0B, 0x1B} & set(response.content)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"VERSION:2.0" in lines


def test_a_change_and_a_cancellation_reach_who_subscribed(client, index, soon):
    meeting = build.meeting(soon)
    (before,) = read(client)
    meeting.is_cancelled = True
    meeting.save()

    (after,) = read(client)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_once_there_is_a_post_the_event_leads_to_it(client, index):
    cluster, held = build.cluster(), timezone.now() - timedelta(days=2)
    build.meeting(held, cluster=cluster)
    post = build.article(
        index,
        event_date=timezone.localdate(held),
        clusters=[cluster],
        published_at=held + timedelta(days=1),
    )

    (event,) = read(client)

    assert event["URL"] == f"http://testserver{post.url}"


def test_a_cluster_has_a_calendar_of_its_own(client, index, soon):
    cluster = build.cluster()
    build.meeting(soon, title="Của cụm", cluster=cluster)
    build.meeting(soon, title="Cụm khác", cluster=build.cluster("II"))
    build.meeting(soon, title="Chung")

    events = read(client, f"/tin-tuc/cum/{cluster.slug}/lich.ics")

    assert [str(event["SUMMARY"]) for event in events] == ["Của cụm"]


@pytest.mark.parametrize(
    "address",
    ["/tin-tuc/cum/khong-co/lich.ics", "/tin-tuc/chu-de/x/lich.ics", "/x/lich.ics"],
)
def test_nothing_else_has_a_calendar(client, index, address):
    assert client.get(address).status_code == 404


def test_who_has_it_already_is_told_so_in_few_bytes(client, index, soon):
    build.meeting(soon)
    tag = client.get("/lich.ics")["ETag"]

    same = client.get("/lich.ics", headers={"If-None-Match": tag})
    Meeting.objects.get().delete()
    other = client.get("/lich.ics", headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("meetings", [1, 20])
def test_a_calendar_costs_the_same_however_full(
    client, index, soon, meetings, django_assert_num_queries
):
    for number in range(meetings):
        build.meeting(soon + timedelta(days=number), cluster=build.cluster(f"{number}"))
    client.get("/lich.ics")

    with django_assert_num_queries(5):
        client.get("/lich.ics")
