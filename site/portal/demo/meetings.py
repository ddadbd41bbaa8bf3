"""Which meetings does the demo plan? Three, in the weeks after it is loaded."""

import datetime as dt

from django.utils import timezone

from news.models import ArticlePage, Cluster, Meeting

KINDS = ArticlePage.EventKind
# Days from today, hour, kind, place, note.
PLANNED = [
    (9, 8, KINDS.SUMMARY, "Hội trường Bưu điện tỉnh", "Cụm trưởng chủ trì."),
    (23, 14, KINDS.SUMMARY, "Phòng họp số 2, Sở Nội vụ", ""),
    (51, 8, KINDS.COVENANT, "Hội trường Ủy ban nhân dân tỉnh", "Mời đủ các đơn vị."),
]


def plan_meetings() -> None:
    today = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    for cluster, (days, hour, kind, place, note) in zip(
        Cluster.objects.all(), PLANNED, strict=False
    ):
        starts_at = today.replace(hour=hour) + dt.timedelta(days=days)
        Meeting.objects.create(
            kind=kind,
            cluster=cluster,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=3),
            place=place,
            note=note,
        )
