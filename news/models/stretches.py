"""Which posts stand on a page of a list, on a home page, or at an address?"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from news.compiled import compiled
from news.filters import ArticleFilter, Mark
from news.querysets import ArticleQuerySet, span

from .articles import ArticlePage
from .facets import Facet, FacetedPost


def stretch(
    index: Model, wanted: ArticleFilter, count: int, **how: bool
) -> list[ArticlePage]:
    """The first so many from the mark of `wanted`, newest first before a mark.

    `archived`: with those that have expired. `whole`: with their bodies, as for feeds.
    """
    dates = span(wanted.year, wanted.month) if wanted.year else (None, None)
    mark = wanted.after or wanted.before
    return _stretch(
        *(index.pk, *index.place),
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
    labels = {
        "cluster": cluster,
        "topic": topic,
        "author": author,
        "organisation": organisation,
    }
    labels = {kind: slug for kind, slug in labels.items() if slug}
    mark = Mark(published_at, marked) if published_at else None
    posts = ArticlePage.objects.at(path, depth)
    posts = posts.for_feeds() if whole else posts.for_cards()
    if labels and not archived:
        posts = posts.published(private_paths)
        facets = [Facet.objects.the_one(pk, *label) for label in labels.items()]
        return _placed(posts, facets, (start, end), mark, is_newer)[:count]
    posts = (
        posts.archived(private_paths) if archived else posts.published(private_paths)
    )
    posts = posts.matching(ArticleFilter(**labels))
    if start and end:
        posts = posts.filter(published_at__gte=start, published_at__lt=end)
    if is_newer:
        return posts.newer_than(mark).oldest_first()[:count]
    if mark:
        posts = posts.older_than(mark)
    return posts.newest_first()[:count]


def _placed(
    posts: ArticleQuerySet,
    facets: list[QuerySet],
    dates: tuple[datetime | None, datetime | None],
    mark: Mark | None,
    is_newer: bool,
) -> ArticleQuerySet:
    """Posts under all of these facets, along the index of the first by date.

    Asked by the posts' own labels and dates, a database reads all the posts of a label
    and sorts them, and the list of a cluster costs more with each post it gets.
    """
    first, *others = facets
    start, end = dates
    # In one condition: each of several would be about another row.
    here = Q(faceted__facet=first)
    if start and end:
        here &= Q(faceted__published_at__gte=start, faceted__published_at__lt=end)
    if mark:
        side, beyond = ("gte", "gt") if is_newer else ("lte", "lt")
        at, place = "faceted__published_at", "faceted__article_id"
        tie = Q(**{at: mark.published_at, f"{place}__{beyond}": mark.pk})
        here &= Q(**{f"{at}__{side}": mark.published_at})
        here &= Q(**{f"{at}__{beyond}": mark.published_at}) | tie
    posts = posts.filter(here)
    for facet in others:
        also = FacetedPost.objects.filter(facet=facet, article=OuterRef("pk"))
        posts = posts.filter(Exists(also))
    order = "faceted__published_at", "faceted__article_id"
    return posts.order_by(*order if is_newer else (f"-{one}" for one in order))


def newest_and(index: Model, named: Collection[int], newest: int) -> list[ArticlePage]:
    """The newest posts and those named, in one query; the newest first."""
    if not (named or newest):
        return []
    return _newest_and(*index.place, named, newest=newest)


@compiled
def _newest_and(
    path: str,
    depth: int,
    private_paths: list[str],
    named: list[int],
    *,
    newest: int,
) -> QuerySet:
    posts = ArticlePage.objects.at(path, depth).published(private_paths)
    among = Q(pk__in=Subquery(posts.newest_first().values("pk")[:newest]))
    if named:
        among |= Q(pk__in=named)
    return posts.filter(among).newest_first().for_cards()


@compiled
def at_address(slug: str, url_path: str) -> QuerySet:
    # The slug is indexed, the path is not; together they name one page.
    here = ArticlePage.objects.live().filter(slug=slug, url_path=url_path)
    return here.select_related("organisation")
