"""How long does a search take, for common and for rare words, at a given size?

`bench/search.py [N]` makes N synthetic posts (2,000 unless told; the first thousand by
`make_posts`, the rest copies of them) in a database of its own: on SQLite and, where
DATABASE_URL names one, in that PostgreSQL database. It says how long building took and
prints the least, the median and the slowest of several rounds of the whole page.
"""

import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl

from databases import on_each_database

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
DIFFERENT = 1000
TARGET = 250  # milliseconds
ROUNDS = 7
FOUR = "cum={cluster}&chu-de={topic}&tac-gia={author}&don-vi={organisation}"
QUERIES = {
    "in every post": "thi đua",
    "in every post, no accents": "thi dua khen thuong",
    "common, never together": "nhiệm nghị phát thị",
    "common in texts, never in titles": "phương hướng nhiệm vụ",
    "a phrase of common words": '"công tác thi đua"',
    "a phrase that is nowhere": '"tác công đua thi"',
    "rare name": "{rare}",
    "document number": "163/QĐ-UBND",
    "common and rare": "thi dua {rare}",
    "unfinished": "hoi nghi tong k",
    "one letter": "t",
    "misspelt": "khen thuonng",
    "nowhere": "xqzwvbk",
    "filtered by cluster": "thi đua&cum={cluster}",
    "filtered by year": "hội nghị&nam=2012",
    "filtered by month": "hội nghị&nam=2012&thang=07",
    "cluster and year": "thi đua&cum={cluster}&nam=2012",
    "cluster and topic": "phương hướng nhiệm vụ&cum={cluster}&chu-de={topic}",
    "unfinished, filtered by four": "hoi nghi tong k&" + FOUR,
    "in every post, by all six": "thi đua&" + FOUR + "&nam=2012&thang=07",
    "last page reached": "thi đua&trang=50",
}


def measure(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from news import indexing
    from news.models import ArticlePage

    from copies import multiply  # isort: skip

    setup_test_environment()  # It keeps what a page was made from: the count of hits.
    call_command("migrate", verbosity=0)
    call_command("set_up_news", verbosity=0)
    missing = count - ArticlePage.objects.count()
    if missing > 0:
        started = time.perf_counter()
        different = min(missing, DIFFERENT)
        call_command("make_posts", str(different), verbosity=0)
        print(f"{connection.vendor}: {different} posts in {since(started):.0f} s")
        started = time.perf_counter()
        copies = missing - different
        multiply(copies)
        print(f"{connection.vendor}: {copies} copies in {since(started):.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    started = time.perf_counter()
    assert indexing.stale() == []
    print(f"{connection.vendor}: freshness looked over in {since(started):.2f} s")
    started = time.perf_counter()
    indexing.refresh([ArticlePage.objects.first().pk])
    print(f"{connection.vendor}: one post indexed in {since(started) * 1000:.0f} ms")
    client = Client(headers={"host": "127.0.0.1"})
    known = {"rare": rare_name(), **most_used()}
    slowest = 0.0
    print(
        f"{'query':<36}{'hits':>7}{'CPU':>9}{'least':>9}{'median':>9}{'slowest':>9}  ms"
    )
    for name, pattern in QUERIES.items():
        times, cpu, hits = timed(client, pattern.format(**known))
        slowest = max(slowest, *times)
        figures = [cpu, min(times), statistics.median(times), max(times)]
        print(f"{name:<36}{hits:>7}" + "".join(f"{ms:>9.0f}" for ms in figures))
    print(f"{connection.vendor}: slowest {slowest:.0f} ms, target {TARGET} ms\n")


def timed(client: object, query: str) -> tuple[list[float], float, int]:
    words, _, rest = query.partition("&")
    asked = {"q": words, **dict(parse_qsl(rest))}
    times, cpu = [], []
    for _turn in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        response = client.get("/tim-kiem/", asked)
        times.append(since(started) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
        assert response.status_code in (200, 404), response.status_code
    hits = response.context["results"].found.count if response.context else 0
    return times, statistics.median(cpu), hits


def rare_name() -> str:
    """A word that hardly any other post has."""
    from news.models import SearchWord

    rare = SearchWord.objects.exclude(word__contains=" ").filter(word__regex="^[a-z]+$")
    return rare.order_by("posts", "-word").first().spelled


def most_used() -> dict[str, str]:
    """Of each kind of subject, what most posts have."""
    from news.models import Facet

    return dict(Facet.objects.order_by("posts").values_list("kind", "slug"))


def since(started: float) -> float:
    return time.perf_counter() - started


if __name__ == "__main__":
    on_each_database(__file__, measure)
