"""How do SQLite and PostgreSQL answer a search?

The tiers are joined by UNION ALL and read lazily: when a page is full, those below are
never asked. A word that is in every post costs no more than a rare one.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db import connections

from news.filters import ArticleFilter
from news.querysets import ArticleQuerySet, span

from . import vocabulary
from .found import MOST, Hits
from .keys import first_key
from .query import Query
from .tiers import Dialect, Expression, Plan
from .words import ANYWHERE, facet

FEW = 10  # Fewer hits than these, and the last word may have been unfinished.
FACETS = ("cluster", "topic", "author", "organisation")


@dataclass(frozen=True, slots=True)
class Table:
    """What a search reads, in which column the keys stand, and what a match is."""

    name: str
    key: str
    matches: str
    dialect: Dialect


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
    ),
}


def search(
    query: Query,
    wanted: ArticleFilter,
    posts: ArticleQuerySet,
    start: int,
    size: int,
    newest: bool,
) -> Hits:
    connection = connections[posts.db]
    table = TABLES[connection.vendor]
    plan = Plan(query, facets(wanted), table.dialect)
    count = counted(connection, table, plan, wanted)
    if count < FEW and query.unfinished:
        completions = vocabulary.beginning_with(query.words[-1].folded, posts.db)
        plan = replace(plan, completions=tuple(completions))
        count = counted(connection, table, plan, wanted)
    if not count:
        return Hits()
    tiers = [plan.everything] if newest else plan.tiers()
    stretches = [selected(table, tier, plan.query, wanted) for tier in tiers]
    sql = " UNION ALL ".join(f"SELECT k FROM ({one}) t" for one, _ in stretches)
    values = [value for _, given in stretches for value in given]
    keys = rows(connection, f"{sql} LIMIT {size:d} OFFSET {start:d}", values)
    return Hits(articles_at(keys, posts.db), count)


def counted(connection: Any, table: Table, plan: Plan, wanted: ArticleFilter) -> int:
    sql, values = selected(table, plan.everything, plan.query, wanted, ordered=False)
    return rows(connection, f"SELECT count(*) FROM ({sql}) t", values)[0]


def selected(
    table: Table,
    expression: Expression,
    query: Query,
    wanted: ArticleFilter,
    ordered: bool = True,
) -> tuple[str, list[object]]:
    """The keys that match, the newest first, and the values of the statement."""
    sql = f"SELECT {table.key} AS k FROM {table.name} WHERE {table.matches}"
    values: list[object] = [expression]
    if wanted.year:
        first, end = span(wanted.year, wanted.month)
        sql += f" AND {table.key} >= %s AND {table.key} < %s"
        values += [first_key(first), first_key(end)]
    for phrase in query.phrases:
        if len(phrase) > 2:  # Pairs alone would also find "a b … b c".
            sql += " AND tokens LIKE %s"
            inside = " ".join(ANYWHERE + word.folded for word in phrase)
            values.append(f"% {inside} %")
    if ordered:
        sql += f" ORDER BY {table.key} DESC"
    return f"{sql} LIMIT {MOST:d}", values


def rows(connection: Any, sql: str, values: list[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor.fetchall()]


def articles_at(keys: list[int], using: str) -> list[int]:
    """The posts of these entries, in the same order."""
    entries = vocabulary.model("SearchEntry").objects.using(using)
    by_key = dict(entries.filter(key__in=keys).values_list("key", "article_id"))
    return [by_key[key] for key in keys if key in by_key]


def facets(wanted: ArticleFilter) -> tuple[str, ...]:
    asked = ((kind, getattr(wanted, kind)) for kind in FACETS)
    return tuple(facet(kind, slug) for kind, slug in asked if slug)
