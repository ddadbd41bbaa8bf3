"""How do planned meetings read in a calendar program? As iCalendar (RFC 5545)."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

import icalendar
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from news.agenda import Entry

RENEWED_AFTER = dt.timedelta(hours=6)
# Allowed neither in the standard nor by the programs that read it.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def answer(request: HttpRequest, name: str, rows: Iterable[Entry]) -> HttpResponse:
    written = calendar(request, name, rows).to_ical()
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lich.ics"'
    digest = hashlib.sha256(written).hexdigest()[:32]
    response["ETag"] = quote_etag(digest)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def calendar(
    request: HttpRequest, name: str, rows: Iterable[Entry]
) -> icalendar.Calendar:
    book = icalendar.Calendar()
    book.add("prodid", "-//Ban Tin//news//VI")
    book.add("version", "2.0")
    book.add("name", text(name))
    book.add("x-wr-calname", text(name))
    book.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    book.add("refresh-interval", RENEWED_AFTER, parameters={"VALUE": "DURATION"})
    for entry in rows:
        book.add_component(event(request, entry))
    return book


def event(request: HttpRequest, entry: Entry) -> icalendar.Event:
    meeting, one = entry.meeting, icalendar.Event()
    one.add("uid", str(meeting.uid))
    # The moment of the last change, so that an unchanged calendar stays the same bytes.
    one.add("dtstamp", moment(meeting.updated_at))
    one.add("last-modified", moment(meeting.updated_at))
    one.add("sequence", meeting.sequence)
    one.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    one.add("dtstart", moment(meeting.starts_at))
    if meeting.ends_at:
        one.add("dtend", moment(meeting.ends_at))
    one.add("summary", text(meeting.label))
    one.add("url", request.build_absolute_uri(address(request, entry)))
    said = {"location": meeting.place, "description": meeting.note}
    for name, words in said.items():
        if words:
            one.add(name, text(words))
    if meeting.cluster:
        one.add("categories", [text(meeting.cluster.label)])
    return one


def address(request: HttpRequest, entry: Entry) -> str:
    """Of the post about it; until there is one, of its month in the calendar."""
    if entry.articles:
        return entry.articles[0].get_url(request)
    month = [f"{entry.day:%Y}", f"{entry.day:%m}"]
    return reverse("news-calendar-month", args=month)


def moment(value: dt.datetime) -> dt.datetime:
    """In UTC, which needs no definition of a time zone beside it."""
    return value.astimezone(dt.UTC)


def text(words: str) -> str:
    return CONTROLS.sub("", words)
