"""Is everything there that belongs to the posts of an index?"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Concat, Length
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

from news import indexing
from news.models import ArticlePage, NewsIndexPage, NewsYearPage

KEY = Cast(OuterRef("pk"), CharField())


class Incomplete(Exception):
    """What was stored does not hang together; the message says where."""


def check(index: NewsIndexPage) -> None:
    """Raise `Incomplete` where something is missing.

    A few queries for each year, however many posts there are.
    """
    found = [*tree(index), *rows(index), *readers_index()]
    if found:
        raise Incomplete("; ".join(found))


def tree(index: NewsIndexPage) -> Iterator[str]:
    """Every year has the children it counts, and each of them its own address."""
    for year in NewsYearPage.objects.child_of(index):
        below = Page.objects.filter(path__startswith=year.path).exclude(pk=year.pk)
        placed = Q(
            depth=year.depth + 1,
            path_length=len(year.path) + Page.steplen,
            url_path=Concat(Value(year.url_path), F("slug"), Value("/")),
        )
        counted = below.annotate(path_length=Length("path")).aggregate(
            pages=Count("pk"),
            placed=Count("pk", filter=placed),
            slugs=Count("slug", distinct=True),
        )
        if set(counted.values()) != {year.numchild}:
            yield f"{year} counts {year.numchild} posts, there are {counted}"


def rows(index: NewsIndexPage) -> Iterator[str]:
    posts = ArticlePage.objects.descendant_of(index).filter(alias_of=None)
    own = Q(latest_revision__object_id=Cast("pk", CharField()))
    unseen = Q(live=True, live_revision=None)
    yield from missing(posts.filter(~own | unseen), "have no revision")
    naming = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page), object_id=KEY
    )
    signed = posts.exclude(organisation=None)
    yield from missing(signed.exclude(Exists(naming)), "are not in the reference index")
    if in_database():
        entries = IndexEntry.objects.filter(content_type=kind_of_posts(), object_id=KEY)
        yield from missing(posts.exclude(Exists(entries)), "are not in Wagtail's index")


def readers_index() -> Iterator[str]:
    if late := len(indexing.stale()):
        yield f"{late} posts are not in readers' index as they are"
    if wrong := indexing.miscounted():
        yield f"{len(wrong)} numbers of the filters are wrong, the first: {wrong[0]}"


def missing(posts: QuerySet, what: str) -> Iterator[str]:
    if number := posts.count():
        yield f"{number} posts {what}"


def kind_of_posts() -> ContentType:
    return ContentType.objects.get_for_model(ArticlePage)


def in_database() -> bool:
    """Whether Wagtail's index lies in the database: others cannot be asked so."""
    backends = get_search_backends(with_auto_update=True)
    return any(
        hasattr(backend.index_class, "delete_stale_entries") for backend in backends
    )
