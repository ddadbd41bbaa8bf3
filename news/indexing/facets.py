"""How many public posts does each choice of readers' filters have?

Posts are placed under their facets in the transaction that indexes them. A number is
changed by how many came and went, so that two who publish at once are both counted.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from wagtail.models import Page

from news import caching, inserting
from news.models import ArticlePage, Facet, FacetedPost, NewsIndexPage
from news.models.facets import FacetQuerySet

# Index, kind and slug: what makes a facet.
Key = tuple[int, str, str]
# Of a path: the year's step, and the post's own.
BELOW_INDEX = 2 * Page.steplen


# Post and facet.
Pair = tuple[int, int]
ROW = ("article", "facet", "published_at")


def place(
    pks: Collection[int], public: Iterable[ArticlePage]
) -> tuple[set[Pair], set[Pair]]:
    """Count these posts as they are now: `public` are those anybody may read.

    Answers which facets they had before, and which they have.
    """
    wanted = {article: dict(of_public(article)) for article in public}
    archived = ArticlePage.objects.filter(pk__in=pks).only_archived().defer("body")
    wanted |= {article: {("expired", month(article)): ""} for article in archived}
    indexes = indexes_of(wanted)
    labels = {
        (index, *facet): label
        for article, index in indexes.items()
        for facet, label in wanted[article].items()
    }
    facets = facets_of(labels)
    after = {
        (article.pk, facets[index, *facet]): article.published_at
        for article, index in indexes.items()
        for facet in wanted[article]
    }
    placed = FacetedPost.objects.filter(article__in=pks)
    before = {
        (article, facet): published_at
        for article, facet, published_at in placed.values_list(*ROW)
    }
    changed = {article for (article, *_), _ in before.items() ^ after.items()}
    placed.filter(article__in=changed).delete()
    rows = [(*pair, after[pair]) for pair in sorted(after) if pair[0] in changed]
    inserting.insert(FacetedPost, ROW, rows)
    changes = Counter(facet for article, facet in after if article in changed)
    changes.subtract(facet for article, facet in before if article in changed)
    change(changes)
    return set(before), set(after)


def of_public(article: ArticlePage) -> Iterator[tuple[tuple[str, str], str]]:
    yield ("month", month(article)), ""
    for subject in article.subjects():
        yield (subject.listing, subject.slug), str(subject)


def month(article: ArticlePage) -> str:
    return timezone.localtime(article.published_at).strftime("%Y-%m")


def indexes_of(articles: Iterable[ArticlePage]) -> dict[ArticlePage, int]:
    paths = {article: article.path[:-BELOW_INDEX] for article in articles}
    known = NewsIndexPage.objects.filter(path__in=set(paths.values()))
    pks = dict(known.values_list("path", "pk"))
    return {article: pks[path] for article, path in paths.items() if path in pks}


def facets_of(labels: dict[Key, str]) -> dict[Key, int]:
    """The rows of these facets, made where they are new, renamed where they are not."""
    found = {key(facet): facet for facet in stored(labels)}
    new = [
        Facet(index_id=index, kind=kind, slug=slug, label=labels[index, kind, slug])
        for index, kind, slug in sorted(labels.keys() - found.keys())
    ]
    if new:
        Facet.objects.bulk_create(new, ignore_conflicts=True)
        found = {key(facet): facet for facet in stored(labels)}
    rename({found[one]: labels[one] for one in found.keys() & labels.keys()})
    return {key: facet.pk for key, facet in found.items()}


def rename(labels: dict[Facet, str]) -> None:
    renamed = [facet for facet, label in labels.items() if facet.label != label]
    if not renamed:
        return
    # Its name stands beside any other. All are taken at once, before one is written:
    # whoever publishes meanwhile takes them in the same order.
    begin_anew(Facet.objects.filter(index__in={facet.index_id for facet in renamed}))
    for facet in renamed:
        facet.label = labels[facet]
    Facet.objects.bulk_update(renamed, ["label"])
    caching.forget("choices")


def stored(labels: Collection[Key]) -> Iterable[Facet]:
    slugs = {slug for _, _, slug in labels}
    return Facet.objects.filter(slug__in=slugs) if slugs else []


def key(facet: Facet) -> Key:
    return facet.index_id, facet.kind, facet.slug


@transaction.atomic
def change(numbers: Counter[int]) -> None:
    """Add to each facet what came, and take away what went; or none of both, where its
    posts have got other facets.
    """
    if not numbers:
        return
    begin_anew(Facet.objects.filter(pk__in=numbers))
    changed = {pk: by for pk, by in numbers.items() if by}
    for by in set(changed.values()):
        counted = Facet.objects.filter(
            pk__in=[p for p, n in changed.items() if n == by]
        )
        # No posts below none: the column is unsigned.
        counted.update(posts=Greatest(F("posts") + by, 0))


def begin_anew(facets: FacetQuerySet) -> None:
    """What was counted beside them is not so any more."""
    # In one order, whoever else is counting the same facets now.
    list(facets.order_by("pk").select_for_update().values_list("pk"))
    facets.update(state=secrets.randbits(62))


@transaction.atomic
def recount() -> int:
    """Put right each number that is not what is counted; answers how many were not."""
    # Nobody publishes between the counting and the writing.
    list(Facet.objects.select_for_update().order_by("pk").values_list("pk"))
    wrong = list(Facet.objects.miscounted())
    for facet in wrong:
        facet.posts = facet.counted
    Facet.objects.bulk_update(wrong, ["posts"], batch_size=500)
    if wrong:
        caching.forget(caching.SITE)
    return len(wrong)
