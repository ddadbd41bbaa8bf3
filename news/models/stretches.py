"""Which posts stand on a page of a list, on a home page, or at an address?"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet, Subquery

from news.compiled import compiled
from news.filters import ArticleFilter, Mark
from news.querysets import span

from .articles import ArticlePage


def stretch(
    index: Model, wanted: ArticleFilter, count: int, **how: bool
) -> list[ArticlePage]:
    """The first so many from the mark of `wanted`, newest first before a mark.

    `archived`: with those that have expired. `whole`: with their bodies, as for feeds.
    """
    dates = span(wanted.year, wanted.month) if wanted.year else (None, None)
    mark = wanted.after or wanted.before
    return _stretch(
        *index.place,
        *(wanted.cluster or None, wanted.topic or None),
        *(wanted.author or None, wanted.organisation or None),
        *dates,
        *((mark.published_at, mark.pk) if mark else (None, None)),
        is_newer=wanted.after is not None,
        count=count,
        **how,
    )


@compiled
def _stretch(
    pk: int,
    path: str,
    depth: int,
    private_paths: list[str],
    cluster: str | None,
    topic: str | None,
    author: str | None,
    organisation: str | None,
    start: datetime | None,
    end: datetime | None,
    published_at: datetime | None,
    marked: int | None,
    *,
    archived: bool,
    whole: bool,
    is_newer: bool,
    count: int,
) -> QuerySet:
    posts = ArticlePage.objects.at(pk, path, depth)
    posts = (
        posts.archived(private_paths) if archived else posts.published(private_paths)
    )
    labels: dict[str, Any] = {"cluster": cluster, "topic": topic}
    labels |= {"author": author, "organisation": organisation}
    posts = posts.matching(ArticleFilter(**{k: v for k, v in labels.items() if v}))
    if start and end:
        posts = posts.filter(published_at__gte=start, published_at__lt=end)
    posts = posts.for_feeds() if whole else posts.for_cards()
    if is_newer:
        return posts.newer_than(Mark(published_at, marked)).oldest_first()[:count]
    if published_at:
        posts = posts.older_than(Mark(published_at, marked))
    return posts.newest_first()[:count]


def newest_and(index: Model, named: Collection[int], newest: int) -> list[ArticlePage]:
    """The newest posts and those named, in one query; the newest first."""
    if not (named or newest):
        return []
    return _newest_and(*index.place, named, newest=newest)


@compiled
def _newest_and(
    pk: int,
    path: str,
    depth: int,
    private_paths: list[str],
    named: list[int],
    *,
    newest: int,
) -> QuerySet:
    posts = ArticlePage.objects.at(pk, path, depth).published(private_paths)
    among = Q(pk__in=Subquery(posts.newest_first().values("pk")[:newest]))
    if named:
        among |= Q(pk__in=named)
    return posts.filter(among).newest_first().for_cards()


@compiled
def at_address(slug: str, url_path: str) -> QuerySet:
    # The slug is indexed, the path is not; together they name one page.
    here = ArticlePage.objects.live().filter(slug=slug, url_path=url_path)
    return here.select_related("organisation")
