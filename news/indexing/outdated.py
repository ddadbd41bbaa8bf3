"""Which pages that are kept show a post that came, went, moved or was corrected?

Who shows a post says how much of it: its title, a card, all of it. A post that comes
or goes also changes lists that do not show it yet or any more, those of its facets,
and the articles that name it as earlier, later or related.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from news import caching
from news.models import ArticlePage, Facet, SearchEntry
from news.search.keys import moment_of

from . import neighbours
from .looks import Looks

# More than these at once are an import: everything is made anew.
MANY = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a public post stands, in time and among its facets, and what is shown."""

    moment: datetime | None = None
    facets: frozenset[int] = frozenset()
    looks: Looks = field(default_factory=dict)


Places = Mapping[int, Place]


def places(
    entries: Iterable[SearchEntry], pairs: Collection[tuple[int, int]]
) -> Places:
    """`pairs` are posts and their facets; those without an entry are in the archive."""
    facets: dict[int, set[int]] = {}
    for pk, facet in pairs:
        facets.setdefault(pk, set()).add(facet)
    of_entries = {entry.article_id: entry for entry in entries}
    return {
        pk: place(of_entries.get(pk), frozenset(facets.get(pk, ())))
        for pk in of_entries.keys() | facets.keys()
    }


def place(entry: SearchEntry | None, facets: frozenset[int]) -> Place:
    if entry is None:
        return Place(None, facets)
    # An older release has not said how it looked.
    looks = entry.looks or {"moment": moment_of(entry.key).isoformat()}
    return Place(datetime.fromisoformat(looks["moment"]), facets, looks)


def forget(before: Places, after: Places, indirectly: bool = False) -> None:
    """`indirectly`: not the posts were changed, but what they name."""
    known = before.keys() | after.keys()
    caching.forget(*shown(known, before, after, indirectly))
    caching.forget(*withdrawn(before, after), withdrawn=True)
    moved = {pk for pk in known if stands(before.get(pk)) != stands(after.get(pk))}
    if not moved:
        return
    keys = ArticlePage.objects.filter(pk__in=moved).values_list("translation_key")
    caching.forget(*(f"same:{key}" for (key,) in keys))
    if len(moved) > MANY:
        caching.forget(caching.SITE)
        return
    stood = [
        (pk, there[pk]) for pk in moved for there in (before, after) if pk in there
    ]
    facets = Facet.objects.in_bulk({one for _, place in stood for one in place.facets})
    caching.forget(*lists(facets.values()))
    for pk, place in stood:
        if place.moment:
            of_place = [facets[one] for one in place.facets if one in facets]
            near = neighbours.near(pk, place.moment, of_place, among=len(moved))
            caching.forget(*(f"company:{one}" for one in near))


def stands(place: Place | None) -> tuple | None:
    return place and (place.moment, place.facets)


def shown(
    pks: Collection[int], before: Places, after: Places, indirectly: bool
) -> Iterator[str]:
    for pk in pks:
        was, now = (there.get(pk, Place()).looks for there in (before, after))
        if pk in before and pk in after and not (was or now):
            # How a post in the archive looked is written down nowhere.
            yield from of_post(pk)
            yield "edits"
            continue
        if indirectly and was and was.get("page") == now.get("page"):
            continue
        yield "edits"
        yield f"page:{pk}"
        yield from (
            f"{part}:{pk}" for part in ("card", "title") if differs(was, now, part)
        )
        if differs(was, now, "event"):
            yield "events"


def withdrawn(before: Places, after: Places) -> Iterator[str]:
    """Whatever named a post that is not public any more: its page, and lists."""
    for pk in before.keys() - after.keys():
        # Home, search and sitemaps do not say which posts they show.
        yield "edits"
        yield from of_post(pk)
        # What an older release kept has not said whether it was in the calendar.
        if before[pk].looks.get("event", "?"):
            yield "events"


def of_post(pk: int) -> Iterator[str]:
    """What shows this post, much or little of it."""
    yield from (f"{part}:{pk}" for part in ("page", "card", "title"))


def differs(was: Looks, now: Looks, part: str) -> bool:
    """Nothing, where the post was not public; what is not known looks different."""
    before, after = (looks.get(part) if looks else "" for looks in (was, now))
    return before is None or before != after


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
