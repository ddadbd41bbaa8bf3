"""Which meetings stand on which day: those planned, and those posts tell of?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from news.addresses import Link


@dataclass(slots=True)
class Entry:
    """A planned meeting with the posts about it, or a post nobody planned."""

    day: dt.date
    meeting: Model | None = None
    articles: list[Model] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything the template `news/calendar.html` shows."""

    heading: str
    breadcrumb: list[Link]
    days_heading: str
    days: list[Day]
    is_one_month: bool = False
    coming: list[Day] = field(default_factory=list)
    earlier: Link | None = None
    later: Link | None = None

    @property
    def meetings(self) -> list[Model]:
        """The planned ones, over or not, on which day they may stand."""
        shown = (entry for day in (*self.days, *self.coming) for entry in day.entries)
        return [entry.meeting for entry in shown if entry.meeting]

    @property
    def description(self) -> str:
        return _(
            "%(heading)s: which meetings of emulation clusters are planned and which "
            "were held."
        ) % {"heading": self.heading}


def entries(meetings: Iterable[Model], articles: Iterable[Model]) -> list[Entry]:
    """One row for a planned meeting and the posts of its cluster and day."""
    planned = [Entry(meeting.day, meeting) for meeting in meetings]
    unplanned = []
    for article in articles:
        told = [entry for entry in planned if _is_about(article, entry.meeting)]
        # Two meetings of a cluster on one day: the kind tells them apart.
        alike = [entry for entry in told if entry.meeting.kind == article.event_kind]
        for entry in alike or told[:1]:
            entry.articles.append(article)
        if not told:
            unplanned.append(Entry(article.event_date, articles=[article]))
    return [*planned, *unplanned]


def days(rows: Iterable[Entry]) -> list[Day]:
    by_date: dict[dt.date, list[Entry]] = {}
    for entry in rows:
        by_date.setdefault(entry.day, []).append(entry)
    return [Day(date, by_date[date]) for date in sorted(by_date)]


def coming_and_past(meetings: Iterable[Model]) -> tuple[list[Model], list[Model]]:
    """The next one first among those to come, the last one first among the others."""
    newest_first = list(meetings)
    coming = [meeting for meeting in newest_first if not meeting.is_over]
    return coming[::-1], [meeting for meeting in newest_first if meeting.is_over]


def _is_about(article: Model, meeting: Model) -> bool:
    # A meeting that was called off was not held: what is told is another one.
    return (
        not meeting.is_cancelled
        and meeting.cluster is not None
        and meeting.day == article.event_date
        and meeting.cluster in article.clusters.all()
    )
