"""How does a post in memory become the plain values that rules judge?

Nine queries, whatever the number of photos and links; unsaved words count.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from news.models import ArticlePage

from .among import Among
from .markup import one_line
from .post import ClusterEntry, Passage, Post
from .shelves import Shelves
from .stream import Stream


def post_of(
    article: ArticlePage, at: dt.datetime | None = None, among: Among | None = None
) -> Post:
    """The post as readers would get it when published at that moment."""
    stream = Stream.of(raw_body(article))
    shelves = Shelves.asked_for(stream, article, among)
    lead = one_line(article.lead or "")
    opening = [Passage(lead, "lead", kind="lead")] if lead else []
    registered = tuple(map(entry, shelves.clusters))
    return Post(
        title=one_line(article.title or ""),
        lead=lead,
        published_on=published_on(article, at),
        event_date=day_of(article.event_date),
        is_reprint=bool(article.is_reprint),
        source_name=(article.source_name or "").strip(),
        source_url=(article.source_url or "").strip(),
        is_signed=bool(article.organisation_id) or has_author(article),
        clusters=len(article.clusters.all()),
        participants=len(article.participants.all()),
        passages=(*opening, *stream.passages, *shelves.captions(stream)),
        photos=shelves.photos_of(stream),
        links=shelves.links_of(stream, article),
        headings=tuple(stream.headings),
        tables=tuple(stream.tables),
        attachments=shelves.attachments_of(stream),
        register=registered,
        organisations=shelves.organisations,
        earlier=shelves.earlier,
    )


def raw_body(article: ArticlePage) -> list[Any]:
    """The stream as it is stored; nothing where it cannot be read."""
    raw = article.body.get_prep_value() if article.body else []
    return raw if isinstance(raw, list) else []


def published_on(article: ArticlePage, at: dt.datetime | None = None) -> dt.date:
    """The day readers will see over the post.

    `filing` moves the day the form offered to the day a post really comes out; a day
    that an import or somebody chose stays.
    """
    shown = timezone.localdate(article.published_at or timezone.now())
    if article.first_published_at or shown != begun_on(article):
        return shown
    return timezone.localdate(at or article.go_live_at or timezone.now())


def begun_on(article: ArticlePage) -> dt.date:
    """The day of the first draft; today for what was never saved."""
    if not article.pk:
        return timezone.localdate()
    moments = article.revisions.order_by("created_at").values_list("created_at")
    first = moments.first()
    return timezone.localdate(first[0] if first else timezone.now())


def day_of(value: Any) -> dt.date | None:
    """A draft may hold a date as it was typed."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return value


def has_author(article: ArticlePage) -> bool:
    return any(row.author_id or row.name for row in article.bylines.all())


def entry(cluster: Any) -> ClusterEntry:
    return ClusterEntry(cluster.kind, cluster.number, cluster.name, cluster.label)
