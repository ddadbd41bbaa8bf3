"""What does a page cost, beside the cheapest answer the same process can give?

Each round asks for every address in turn, so that a slow moment of the machine
touches all alike; the figure to quote is the ratio, not the milliseconds.
"""

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from news.models import ArticlePage  # noqa: E402

ROUNDS = 30
CHEAPEST = "/healthz"


def main() -> None:
    article = ArticlePage.objects.published().order_by("published_at").last()
    if article is None:
        sys.exit("No posts: run `manage.py load_demo` first.")
    addresses = [CHEAPEST, "/", "/tin-tuc/", article.url, "/tin-tuc/rss.xml"]
    client = Client(headers={"host": "127.0.0.1"})
    spent = measured(client, addresses)
    base = statistics.median(spent[CHEAPEST])
    print(f"{'page':<14}{'CPU ms':>8}{'spread':>16}{'ratio':>8}{'queries':>9}")
    for name, address in zip(
        ["healthz", "home", "index", "article", "feed"], addresses, strict=True
    ):
        times = spent[address]
        spread = f"{min(times):.1f} to {max(times):.1f}"
        middle = statistics.median(times)
        ratio = middle / base
        count = queries(client, address)
        print(f"{name:<14}{middle:>8.2f}{spread:>16}{ratio:>8.1f}{count:>9}")


def measured(client: Client, addresses: list[str]) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {address: [] for address in addresses}
    for turn in range(ROUNDS + 3):
        for address in addresses:
            start = time.process_time()
            assert client.get(address).status_code == 200, address
            if turn >= 3:  # The first turns make renditions and fill caches.
                spent[address].append((time.process_time() - start) * 1000)
    return spent


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


if __name__ == "__main__":
    main()
