"""Which pages that are kept show a post that came, went, moved or was corrected?

The page of the post itself and every list that shows it name it as a subject. A post
that comes or goes also changes lists that do not show it yet or any more: those of its
facets, and the articles that name it as earlier, later or related.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from news import caching
from news.filters import Mark
from news.models import ArticlePage, Cluster, Facet, NewsIndexPage, Topic
from news.models.company import beside
from news.search.keys import moment_of

# More than these at once are an import: everything is made anew.
MANY = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a public post stands: its place in time (`keys.key`), and its facets."""

    key: int | None
    facets: frozenset[int]


Places = Mapping[int, Place]


def places(keys: Mapping[int, int], pairs: Collection[tuple[int, int]]) -> Places:
    facets: dict[int, set[int]] = {pk: set() for pk in keys}
    for pk, facet in pairs:
        facets.setdefault(pk, set()).add(facet)
    return {pk: Place(keys.get(pk), frozenset(of)) for pk, of in facets.items()}


def forget(before: Places, after: Places, renamed: bool = False) -> None:
    """`renamed`: a label changed by which the posts are found, not the posts."""
    known = before.keys() | after.keys()
    if not known:
        return
    gone = before.keys() - after.keys()
    caching.forget(*(f"page:{pk}" for pk in known), "edits")
    caching.forget(*(f"page:{pk}" for pk in gone), withdrawn=True)
    moved = {pk for pk in known if before.get(pk) != after.get(pk)}
    keys = ArticlePage.objects.filter(pk__in=moved).values_list("translation_key")
    caching.forget(*(f"same:{key}" for (key,) in keys))
    if len(moved) > MANY:
        caching.forget(caching.SITE)
        return
    placed = known if renamed else moved
    places = [there[pk] for there in (before, after) for pk in placed if pk in there]
    facets = Facet.objects.in_bulk({pk for place in places for pk in place.facets})
    caching.forget(*lists(facets.values()))
    for pk in moved:
        for place in (there[pk] for there in (before, after) if pk in there):
            caching.forget(*(f"page:{one}" for one in neighbours(pk, place, facets)))


def lists(facets: Collection[Facet]) -> Iterator[str]:
    """The lists of these facets, and those of everything."""
    if not facets:
        return
    yield "posts"
    for facet in facets:
        if facet.kind in ("month", "expired"):
            yield f"posts:year:{facet.slug[:4]}"
        else:
            yield f"posts:{facet.kind}:{facet.slug}"
    if any(facet.posts <= 1 for facet in facets):
        # The first of a facet, or its last: which there are has changed.
        yield "facets"


def neighbours(pk: int, place: Place, facets: Mapping[int, Facet]) -> set[int]:
    """The posts that may name one beside themselves that stands here, or stood.

    Of what left, not only those that named it: it took the place of another among the
    nearest of a label, which may have more in common.
    """
    if place.key is None:
        return set()
    of_post = [facets[one] for one in place.facets if one in facets]
    labels = {
        model: model.objects.filter(
            slug__in=[facet.slug for facet in of_post if facet.kind == model.listing]
        )
        for model in (Cluster, Topic)
    }
    here, found = Mark(moment_of(place.key), pk), set()
    indexes = {facet.index_id for facet in of_post}
    for index in NewsIndexPage.objects.filter(pk__in=indexes):
        found |= beside(index, here, labels[Cluster], labels[Topic])
    return found - {pk}
