"""How long do posts wait: from submission to claim, from submission to approval?"""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, F, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from news.models import ArticlePage
from news.querysets import span

from .base import NewsReport

Times = tuple[datetime, datetime | None, datetime]


@dataclass(frozen=True, slots=True)
class Waited:
    """Hours; None where nobody claimed a post of that month."""

    month: str
    approved: int
    claim_median: float | None
    claim_p90: float | None
    median: float
    p90: float


class ModerationTimes(NewsReport):
    page_title = _("Moderation times")
    header_icon = "time"
    index_url_name = "news_report_times"
    index_results_url_name = "news_report_times_results"
    export_filename = "thoi-gian-kiem-duyet"
    shown = {
        "month": _("Month of approval"),
        "approved": _("Approvals"),
        "claim_median": _("Hours to claim, median"),
        "claim_p90": _("Hours to claim, 90th percentile"),
        "median": _("Hours to approval, median"),
        "p90": _("Hours to approval, 90th percentile"),
    }

    def rows(self) -> list[Waited]:
        by_month: dict[int, list[Times]] = defaultdict(list)
        for times in approvals(self.year):
            by_month[timezone.localtime(times[-1]).month].append(times)
        return [
            _waited(f"{month:02d}/{self.year}", by_month[month])
            for month in sorted(by_month)
        ]


def approvals(year: int) -> Iterable[Times]:
    """Submitted, claimed, approved; each step of a workflow counts for itself."""
    start, end = span(year)
    posts = ContentType.objects.get_for_model(ArticlePage)
    states = TaskState.objects.filter(
        workflow_state__content_type=posts,
        status=TaskState.STATUS_APPROVED,
        finished_at__gte=start,
        finished_at__lt=end,
    )
    return states.values_list("started_at", _claimed(), "finished_at").iterator()


def _claimed() -> F | Value:
    # Only our own step of moderation knows claims; a workflow may have others.
    try:
        TaskState._meta.get_field("moderationstate")
    except FieldDoesNotExist:
        return Value(None, output_field=DateTimeField())
    return F("moderationstate__claimed_at")


def _waited(month: str, rows: list[Times]) -> Waited:
    whole = [_hours(began, ended) for began, _claim, ended in rows]
    claims = [_hours(began, claim) for began, claim, _end in rows if claim]
    return Waited(
        month,
        len(rows),
        middle(claims) if claims else None,
        percentile(claims) if claims else None,
        middle(whole),
        percentile(whole),
    )


def _hours(began: datetime, ended: datetime) -> float:
    return (ended - began).total_seconds() / 3600


def middle(hours: list[float]) -> float:
    return round(statistics.median(hours), 1)


def percentile(hours: list[float], share: float = 0.9) -> float:
    """The time within which nine of ten were done: one that really occurred.

    >>> percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 50])
    9
    >>> percentile([2.0])
    2.0
    """
    return round(sorted(hours)[math.ceil(share * len(hours)) - 1], 1)
