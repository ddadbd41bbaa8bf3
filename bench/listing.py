"""What do the filters and their counts cost a list, at a given size?

`bench/listing.py [N]` makes N synthetic posts (2,000 unless told) in a database of its
own: on SQLite and, where DATABASE_URL names one, in that PostgreSQL database. Each
round asks for every page with its counts and without; what is quoted is the CPU time of
both, and the ratio inside one run.
"""

import os
import statistics
import sys
import time
from pathlib import Path
from unittest.mock import patch

from databases import on_each_database

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
DIFFERENT = 1000
ROUNDS = 9
PAGES = {
    "all posts": "/tin-tuc/",
    "one cluster": "/tin-tuc/?cum={cluster}",
    "one year": "/tin-tuc/?nam=2012",
    "one month": "/tin-tuc/?nam=2012&thang=05",
    "cluster and year": "/tin-tuc/?cum={cluster}&nam=2012",
    "cluster and topic": "/tin-tuc/?cum={cluster}&chu-de={topic}",
    "four subjects": "/tin-tuc/?cum={cluster}&chu-de={topic}&tac-gia={author}"
    "&don-vi={organisation}",
    "all six": "/tin-tuc/?cum={cluster}&chu-de={topic}&tac-gia={author}"
    "&don-vi={organisation}&nam=2012&thang=05",
    "page of a cluster": "/tin-tuc/cum/{cluster}/",
    "page of a topic": "/tin-tuc/chu-de/{topic}/",
    "page of an author": "/tin-tuc/tac-gia/{author}/",
    "page of a body": "/tin-tuc/don-vi/{organisation}/",
    "archive of a year": "/tin-tuc/2012/",
}


def measure(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from news.indexing import facets
    from news.models import ArticlePage, Facet

    from copies import multiply  # isort: skip

    call_command("migrate", verbosity=0)
    call_command("set_up_news", verbosity=0)
    missing = count - ArticlePage.objects.count()
    if missing > 0:
        call_command("make_posts", str(min(missing, DIFFERENT)), verbosity=0)
        multiply(missing - min(missing, DIFFERENT))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    started = time.perf_counter()
    assert facets.recount() == 0
    recounted = (time.perf_counter() - started) * 1000
    print(f"{connection.vendor}: all counted anew in {recounted:.0f} ms")
    client = Client(headers={"host": "127.0.0.1"})
    most = {
        kind: Facet.objects.filter(kind=kind).order_by("-posts").first().slug
        for kind in ("cluster", "topic", "author", "organisation")
    }
    print(
        f"{'list':<20}{'counts':>8}{'without':>9}{'ratio':>7}{'counting':>10}  CPU ms"
    )
    for name, pattern in PAGES.items():
        with_counts, without = timed(client, pattern.format(**most))
        ratio, counting = with_counts / without, with_counts - without
        print(
            f"{name:<20}{with_counts:>8.1f}{without:>9.1f}{ratio:>7.2f}{counting:>9.1f}"
        )
    print()


def timed(client: object, address: str) -> tuple[float, float]:
    """CPU time of the page, as it is and as it would be without a count in it."""
    from news.choices import Counts
    from news.models import NewsIndexPage

    nothing = patch.object(NewsIndexPage, "counts", lambda *_: Counts())
    with_counts, without = [], []
    for turn in range(ROUNDS + 1):
        spent = once(client, address)
        with nothing:
            base = once(client, address)
        if turn:  # The first turn fills caches.
            with_counts.append(spent)
            without.append(base)
    return statistics.median(with_counts), statistics.median(without)


def once(client: object, address: str) -> float:
    started = time.process_time()
    assert client.get(address).status_code == 200, address
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    on_each_database(__file__, measure)
