"""How do SQLite and PostgreSQL answer a search?

The tiers are joined by UNION ALL and read lazily: when a page is full, those below are
never asked. A word that is in every post costs no more than a rare one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, router

from news import languages
from news.filters import ArticleFilter
from news.querysets import ArticleQuerySet, span

from . import vocabulary
from .found import MOST, Hits
from .keys import first_key
from .query import Query
from .tiers import Dialect, Expression, Plan
from .words import facet

# What is asked, and the values in it.
Statement = tuple[str, list[object]]
EVERYTHING = ArticleFilter()
LIMIT = f" LIMIT {MOST:d}"
FEW = 10  # Fewer hits than these, and the last word may have been unfinished.
# From so many posts with a word on, reading until there are enough is sooner.
VERY_MANY = 300_000
FACETS = ("cluster", "topic", "author", "organisation")


@dataclass(frozen=True, slots=True)
class Table:
    """What a search reads, in which column the keys stand, and what a match is."""

    name: str
    key: str
    matches: str
    dialect: Dialect
    # Told of a limit, it reads post after post until it has found enough; and a post's
    # words lie aside, in pieces. Its index finds all of them sooner, if they are not
    # very many.
    is_hasty: bool = False


TABLES = {
    "sqlite": Table(
        "news_search",
        "rowid",
        "news_search MATCH %s",
        Dialect(joined=" AND ", either=" OR ", without=" NOT "),
    ),
    "postgresql": Table(
        "news_searchentry",
        "key",
        "vector @@ %s::tsquery",
        Dialect(joined=" & ", either=" | ", without=" & ! "),
        is_hasty=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Searched:
    """What is looked for, and where, whatever it is narrowed by."""

    table: Table
    query: Query
    completions: tuple[str, ...] = ()
    # The most posts that one of its words is in.
    posts: int = 0

    def plan(self, wanted: ArticleFilter) -> Plan:
        asked, dialect = facets(wanted) + spoken(), self.table.dialect
        return Plan(self.query, asked, dialect, self.completions, foreign())


def search(
    query: Query,
    wanted: ArticleFilter,
    posts: ArticleQuerySet,
    start: int,
    size: int,
    newest: bool,
) -> Hits:
    connection, table = where()
    last = query.words[-1].folded if query.unfinished else ""
    typed = [word.folded for word in query.every_word]
    known, completions = vocabulary.known(typed, last)
    # The last word may be unknown, if it can become one that is known.
    missing = [w for w in typed if w not in known and not (w == last and completions)]
    if missing:
        return Hits(unknown=tuple(missing))
    asked = Searched(table, query, tuple(completions), max(known.values(), default=0))
    sql, values = statement(asked, wanted, start, size, newest)
    whole, everything, *pks = (number for (number,) in rows(connection, sql, values))
    if everything >= 0:
        return Hits(pks, everything, completions=asked.completions)
    # The tier of completions comes last, or is not there.
    return Hits(pks[: max(0, whole - start)], whole)


def where() -> tuple[Any, Table]:
    connection = connections[router.db_for_read(vocabulary.model("SearchEntry"))]
    return connection, TABLES[connection.vendor]


def statement(
    asked: Searched, wanted: ArticleFilter, start: int, size: int, newest: bool
) -> Statement:
    """Rows of one number: hits of whole words, all hits, then the posts of the page."""
    counts, given = counting(asked, wanted)
    if newest:
        stretches = list(dated(asked, wanted))
    else:
        tiers = asked.plan(wanted).tiers()
        stretches = [selected(asked.table, tier, wanted) for tier in tiers]
    hits = " UNION ALL ".join(
        "SELECT (SELECT e.article_id FROM news_searchentry e WHERE e.key = t.k) "
        f"FROM ({sql}) t"
        for sql, _ in stretches
    )
    page = f"SELECT * FROM ({hits} LIMIT {size:d} OFFSET {start:d}) p"
    values = [*given, *(value for _, values in stretches for value in values)]
    return f"{counts} UNION ALL {page}", values


def dated(asked: Searched, wanted: ArticleFilter) -> Iterator[Statement]:
    """The hits in one stretch, the newest first; of whole words, if these are many."""
    plan = asked.plan(wanted)
    if not asked.completions:
        yield selected(asked.table, plan.everything, wanted)
        return
    are_few, before = few(asked)
    for expression, which in ((plan.whole_words, "NOT"), (plan.everything, "")):
        sql, values = selected(asked.table, expression, wanted)
        yield f"SELECT k FROM ({sql}) d WHERE {which} ({are_few})", [*values, *before]


def few(asked: Searched) -> Statement:
    """Whether so few hits have the whole words that the last may have been unfinished.

    They are many or few whatever the filters are: a filter takes away from what was
    found without it, and never makes the search find more.
    """
    alone = asked.plan(EVERYTHING).whole_words
    sql, values = selected(asked.table, alone, EVERYTHING, ordered=False)
    first = f"SELECT * FROM ({sql}) f LIMIT {FEW:d}"
    return f"(SELECT count(*) FROM ({first}) c) < {FEW:d}", values


def counting(asked: Searched, wanted: ArticleFilter) -> Statement:
    """Two rows: hits of whole words; and all hits, or -1 where the first are many."""
    table, plan = asked.table, asked.plan(wanted)
    sql, values = selected(table, plan.whole_words, wanted, ordered=False)
    if table.is_hasty and asked.posts < VERY_MANY and not wanted.year:
        # Read as far as it is asked for, but planned as if it were all of it.
        every = sql.removesuffix(LIMIT)
        sql = f"WITH w AS MATERIALIZED ({every}) SELECT k FROM w{LIMIT}"
    whole = f"SELECT (SELECT count(*) FROM ({sql}) c)"
    if not asked.completions:
        return f"{whole} UNION ALL SELECT -1", values
    more, given = selected(table, plan.everything, wanted, ordered=False)
    are_few, before = few(asked)
    # Counting what an unfinished word may become costs most where it matters least.
    everything = (
        f"CASE WHEN {are_few} THEN (SELECT count(*) FROM ({more}) c) ELSE -1 END"
    )
    return f"{whole} UNION ALL SELECT {everything}", [*values, *before, *given]


def selected(
    table: Table,
    expression: Expression,
    wanted: ArticleFilter,
    ordered: bool = True,
) -> Statement:
    """The keys that match, the newest first, and the values of the statement."""
    sql = f"SELECT {table.key} AS k FROM {table.name} WHERE {table.matches}"
    values: list[object] = [expression]
    if wanted.year:
        first, end = span(wanted.year, wanted.month)
        sql += f" AND {table.key} >= %s AND {table.key} < %s"
        values += [first_key(first), first_key(end)]
    if ordered:
        sql += f" ORDER BY {table.key} DESC"
    return sql + LIMIT, values


def rows(connection: Any, sql: str, values: list[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def spoken() -> tuple[str, ...]:
    """The facet of the language spoken; posts in the main one have none."""
    here = languages.spoken()
    return (facet("language", here),) if here in languages.others() else ()


def foreign() -> tuple[str, ...]:
    """The facets of what a reader of the main language is not shown."""
    if spoken():
        return ()
    return tuple(facet("language", code) for code in languages.others())


def facets(wanted: ArticleFilter) -> tuple[str, ...]:
    asked = ((kind, getattr(wanted, kind)) for kind in FACETS)
    return tuple(facet(kind, slug) for kind, slug in asked if slug)
