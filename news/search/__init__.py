"""Which posts do a reader's words find? One function, whatever answers it.

`NEWS_SEARCH` says what does: "database", or the name of one of the site's
WAGTAILSEARCH_BACKENDS, such as OpenSearch (docs/behaviours/search.md).
"""

from news.conf import setting
from news.filters import ArticleFilter
from news.querysets import ArticleQuerySet

from . import database, engine
from .found import MOST, Found, Hits
from .narrowing import counts
from .query import Query

__all__ = ["MOST", "Found", "Hits", "Query", "counts", "find"]


def find(
    text: str,
    wanted: ArticleFilter,
    posts: ArticleQuerySet,
    *,
    start: int = 0,
    size: int = 20,
    newest: bool = False,
    bodies: bool = False,
) -> Found:
    """The posts among `posts` that match, best first (or newest first).

    Whatever the index says, only what `posts` holds is answered: give it public ones.
    The query of the answer is as it was read: its last word may have been whole.
    """
    query = Query.parse(text)
    if not query or start >= MOST:
        return Found(query)
    name = setting("NEWS_SEARCH")
    search = database.search if name == "database" else engine.searching(name)
    hits = search(query, wanted, posts, start, min(size, MOST - start), newest)
    articles = stored(hits.pks, posts, bodies) if hits.pks else []
    read = query if hits.completions else query.finished
    return Found(read, articles, hits.count, hits.unknown, hits.completions)


def stored(pks: list[int], posts: ArticleQuerySet, bodies: bool) -> list:
    """These posts as a feed needs them, or a list of hits, in the same order."""
    rows = posts.filter(pk__in=pks)
    if bodies:
        rows = rows.for_feeds()
    else:
        rows = rows.select_related("search_entry")
        rows = rows.defer("body", "search_entry__tokens")
    by_pk = {row.pk: row for row in rows}
    return [by_pk[pk] for pk in pks if pk in by_pk]
