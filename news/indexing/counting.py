"""How many posts has each choice of the filters, counted from the posts themselves?

What is stored is counted up and down as posts come and go; this asks nothing of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Model, QuerySet
from django.db.models.functions import TruncMonth

from news.models import (
    ArticleCluster,
    ArticlePage,
    ArticleTopic,
    Byline,
    Facet,
    NewsIndexPage,
    Participant,
)

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A choice of an index whose stored number is not what there is.

    `placed` posts are counted where a list is narrowed.
    """

    index: int
    kind: str
    slug: str
    stored: int
    placed: int
    counted: int


def wrong() -> list[Wrong]:
    return [one for index in NewsIndexPage.objects.all() for one in wrong_in(index)]


def wrong_in(index: NewsIndexPage) -> Iterator[Wrong]:
    counted = dict(count(index))
    rows = Facet.objects.filter(index=index).annotate(placed=Count("faceted_posts"))
    known = {
        (kind, slug): numbers
        for kind, slug, *numbers in rows.values_list("kind", "slug", "posts", "placed")
    }
    for choice in sorted(counted.keys() | known.keys()):
        stored, placed = known.get(choice, (0, 0))
        now = counted.get(choice, 0)
        if not stored == placed == now:
            yield Wrong(index.pk, *choice, stored, placed, now)


def count(index: NewsIndexPage) -> Iterator[tuple[Choice, int]]:
    below = ArticlePage.objects.descendant_of(index)
    public, archived = below.published(), below.only_archived()
    yield from by_month("month", public)
    yield from by_month("expired", archived)
    yield from tied("cluster", ArticleCluster, public)
    yield from tied("topic", ArticleTopic, public)
    authors = Byline.objects.filter(page__in=public.values("pk"))
    yield from counted("author", authors, "author__slug", "page")
    yield from organisations(public)


def by_month(kind: str, posts: QuerySet) -> Iterator[tuple[Choice, int]]:
    months = posts.order_by().values_list(TruncMonth("published_at"))
    for month, number in months.annotate(Count("pk")):
        yield (kind, f"{month:%Y-%m}"), number


def tied(kind: str, tie: type[Model], posts: QuerySet) -> Iterator[tuple[Choice, int]]:
    ties = tie.objects.filter(content_object__in=posts.values("pk"))
    return counted(kind, ties, "tag__slug", "content_object")


def counted(
    kind: str, rows: QuerySet, slug: str, post: str
) -> Iterator[tuple[Choice, int]]:
    numbers = rows.order_by().values_list(slug).annotate(Count(post, distinct=True))
    for found, number in numbers:
        yield (kind, found), number


def organisations(posts: QuerySet) -> Iterator[tuple[Choice, int]]:
    """Whose post it is, or who takes part; who does both has one post by it."""
    present = Participant.objects.filter(page__in=posts.values("pk"))
    both = present.filter(organisation=F("page__organisation"))
    found: dict[Choice, int] = {}
    for rows, slug, post, by in (
        (posts.exclude(organisation=None), "organisation__slug", "pk", 1),
        (present, "organisation__slug", "page", 1),
        (both, "organisation__slug", "page", -1),
    ):
        for choice, number in counted("organisation", rows, slug, post):
            found[choice] = found.get(choice, 0) + by * number
    yield from found.items()
