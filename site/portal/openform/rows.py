"""Which rows do pages bring with them, and their versions?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision

from news import inserting
from news.bulk.batches import ask_for_no_rows, relations, tie
from news.models import ArticlePage

from .records import Record

LOGGED = (
    *("page", "content_type", "label", "action", "data", "timestamp"),
    *("revision", "content_changed", "deleted"),
)


def tied(pages: list[Page]) -> dict[type[Model], list[Model]]:
    """The rows of posts, with their keys."""
    found: dict[type[Model], list[Model]] = defaultdict(list)
    posts = [page for page in pages if isinstance(page, ArticlePage)]
    for post in posts:
        # Before it has a key, or it would look for rows in the database.
        ask_for_no_rows(post)
        for row in ties_of(post):
            row.published_at = post.published_at
    for page in pages:
        page.pk = page.id
    for post in posts:
        tie(post)
        for name, model, _key in relations():
            found[model] += getattr(post, name).get_object_list()
    for model, rows in found.items():
        for row, key in zip(rows, inserting.keys(model, len(rows)), strict=True):
            row.pk = key
    return found


def ties_of(post: ArticlePage) -> Iterator[Model]:
    for ties in (post.article_clusters, post.article_topics):
        yield from ties.get_object_list()


def pages_at(addresses: Iterable[str]) -> dict[str, Page]:
    found = Page.objects.filter(url_path__in={a for a in addresses if a})
    return {page.url_path: page for page in found}


def revision_of(record: Record, was: Page, base: ContentType) -> Revision:
    return Revision(
        pk=record["id"],
        content_type_id=was.content_type_id,
        base_content_type=base,
        object_id=str(was.pk),
        object_str=str(was),
        created_at=parse_datetime(record["created_at"]),
        content=was.serializable_data(),
    )


def log_of(record: Record, was: Page) -> Iterator[tuple[Any, ...]]:
    for moment in record["published_at"]:
        yield (
            *(was.pk, was.content_type_id, was.title, "wagtail.publish", {}),
            *(parse_datetime(moment), record["id"], True, False),
        )


def finish_versions() -> None:
    of_page = Revision.objects.filter(object_id=Cast(OuterRef("pk"), CharField()))
    newest = of_page.page_revisions().order_by("-pk").values("pk")[:1]
    archived = Page.objects.filter(live=False, latest_revision=None, depth__gt=1)
    archived.update(latest_revision=Subquery(newest))
    made = Revision.objects.filter(pk=OuterRef("latest_revision")).values("created_at")
    versioned = Page.objects.exclude(latest_revision=None)
    versioned.update(latest_revision_created_at=Subquery(made[:1]))
