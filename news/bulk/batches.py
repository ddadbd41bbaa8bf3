"""Which rows does a batch of posts consist of? Known before any of them is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from news import inserting
from news.at_hand import Library
from news.blocks import photo_ids
from news.models import ArticlePage

from .places import Places

BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Posts with their keys and places, and the photos that they use."""

    articles: list[ArticlePage]
    library: Library

    @property
    def photos(self) -> set[int]:
        return set(self.library[get_image_model()])

    def children(self) -> dict[type[Model], list[Model]]:
        """The rows that belong to the posts, by model."""
        found: dict[type[Model], list[Model]] = defaultdict(list)
        for name, model, _key in relations():
            for article in self.articles:
                found[model] += getattr(article, name).get_object_list()
        return found


def numbered(articles: Iterable[ArticlePage], places: Places) -> Iterator[Batch]:
    """In batches; all keys are given before any of the rows is stored."""
    rest = iter(articles)
    while made := list(islice(rest, BATCH)):
        for article in made:
            ask_for_no_rows(article)
        pages = inserting.keys(Page, len(made))
        revisions = inserting.keys(Revision, len(made))
        for article, page, revision in zip(made, pages, revisions, strict=True):
            article.pk = article.page_ptr_id = article.id = page
            article.latest_revision_id = revision
            tie(article)
        places.put(made)
        batch = Batch(made, library_of(made))
        for model, rows in batch.children().items():
            keys = inserting.keys(model, len(rows))
            for row, key in zip(rows, keys, strict=True):
                row.pk = key
        yield batch


@cache
def relations() -> list[tuple[str, type[Model], str]]:
    """Of a post to the rows that belong to it: name, model and key."""
    return [
        (relation.get_accessor_name(), relation.related_model, relation.field.attname)
        for relation in get_all_child_relations(ArticlePage)
    ]


def ask_for_no_rows(article: ArticlePage) -> None:
    """None but those in memory are there; once it has a key it would look."""
    for name, _model, _key in relations():
        getattr(article, name).get_object_list()


def tie(article: ArticlePage) -> None:
    """Let the rows of a post know it, and their order."""
    for name, _model, key in relations():
        for at, row in enumerate(getattr(article, name).get_object_list()):
            setattr(row, key, article.pk)
            if getattr(row, "sort_order", 0) is None:
                row.sort_order = at


def library_of(articles: list[ArticlePage]) -> Library:
    """Bodies are opened to be indexed: their photos are read once for all."""
    used = {number for article in articles for number in photo_ids(article.body)}
    found = get_image_model().objects.in_bulk(list(used))
    return {get_image_model(): dict.fromkeys(used) | found}
