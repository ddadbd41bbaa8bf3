"""Is a post much like an earlier one, and which few can it be compared with?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage
from news.vietnamese.slugs import slugify

from .among import Among
from .post import Earlier
from .stream import Stream

CANDIDATES = 6  # of each kind: so many bodies are read at most twice over
SHINGLE = 5  # words
SHORTEST = 30  # words: less than that is like many others by its nature
NEAR = dt.timedelta(days=60)


# A post is asked for by the statement itself: an import judges thousands of them, and
# to put the statement together for each costs more than to answer it.
PAGE, POST = Page._meta.db_table, ArticlePage._meta.db_table
JOINED = f"{POST} post JOIN {PAGE} page ON page.id = post.page_ptr_id"
OF_TITLE = "page.slug >= %s AND page.slug < %s"
OF_MEETING = (
    # The date of publication is indexed: it bounds what has to be looked through.
    "post.event_date = %s AND post.published_at > %s AND post.published_at < %s"
)
# What one kind of candidates is asked for by: condition, values, how many.
Wanted = tuple[str, list[Any], int]


def candidates(article: ArticlePage, among: Among | None = None) -> tuple[Earlier, ...]:
    """Posts whose title begins alike, and those of the same meeting; one query."""
    stem = slugify(article.title or "", longest=60)
    alike, around_then = waiting(article, stem, among)
    wanted = []
    if stem:
        wanted.append((OF_TITLE, [stem, stem + "~"], CANDIDATES - len(alike)))
    if article.event_date:
        wanted.append((OF_MEETING, meeting(article), CANDIDATES - len(around_then)))
    nearer = sorted({*alike, *around_then}, reverse=True)
    unstored = [among.waiting[at] for at in nearer] if among else []
    return (
        *(Earlier(row.title, text_of(row.lead, row.body)) for row in unstored),
        *stored(article, [one for one in wanted if one[2] > 0]),
    )


def meeting(article: ArticlePage) -> list[Any]:
    shown = article.published_at or timezone.now()
    day, moment = map(ArticlePage._meta.get_field, ("event_date", "published_at"))
    return [
        day.get_db_prep_value(article.event_date, connection),
        moment.get_db_prep_value(shown - NEAR, connection),
        moment.get_db_prep_value(shown + NEAR, connection),
    ]


def stored(article: ArticlePage, wanted: list[Wanted]) -> Iterable[Earlier]:
    """The newest of each kind, the newest first; rows, of which no page is made."""
    if not wanted:
        return ()
    own, values = "page.id <> %s", [article.pk or 0]
    if article.locale_id:
        # A translation tells the same on purpose.
        # With its sign SQLite asks no index for it: most of a site is in one language.
        sign = "+" if connection.vendor == "sqlite" else ""
        own = f"{own} AND {sign}page.locale_id = %s"
        values = [*values, article.locale_id]
    kinds = [
        f"SELECT * FROM (SELECT page.id FROM {JOINED} WHERE {own} AND {kind}"
        f" ORDER BY page.id DESC LIMIT {most}) kind{at}"
        for at, (kind, _values, most) in enumerate(wanted)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT page.title, post.lead, post.body"
            f" FROM {JOINED} WHERE page.id IN ({' UNION '.join(kinds)})"
            " ORDER BY page.id DESC",
            [value for _kind, asked, _most in wanted for value in (*values, *asked)],
        )
        rows = cursor.fetchall()
    stream = ArticlePage._meta.get_field("body")
    return [
        Earlier(title, text_of(lead, stream.from_db_value(body, None, connection)))
        for title, lead, body in rows
    ]


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


def text_of(lead: str, body: Any) -> str:
    raw = body.get_prep_value() if body else []
    stream = Stream.of(raw if isinstance(raw, list) else [])
    return " ".join([lead or "", *(p.text for p in stream.passages)])


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
