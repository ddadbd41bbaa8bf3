"""How long after a publication do readers see it, while they ask all the time?"""

import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.deploy.processes import ROOT

from .client import Line, request
from .portal import Portal
from .servers import Server

PAUSE = 0.01
LONGEST = 30.0
# No post has them, so that a search finds the one that was published.
WORDS = ("Quýtchanh", "Mậnđào", "Bưởixoài", "Ổimít", "Dừacam", "Táolê", "Nhãnvải")


@dataclass
class Delays:
    """Seconds, by page, from the end of the publication (its commit)."""

    door: str
    by_page: dict[str, list[float]] = field(default_factory=dict)

    @property
    def longest(self) -> float:
        return max(max(seconds) for seconds in self.by_page.values())

    def middle(self, page: str) -> float:
        return statistics.median(self.by_page[page])


def measured(portal: Portal, doors: dict[str, Server], posts: int) -> list[Delays]:
    found = [Delays(name) for name in doors]
    with publisher(portal) as process:
        for word in WORDS[:posts]:
            draft = told(process, word)
            pages = pages_of(draft, word)
            seen = {name: {} for name in doors}
            asking = [
                threading.Thread(target=ask, args=(server, pages, seen[name]))
                for name, server in doors.items()
            ]
            for thread in asking:
                thread.start()
            time.sleep(2)  # All of it is kept as it was.
            done = told(process, "")["done"]
            for thread in asking:
                thread.join()
            for delays in found:
                for page in pages:
                    moment = seen[delays.door].get(page, done + LONGEST)
                    late = max(0.0, moment - done)
                    delays.by_page.setdefault(page, []).append(late)
    return found


def pages_of(draft: dict[str, str], word: str) -> dict[str, tuple[bytes, bytes]]:
    """What is asked for, and what stands in it when the post is public."""
    title, address = draft["title"].encode(), draft["url"].encode()
    return {
        "article": (request(draft["url"]), title),
        "index": (request("/tin-tuc/"), title),
        "home": (request("/"), title),
        "feed": (request("/tin-tuc/rss.xml"), title),
        "search": (request(f"/tim-kiem/?q={quote(word)}"), address),
        "news sitemap": (request("/news-sitemap.xml"), title),
    }


def ask(
    server: Server, pages: dict[str, tuple[bytes, bytes]], seen: dict[str, float]
) -> None:
    """Round after round, until every page has shown it."""
    end = time.monotonic() + LONGEST
    with Line(server.port) as line:
        while len(seen) < len(pages) and time.monotonic() < end:
            for page, (asked, sign) in pages.items():
                if page in seen:
                    continue
                answer = line.ask(asked)
                if answer.status == 200 and sign in answer.body:
                    seen[page] = time.time()
            time.sleep(PAUSE)


@contextmanager
def publisher(portal: Portal) -> Iterator[subprocess.Popen]:
    """A process that has loaded all it needs, and publishes when it is told to."""
    code = "from bench.speed import inside; inside.publish_when_told()"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=portal.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait(20)


def told(process: subprocess.Popen, line: str) -> dict:
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())
