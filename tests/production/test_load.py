"""Readers ask, editors write, workers are changed: no error, and no old news."""

import http.client
import itertools
import re
import threading
import time
from collections import Counter

import pytest

pytestmark = pytest.mark.production

REQUESTS, READERS = 10_000, 4
OTHERS = [
    "/",
    "/tin-tuc/",
    "/tin-tuc/?utm_source=zalo",
    "/tin-tuc/rss.xml",
    "/tin-tuc/atom.xml",
    "/tin-tuc/feed.json",
    "/tim-kiem/?q=hoi+nghi",
    "/lich/",
    "/lich/lich.ics",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/api/v2/pages/",
]
FINE = {200, 304}
# nginx keeps a page for one second, and asks for the next while it shows the last.
KEPT = 2.5
# Far beyond what it takes: an old page would stay for ever.
PATIENCE = 20


def addresses(site) -> list[str]:
    parts = places(site, "/sitemap.xml")
    found = [place for part in parts for place in places(site, part)]
    assert len(found) > 300
    return [*OTHERS, *found]


def places(site, path: str) -> list[str]:
    _, sitemap = site.reader().ask(path)
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", sitemap.decode())


class Readers:
    """Threads with a connection each, which is kept; they tell what went wrong."""

    def __init__(self, site, paths: list[str], count: int) -> None:
        self.site, self.left = site, itertools.islice(itertools.cycle(paths), count)
        self.lock, self.wrong, self.answers = threading.Lock(), Counter(), 0
        self.threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        for thread in self.threads:
            thread.join()

    @property
    def are_busy(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def _read(self) -> None:
        reader = self.site.reader()
        while path := self._next():
            try:
                status, _ = reader.ask(path, **{"Accept-Encoding": "br"})
                said = "" if status in FINE else f"{status} {path}"
            except (OSError, http.client.HTTPException) as error:
                said, reader = f"{error!r} {path}", self.site.reader()
            with self.lock:
                self.answers += 1
                self.wrong.update([said] if said else [])

    def _next(self) -> str | None:
        with self.lock:
            return next(self.left, None)


def wait_until(site, words: str, there: bool = True) -> None:
    """The list has a title, or has it no more."""
    begun, reader = time.monotonic(), site.reader()
    while time.monotonic() - begun < PATIENCE:
        _, page = reader.ask("/tin-tuc/")
        if (words in page.decode()) == there:
            return
        time.sleep(0.1)
    raise AssertionError(f"the list {'lacks' if there else 'shows'} {words!r}")


def test_ten_thousand_requests_while_editors_write(site, writer):
    with Readers(site, addresses(site), REQUESTS) as readers:
        for number in itertools.count(1):
            title = f"Hội nghị giao ban số {number}"
            writer.does("publish", title)
            wait_until(site, title)
            writer.does("rename", title, f"{title} (sửa)")
            wait_until(site, f"{title} (sửa)")
            if number == 2:
                site.reload()
            if number % 3 == 0:
                writer.does("withdraw", f"{title} (sửa)")
                wait_until(site, f"{title} (sửa)", there=False)
            if not readers.are_busy:
                break

    assert readers.wrong == {}
    assert readers.answers == REQUESTS
    assert number >= 3, "nothing was written meanwhile"


def test_no_page_is_old_when_all_is_quiet(site):
    """Asked through nginx as they are kept, then made anew."""
    paths = [path for path in addresses(site) if not path.startswith("/tim-kiem")]
    time.sleep(KEPT)
    reader = site.reader()
    kept = {path: reader.ask(path) for path in paths}

    site.manage("forget_pages")
    time.sleep(KEPT)

    reader = site.reader()
    anew = {path: reader.ask(path) for path in paths}
    # The first request after the second shows what was kept while it asks.
    time.sleep(KEPT)
    anew = {path: reader.ask(path) for path in paths}
    assert [path for path in paths if kept[path] != anew[path]] == []
