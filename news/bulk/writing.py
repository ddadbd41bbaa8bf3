"""How are very many posts stored, and all that publishing them would have stored?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

from news import caching, inserting, preparing
from news.ahead import ahead
from news.at_hand import at_hand
from news.indexing import Fresh
from news.models import ArticlePage, FacetedPost, NewsIndexPage, SearchEntry
from news.querysets import restricted_paths
from news.repeats import remembering

from . import versions
from .batches import Batch, numbered, relations
from .places import Places
from .references import COLUMNS as REFERENCE
from .references import References, Row

LARGE = (Page, ArticlePage, Revision, ReferenceIndex, IndexEntry, SearchEntry)


def write(
    index: NewsIndexPage, articles: Iterable[ArticlePage], weighed: bool = True
) -> int:
    """Store new posts under the years of their dates; answers how many.

    They are complete (`ArticlePage.prepare`), and what they name is stored and in
    memory. Those that are `live` are public from now on: whoever calls this has asked
    the gate. All of them are stored or none; memory holds a few batches. Who calls it
    again and again has the tables weighed (`weigh`) now and then, not each time.
    """
    written, photos = 0, set[int]()
    with transaction.atomic(), remembering():
        inserting.make_room()
        places = Places(index)
        made = partial(rows_of, Surroundings())
        for rows in ahead(made, numbered(articles, places)):
            rows.store()
            written += len(rows.batch.articles)
            photos |= rows.batch.photos
        places.count()
        if weighed:
            weigh()
        preparing.each(sorted(photos))
        # Once: each batch would make the same lists anew.
        caching.forget(caching.SITE)
    return written


def tables() -> list[type[Model]]:
    """Whatever gets a row for a post, or many."""
    children = [model for _name, model, _key in relations()]
    return [*LARGE, FacetedPost, PageLogEntry, *children]


def weigh() -> None:
    """Let the database know how large the tables of posts have become."""
    for model in (*LARGE, FacetedPost):
        inserting.weigh(model)


class Surroundings:
    """What has to be known of the site, asked for before the first post."""

    def __init__(self) -> None:
        self.references = References()
        self.closed = tuple(restricted_paths())
        # Wagtail's indexes, of every backend that follows by itself.
        self.indexes = [
            backend.get_index_for_model(ArticlePage)
            for backend in get_search_backends(with_auto_update=True)
        ]


@dataclass(frozen=True, slots=True)
class Rows:
    """All there is to store of a batch."""

    batch: Batch
    revisions: list[Revision]
    log: list[tuple[Any, ...]]
    references: list[Row]
    fresh: Fresh
    # Wagtail's indexes, and what those that read ahead have read.
    indexed: list[tuple[Any, Any]]

    def store(self) -> None:
        articles = self.batch.articles
        for model in (Page, ArticlePage):
            inserting.insert_all(model, articles)
        for model, rows in self.batch.children().items():
            inserting.insert_all(model, rows)
        inserting.insert_all(Revision, self.revisions)
        inserting.insert(PageLogEntry, versions.LOGGED, self.log)
        inserting.insert(ReferenceIndex, REFERENCE, self.references)
        self.fresh.take_in()
        for index, texts in self.indexed:
            if texts is None:
                index.add_items(ArticlePage, articles)
            else:
                index.take_in(ArticlePage, texts)


def rows_of(around: Surroundings, batch: Batch) -> Rows:
    """Asks no database: this is done while another batch is being stored."""
    articles = batch.articles
    public = [
        one for one in articles if one.live and not one.path.startswith(around.closed)
    ]
    with at_hand(batch.library):
        return Rows(
            batch,
            list(map(versions.first, articles)),
            list(map(versions.log_of, articles)),
            [row for article in articles for row in around.references.of(article)],
            Fresh.of(public),
            [(index, read(index, articles)) for index in around.indexes],
        )


def read(index: Any, articles: list[ArticlePage]) -> Any:
    """What an index of ours (`news.search.admin`) takes in; others read alone."""
    return index.read(articles) if hasattr(index, "read") else None
