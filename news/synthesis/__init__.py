"""Which posts does a site get that needs very many of them? For measuring scale."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from wagtail.search.models import IndexEntry

from news import bulk, inserting
from news.ahead import ahead
from news.models import ArticlePage, NewsIndexPage, SearchEntry

from . import photos
from .posts import PREFIX, Desk
from .prose import stock
from .registers import Registers

BATCH = 500

__all__ = ["insert", "real_posts"]


def insert(index: NewsIndexPage, count: int, seed: int, clusters: int) -> None:
    """So many more posts; another run adds those of the numbers that follow."""
    registers = Registers.with_clusters(clusters)
    kind = ContentType.objects.get_for_model(ArticlePage)
    desk = Desk(seed, registers, stock(seed, photos.shared()), kind)
    there = ArticlePage.objects.filter(slug__startswith=PREFIX).count()
    numbers = range(there + 1, there + 1 + count)
    are_most = count > SearchEntry.objects.count()
    with ExitStack() as later:
        if are_most:
            later.enter_context(inserting.checked_later(*bulk.tables()))
            later.enter_context(inserting.indexed_later(SearchEntry, IndexEntry))
        bulk.write(index, chain.from_iterable(ahead(desk.posts, split(numbers))))
    bulk.check(index)


def split(numbers: range) -> Iterator[range]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def real_posts() -> bool:
    return ArticlePage.objects.exclude(slug__startswith=PREFIX).exists()
