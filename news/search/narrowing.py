"""By what can the hits of a search be narrowed, and how many would each choice find?

Hits are counted where they are few: a word may be in every post, and counting a hundred
thousand takes seconds. Where they are many, choices are offered without a number, those
that most posts have: no number is better than a wrong one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import capfirst

from news.addresses import SEGMENTS
from news.choices import LONG, Counted, Counts
from news.choices import MOST as MOST_OFFERED
from news.conf import setting
from news.filters import ArticleFilter

from .database import EVERYTHING, Searched, Statement, rows, selected, where
from .found import MOST, Found

KINDS = (*SEGMENTS, "month")


@dataclass(frozen=True, slots=True)
class Part:
    """Choices of some kinds, all of which narrow the same hits."""

    kinds: tuple[str, ...]
    wanted: ArticleFilter


def counts(found: Found, wanted: ArticleFilter, index: int) -> Counts:
    """What each choice would find beside the words and the other filters, in one query.

    Nothing is asked where nothing can be found, whatever is chosen.
    """
    nothing = found.query and not found.count and wanted == EVERYTHING
    if found.unknown or nothing:
        return Counts()
    connection, table = where()
    asked = Searched(table, found.query, found.completions)
    counted = list(parts(found, wanted)) if is_counted(found) else []
    sql, values = statement(asked, counted, index)
    return read(rows(connection, sql, values), found)


def is_counted(found: Found) -> bool:
    """Where so much is found, no list of choices has less: each lacks one filter."""
    few = bool(found.query) and found.count < MOST
    return few and setting("NEWS_SEARCH") == "database"


def parts(found: Found, wanted: ArticleFilter) -> Iterator[Part]:
    """The choices of what is chosen are counted as if it were not."""
    chosen = [kind for kind in SEGMENTS if getattr(wanted, kind)]
    chosen += ["month"] if wanted.year else []
    for kind in chosen:
        yield Part((kind,), without(kind, wanted))
    others = tuple(kind for kind in KINDS if kind not in chosen)
    if others:
        yield Part(others, wanted)


def without(kind: str, wanted: ArticleFilter) -> ArticleFilter:
    if kind == "month":
        return wanted.within(year=None, month=None)
    return wanted.within(**{kind: ""})


def statement(asked: Searched, counted: list[Part], index: int) -> Statement:
    """Rows of a choice's kind, slug, name and number, and whether it was counted."""
    rest = set(KINDS).difference(*(part.kinds for part in counted))
    written = [stored(kind, index) for kind in KINDS if kind in rest]
    tables, given = [], []
    for number, part in enumerate(counted):
        hits = f"hits_{number}"
        plan = asked.plan(part.wanted)
        sql, values = selected(asked.table, plan.everything, part.wanted, ordered=False)
        tables.append(f"{hits} AS ({sql})")
        given += values
        many = f"(SELECT count(*) FROM {hits}) >= {MOST:d}"
        written.append(placed(part.kinds, index, hits, many))
        written += [stored(kind, index, many) for kind in part.kinds]
    before = f"WITH {', '.join(tables)} " if tables else ""
    selects = " UNION ALL ".join(f"SELECT * FROM ({sql}) s" for sql, _ in written)
    return before + selects, [*given, *(v for _, values in written for v in values)]


def stored(kind: str, index: int, many: str = "") -> Statement:
    """What all posts have, or the most of them; nothing where not `many` are found."""
    only = f"AND {many}" if many else ""
    most = f"LIMIT {MOST_OFFERED:d}" if kind in LONG else ""
    sql = (
        "SELECT kind, slug, label, posts, 0 AS counted FROM news_facet"
        f" WHERE index_id = %s AND kind = %s AND posts > 0 {only}"
        f" ORDER BY posts DESC, id {most}"
    )
    return sql, [index, kind]


def placed(kinds: tuple[str, ...], index: int, hits: str, many: str) -> Statement:
    # Posts are grouped before their choices are named: a choice has many.
    sql = (
        "SELECT f.kind, f.slug, f.label, c.posts, 1 FROM ("
        f"SELECT p.facet_id, count(*) AS posts FROM {hits} h"
        " JOIN news_searchentry e ON e.key = h.k"
        " JOIN news_facetedpost p ON p.article_id = e.article_id"
        f" WHERE NOT {many} GROUP BY p.facet_id"
        ") c JOIN news_facet f ON f.id = c.facet_id"
        f" WHERE f.index_id = %s AND f.kind IN ({', '.join(['%s'] * len(kinds))})"
    )
    return sql, [index, *kinds]


def read(answer: Iterable[tuple], found: Found) -> Counts:
    facets, uncounted = [], set()
    for kind, slug, label, posts, counted in answer:
        facets.append(Counted(kind, slug, capfirst(label), posts))
        if not counted:
            uncounted.add(kind)
    # Who asked for nothing yet may choose among all posts.
    every = sum(one.posts for one in facets if one.kind == "month")
    total = found.count if found.query else every
    return Counts(facets, total, frozenset(uncounted))
