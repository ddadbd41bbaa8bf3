"""Which choices do readers' filters offer, and which public posts has each of them?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Self

from django.db import models
from django.db.models import Count, F, QuerySet, Sum, Value
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from news.addresses import SEGMENTS
from news.choices import LONG, MOST, Counted, Counts
from news.compiled import compiled
from news.filters import ArticleFilter
from news.remembered import Remembered

from .articles import ArticlePage

# Numbers beside so many choices are remembered: some 100 KB each.
MOST_REMEMBERED = 64
# What an answer says of a choice, before its number and where that is from.
COLUMNS = "kind", "slug", "label"


BESIDE = Remembered(MOST_REMEMBERED)


class FacetQuerySet(QuerySet):
    def of_index(self, index: models.Model | int) -> Self:
        return self.filter(index=index, posts__gt=0)

    def the_one(self, index: int, kind: str, slug: str) -> Self:
        """Its number: one value, which is known before rows are looked for."""
        return self.filter(index=index, kind=kind, slug=slug).values("pk")[:1]

    def archived_months(self) -> dict[str, int]:
        """The posts of each month of the archive: what has expired is there, too."""
        months = self.filter(kind__in=["month", "expired"]).order_by("slug")
        return dict(months.values_list("slug").annotate(Sum("posts")))

    def miscounted(self) -> Self:
        counted = self.annotate(counted=Count("faceted_posts"))
        return counted.exclude(posts=F("counted"))


class Facet(models.Model):
    """A choice of the filters, with the number of public posts that it finds.

    The number is stored, because counting costs seconds at a hundred thousand posts.
    `news.indexing` alone writes here. A subject is named by its address, not by a key:
    what is merged or renamed is followed by the posts that name it.
    """

    index = models.ForeignKey(
        "news.NewsIndexPage", on_delete=models.CASCADE, related_name="facets"
    )
    # A kind of subject; "month" (2020-07), or "expired" for months of the archive.
    kind = models.CharField(max_length=16)
    slug = models.CharField(max_length=100)
    label = models.CharField(max_length=300, blank=True)
    posts = models.PositiveIntegerField(default=0)
    # Drawn by lot whenever one of its posts came, went, or got other choices: while it
    # stands, so do the numbers beside this choice. Empty: nobody has said.
    state = models.BigIntegerField(null=True, editable=False)

    objects = FacetQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of the filters")
        verbose_name_plural = _("choices of the filters")
        constraints = [
            models.UniqueConstraint(
                fields=["index", "kind", "slug"], name="news_facet_once"
            )
        ]
        # Of a register of any length, the names with the most posts.
        indexes = [
            models.Index(
                fields=["index", "kind", "-posts", "id"], name="news_facet_most"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug} ({self.posts})"


class FacetedPost(models.Model):
    """A public post has this facet: what narrowed lists are counted from."""

    # Each of the two indexes below begins with one of them.
    facet = models.ForeignKey(
        Facet, on_delete=models.CASCADE, related_name="faceted_posts", db_index=False
    )
    article = models.ForeignKey(
        ArticlePage, on_delete=models.CASCADE, related_name="faceted", db_index=False
    )
    # The post's: so the newest of a choice are found at once, however many it has.
    # A release that did not know it left it empty; `news.indexing.stale` finds that.
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("post in a choice of the filters")
        verbose_name_plural = _("posts in choices of the filters")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "facet"], name="news_facet_once_a_post"
            )
        ]
        indexes = [
            models.Index(fields=["facet", "article"], name="news_facet_posts"),
            models.Index(
                fields=["facet", "published_at", "article"], name="news_facet_by_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.facet_id}"


def counts(index: models.Model, wanted: ArticleFilter) -> Counts:
    """How many posts each choice would find beside the others, in one query.

    Without a filter, and for the choices of the only one, that is what is stored: of
    long registers the names with the most posts. Else posts are counted under all
    filters, and for the choices of each without itself.
    """
    chosen = dict(_chosen(wanted))
    match [*chosen.items()]:
        case [(kind, slug)] if kind != "month":
            rows = _of_one(index.pk, kind, slug)
        case _:
            rows = _counted(index.pk, *chosen.values(), kinds=tuple(chosen))
    return _merged(rows, chosen)


def _of_one(index: int, kind: str, slug: str) -> list[tuple]:
    """Of the only choice: what is beside it is counted once for a state of its posts.

    Counted for each reader, the page of a cluster would cost more with every post.
    """
    rows = _listed(index, slug, kind=kind)
    told = [row[:5] for row in rows]
    state = next((row[3:] for row in rows if row[4] == "named"), None)
    if state is None:
        # No post has it, and so none has anything beside it.
        return told
    key = index, kind, slug
    return told + BESIDE.of(key, state, lambda: _most(_beside(index, slug, kind=kind)))


def _most(rows: Iterable[tuple]) -> list[tuple]:
    """Of a kind that grows without end, the names that are offered, and one more."""
    by_kind = defaultdict(list)
    for row in rows:
        by_kind[row[0]].append(row)
    for kind in LONG & by_kind.keys():
        by_kind[kind].sort(key=lambda row: (-row[3], row[2]))
        del by_kind[kind][MOST + 1 :]
    return [row for rows in by_kind.values() for row in rows]


@compiled
def _listed(index: int, slug: str, *, kind: str) -> QuerySet:
    named, stored = _named(index, kind, slug), _stored(index, kind)
    columns = *COLUMNS, "posts"
    return named.values_list(*columns, Value("named"), "state").union(
        stored.values_list(*columns, Value("stored"), "state"), all=True
    )


@compiled
def _beside(index: int, slug: str, *, kind: str) -> QuerySet:
    return _part(index, "all", {kind: slug})


def _chosen(wanted: ArticleFilter) -> Iterator[tuple[str, str]]:
    """Each kind that is chosen, and how the slugs of its facets are or begin."""
    for kind in SEGMENTS:
        if slug := getattr(wanted, kind):
            yield kind, slug
    if wanted.year:
        month = f"{wanted.month:02d}" if wanted.month else ""
        yield "month", f"{wanted.year}-{month}"


@compiled
def _counted(index: int, *slugs: str, kinds: tuple[str, ...]) -> QuerySet:
    chosen = dict(zip(kinds, slugs, strict=True))
    columns = *COLUMNS, "posts"
    parts = [
        _named(index, kind, slug).values_list(*columns, Value("named"))
        for kind, slug in chosen.items()
        if kind != "month"
    ]
    if len(chosen) < 2:
        parts += [
            _stored(index, kind).values_list(*columns, Value("stored"))
            for kind in chosen or ("month", *SEGMENTS)
        ]
    if chosen:
        parts.append(_part(index, "all", chosen))
    if len(chosen) > 1:
        parts += [_part(index, kind, chosen) for kind in chosen]
    first, *others = parts
    return first.union(*others, all=True)


def _named(index: int, kind: str, slug: str) -> QuerySet:
    """What is chosen by its name, whether or not it is among those most used."""
    return Facet.objects.of_index(index).filter(kind=kind, slug=slug)


def _stored(index: int, kind: str) -> QuerySet:
    """The choices of a kind; of one that grows without end, those most used."""
    known = Facet.objects.of_index(index).filter(kind=kind)
    if kind in LONG:
        # One more than is shown tells that there are more.
        most = known.order_by("-posts", "pk").values("pk")[: MOST + 1]
        known = Facet.objects.filter(pk__in=most)
    return known


def _part(index: int, part: str, chosen: dict[str, str]) -> QuerySet:
    """Posts by facet under all that is chosen, or for one kind under all the rest."""
    posts = FacetedPost.objects.all()
    if part != "all":
        posts = posts.filter(facet__kind=part)
    for kind, slug in chosen.items():
        if kind != part:
            having = _under(index, kind, slug).values("article")
            posts = posts.filter(article__in=having)
    # Of the post, not of the row: the index has it, and no row has to be read.
    counted = posts.values("facet").annotate(number=Count("article"))
    named = (f"facet__{column}" for column in COLUMNS)
    return counted.values_list(*named, "number", Value(part))


def _under(index: int, kind: str, slug: str) -> QuerySet:
    if kind != "month":
        facet = Facet.objects.the_one(index, kind, slug)
        return FacetedPost.objects.filter(facet=facet)
    return FacetedPost.objects.filter(
        facet__index=index, facet__kind=kind, facet__slug__startswith=slug
    )


def _merged(rows: Iterable[tuple], chosen: Mapping[str, str]) -> Counts:
    found: dict[tuple[str, str], Counted] = {}
    named, total = [], 0
    for kind, slug, label, posts, part in rows:
        if kind == "month" and part == ("all" if chosen else "stored"):
            total += posts
        if part == _source(kind, chosen):
            found[kind, slug] = Counted(kind, slug, capfirst(label), posts)
        elif part == "named":
            named.append(Counted(kind, slug, capfirst(label), 0))
    for one in named:
        # Chosen, it keeps its name, though no post has it beside the others.
        found.setdefault((one.kind, one.slug), one)
    return Counts(list(found.values()), total)


def _source(kind: str, chosen: Collection[str]) -> str:
    """The part of the answer that counts the choices of a kind."""
    if not chosen or set(chosen) == {kind}:
        return "stored"
    return kind if kind in chosen else "all"
