"""How do readers' search and filters learn what is public?

Every change of what readers may see ends in `refresh` of the posts it touches; what
no signal tells (a bulk update, a fixture) is found by `stale` and mended later.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from news import caching
from news.models import ArticlePage, FacetedPost, SearchEntry

from . import facets, outdated, sitemap_files
from .counting import wrong as miscounted
from .entries import entry, read
from .fresh import Fresh
from .spellings import learn, relearn

__all__ = [
    "Fresh",
    "look_over",
    "mend",
    "miscounted",
    "rebuild",
    "refresh",
    "relearn",
    "stale",
]

logger = logging.getLogger(__name__)

BATCH = 500


def refresh(
    pks: Iterable[int], learning: bool = True, indirectly: bool = False
) -> None:
    """Index these posts as they are now: those that are not public leave the index.

    `indirectly`: not they were changed, but a photo or an entry of a register.
    """
    for batch in batches(pks):
        with transaction.atomic():
            lock(batch)
            entries = SearchEntry.objects.filter(article__in=batch)
            was = list(entries.with_language())
            entries.delete()
            posts = read(ArticlePage.objects.filter(pk__in=batch).published())
            made = SearchEntry.objects.bulk_create(map(entry, posts))
            placed = facets.place(batch, [post.article for post in posts])
            if not indirectly:
                sitemap_files.begin_anew(batch)
            if learning:
                before = [(entry.text, entry.language) for entry in was]
                learn(before, [(post.text, post.language) for post in posts])
            outdated.forget(
                outdated.places(was, placed[0]),
                outdated.places(made, placed[1]),
                indirectly,
            )


def rebuild() -> int:
    """Everything anew; answers how many posts are in the index."""
    pks = ArticlePage.objects.order_by("pk").values_list("pk", flat=True)
    refresh(pks.iterator(), learning=False)
    relearn()
    facets.recount()
    return SearchEntry.objects.count()


def lock(pks: list[int]) -> None:
    """Two who index one post at once would both insert it: the second waits here."""
    rows = ArticlePage.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    list(rows.order_by("pk").values_list("pk"))


def stale() -> list[int]:
    """Posts whose entry is missing, or older than they are, or not public any more."""
    public = ArticlePage.objects.published()
    unplaced = ~Exists(FacetedPost.objects.filter(article=OuterRef("pk")))
    unknown = Q(search_entry=None) | unplaced
    # Expired, they have no entry, but a place in the numbers of the archive.
    archived = ArticlePage.objects.only_archived().filter(unplaced)
    # The release before knew no dates of places, and wrote until it was replaced.
    misdated = FacetedPost.objects.exclude(published_at=F("article__published_at"))
    late = public.filter(last_published_at__gt=F("search_entry__indexed_at"))
    withdrawn = SearchEntry.objects.exclude(article__in=public.values("pk"))
    return [
        *public.filter(unknown).values_list("pk", flat=True),
        *late.values_list("pk", flat=True),
        *withdrawn.values_list("article", flat=True),
        *archived.values_list("pk", flat=True),
        *misdated.values_list("article", flat=True).distinct(),
    ]


def mend() -> int:
    """Index what is stale; answers how many posts that were."""
    late = stale()
    refresh(late)
    facets.recount()
    if late:
        # Lists were made of what was wrong, and nobody can say which.
        caching.forget(caching.SITE)
    return len(late)


def look_over() -> None:
    """What the scheduler does now and then."""
    if mended := mend():
        logger.warning("Readers' search had not followed %s posts; now it has.", mended)


def batches(pks: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(pks)
    while batch := list(islice(rest, BATCH)):
        yield batch
