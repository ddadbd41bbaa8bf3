"""Which files have posts, and when was one of them last changed?

Asked of all posts, that costs more with each of them. So a process remembers what it
found of a file, and asks again of those alone whose lot is another one.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import or_
from secrets import randbelow
from time import time

from django.db.models import F, Max, Q
from wagtail.models import Page

from news.models import ArticlePage, SitemapFile
from news.querysets import below
from news.remembered import Remembered

# Of a million posts, the files of ten sites.
FOUND = Remembered(1_000)
# Seconds: what no signal tells (a fixture, an older release) is seen after them; in
# each process at another moment.
RENEWED = 600
SHIFT = randbelow(RENEWED)
# So many conditions in one question at most.
MOST_RUNS = 100


def changed(
    homes: Collection[Page], private_paths: Collection[str]
) -> Iterator[tuple[int, datetime | None]]:
    """Of each file with public posts below these homes its number and last change."""
    of = (*((home.pk, home.path) for home in homes), *private_paths)
    turn = int(time() + SHIFT) // RENEWED
    states = {number: (turn, lot) for number, lot in lots().items()}
    told = {number: FOUND.known((of, number), states[number]) for number in states}
    new = [number for number, rows in told.items() if rows is None]
    found = asked(new, homes, private_paths) if new else {}
    for number, rows in told.items():
        if rows is None:
            rows = [found[number]] if number in found else []
            FOUND.keep((of, number), states[number], rows)
        yield from ((number, last) for last in rows)


def lots() -> dict[int, int | None]:
    """Of each file that there may be; none where nobody has said."""
    newest = ArticlePage.objects.order_by("-pk").values_list("pk", flat=True).first()
    numbers = range(newest // SitemapFile.STRETCH + 1) if newest is not None else ()
    return dict.fromkeys(numbers) | dict(SitemapFile.objects.values_list())


def asked(
    numbers: Collection[int], homes: Collection[Page], private_paths: Collection[str]
) -> dict[int, datetime | None]:
    """Pages say that by themselves: joined to the posts it would cost twice as much."""
    pages = Page.objects.exact_type(ArticlePage).live().filter(within(homes))
    stretches = list(runs(sorted(numbers)))
    if len(stretches) > MOST_RUNS:
        stretches = [(min(numbers), max(numbers))]
    pages = pages.filter(reduce(or_, map(between, stretches)))
    if private_paths:
        pages = pages.exclude(below(private_paths))
    rows = pages.order_by().values_list(F("pk") / SitemapFile.STRETCH)
    return dict(rows.annotate(Max("last_published_at")))


def within(homes: Collection[Page]) -> Q:
    below_home = (Q(path__startswith=h.path, depth__gt=h.depth) for h in homes)
    return reduce(or_, below_home)


def between(run: tuple[int, int]) -> Q:
    first, last = (number * SitemapFile.STRETCH for number in (run[0], run[1] + 1))
    return Q(pk__gte=first, pk__lt=last)


def runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of those that follow each other.

    >>> list(runs([0, 1, 2, 7, 9, 10]))
    [(0, 2), (7, 7), (9, 10)]
    """
    for _, found in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]):
        run = [number for _, number in found]
        yield run[0], run[-1]
