"""Is a post much like an earlier one, and which few can it be compared with?"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, Subquery
from django.utils import timezone

from news.models import ArticlePage
from news.vietnamese.slugs import slugify

from .among import Among
from .post import Earlier
from .stream import Stream

CANDIDATES = 6  # of each kind: so many bodies are read at most twice over
SHINGLE = 5  # words
SHORTEST = 30  # words: less than that is like many others by its nature
NEAR = dt.timedelta(days=60)


def candidates(article: ArticlePage, among: Among | None = None) -> tuple[Earlier, ...]:
    """Posts whose title begins alike, and those of the same meeting; one query."""
    others = ArticlePage.objects.exclude(pk=article.pk or 0)
    if article.locale_id:
        # A translation tells the same on purpose.
        others = others.filter(locale=article.locale_id)
    stem = slugify(article.title or "", longest=60)
    shown = article.published_at or timezone.now()
    day = article.event_date
    same_title = others.filter(slug__gte=stem, slug__lt=stem + "~") if stem else None
    # The date of publication is indexed: it bounds what has to be looked through.
    around = others.filter(published_at__gt=shown - NEAR, published_at__lt=shown + NEAR)
    same_day = around.filter(event_date=day) if day else None
    wanted = Q(pk__in=[])
    alike, around_then = waiting(article, stem, among)
    for rows, nearer in ((same_title, alike), (same_day, around_then)):
        if rows is not None and len(nearer) < CANDIDATES:
            newest = rows.order_by("-pk").values("pk")[: CANDIDATES - len(nearer)]
            wanted |= Q(pk__in=Subquery(newest))
    rows = ArticlePage.objects.filter(wanted).order_by("-pk")
    nearer = sorted({*alike, *around_then}, reverse=True)
    unstored = [among.waiting[at] for at in nearer] if among else []
    stored = [row for row in rows.only("title", "lead", "body") if row.pk != article.pk]
    return tuple(Earlier(row.title, text_of(row)) for row in [*unstored, *stored])


def waiting(
    article: ArticlePage, stem: str, among: Among | None
) -> tuple[list[int], list[int]]:
    """The same of posts that are not stored yet: they are newer than all that are."""
    if among is None:
        return [], []
    day, shown = article.event_date, article.published_at or timezone.now()
    around = [
        at
        for at in range(len(among.waiting) - 1, -1, -1)
        if day
        and among.waiting[at].event_date == day
        and abs(among.waiting[at].published_at - shown) < NEAR
    ]
    return among.of_title(stem, CANDIDATES), around[:CANDIDATES]


def text_of(article: ArticlePage) -> str:
    raw = article.body.get_prep_value() if article.body else []
    stream = Stream.of(raw if isinstance(raw, list) else [])
    return " ".join([article.lead or "", *(p.text for p in stream.passages)])


def share_alike(text: str, other: str) -> float:
    """How much of the shorter text stands word for word in the other, 0 to 1.

    >>> share_alike("a b c d e f " * 9, "a b c d e f " * 9), share_alike("a", "a")
    (1.0, 0.0)
    """
    ours, theirs = text.casefold().split(), other.casefold().split()
    if min(len(ours), len(theirs)) < SHORTEST:
        return 0.0
    own, others = set(shingles(ours)), set(shingles(theirs))
    return len(own & others) / max(min(len(own), len(others)), 1)


def shingles(words: list[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)
