"""Which addresses have shown a subject, for as long as a cache in front may have them?

Noted when a page is made, and only where there is a cache in front that is purged. An
address stays with a subject though the page is made anew without it: in front there may
still be what it was.
"""

import contextlib
import re
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from math import ceil
from pathlib import Path
from typing import Any, Protocol

from .generations import Away
from .stored import SPARE, Page

# Where an address could not be noted, or the page is old already: a cache in front may
# have it for a second, as nobody will purge it.
UNNOTED = "public, max-age=0, s-maxage=1"
# What a cache may do with an answer, in seconds: of each pair the longer counts.
PROMISED = (("max-age", "s-maxage"), ("stale-while-revalidate", "stale-if-error"))
# Names in one question.
AT_ONCE = 500
# So many notes later, what is over is thrown away. If there are still more bytes than
# that, nothing more is noted.
ROUND, LARGEST = 1_000, 500_000_000
# Addresses in Redis, each with every subject that its page shows.
MOST = 50_000
FULL = "There is no place for another address."


class Addresses(Protocol):
    def note(self, address: str, subjects: Collection[str], lasts: float) -> None:
        """For so many seconds; `Away` where it cannot be noted."""

    def of(self, subjects: Iterable[str]) -> set[str]:
        """Those that showed any of them; `Away` where nobody can say."""


def life(page: Page) -> float:
    """How many seconds a cache in front may show it, counted from now at most.

    The last who is given it here may get it at the end of its time, or beyond.
    """
    return page.until - time.time() + SPARE + promised(dict(page.headers))


def share(address: str) -> float:
    """How much of the room may be taken when this one comes.

    Anybody can think of a query, a new word to search for all day: there is room left
    for what has an address of its own.
    """
    return 0.5 if "?" in address else 1


def promised(headers: dict[str, str]) -> int:
    """
    >>> promised({"Cache-Control": "public, max-age=0, s-maxage=9, stale-if-error=60"})
    69
    """
    control = headers.get("Cache-Control", "").lower()
    told = {name: int(said) for name, said in re.findall(r"([a-z-]+)=(\d+)", control)}
    return sum(max(told.get(name, 0) for name in names) for names in PROMISED)


def parts(subjects: Iterable[str]) -> Iterator[list[str]]:
    known = list(subjects)
    for start in range(0, len(known), AT_ONCE):
        yield known[start : start + AT_ONCE]


class OwnAddresses:
    """Of one machine: a small database beside the pages."""

    def __init__(self, path: Path) -> None:
        self.path, self.noted, self.size = path, 0, 0

    def note(self, address: str, subjects: Collection[str], lasts: float) -> None:
        until = time.time() + lasts
        rows = [(subject, address, until) for subject in subjects]
        with self._open() as known:
            if self.noted % ROUND == 0:
                known.execute("DELETE FROM shown WHERE until < ?", [time.time()])
                self.size = size(known)
            self.noted += 1
            if self.size > LARGEST * share(address):
                raise Away(FULL)
            known.executemany(
                "INSERT INTO shown VALUES (?, ?, ?) ON CONFLICT (subject, address)"
                " DO UPDATE SET until = max(until, excluded.until)",
                rows,
            )

    def of(self, subjects: Iterable[str]) -> set[str]:
        found = set()
        with self._open() as rows:
            for some in parts(subjects):
                marks = ", ".join("?" * len(some))
                asked = f"SELECT address FROM shown WHERE subject IN ({marks})"  # noqa: S608 - marks alone
                found.update(address for (address,) in rows.execute(asked, some))
        return found

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction; other threads and processes wait for it."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self.path, timeout=5)) as rows:
                rows.execute("PRAGMA journal_mode = WAL")
                rows.execute("PRAGMA synchronous = NORMAL")
                rows.execute(
                    "CREATE TABLE IF NOT EXISTS shown (subject TEXT, address TEXT,"
                    " until REAL, PRIMARY KEY (subject, address)) WITHOUT ROWID"
                )
                with rows:
                    yield rows
        except (sqlite3.Error, OSError) as error:
            raise Away(str(error)) from error


def size(known: sqlite3.Connection) -> int:
    """Bytes in use: what was thrown away leaves free pages behind."""
    of_file = ("page_count", "freelist_count", "page_size")
    pages, free, each = (known.execute(f"PRAGMA {n}").fetchone()[0] for n in of_file)
    return (pages - free) * each


class SharedAddresses:
    """Of several machines: a sorted set in Redis for each subject, by the moments until
    which its addresses may be in front.
    """

    def __init__(self, store: Any, prefix: str) -> None:
        self.store, self.prefix = store, prefix

    def note(self, address: str, subjects: Collection[str], lasts: float) -> None:
        names = [self._name(subject) for subject in subjects]
        # Not raised inside: there it would mean that Redis is away.
        if not self.store.ask(lambda redis: put(redis, names, address, ceil(lasts))):
            raise Away(FULL)

    def of(self, subjects: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for some in parts(subjects):
            names = [self._name(subject) for subject in some]
            told = self.store.ask(lambda redis, names=names: current(redis, names))
            found.update(address.decode() for address in told)
        return found

    def _name(self, subject: str) -> str:
        return f"{self.prefix}until:{subject}"


def put(redis: Any, names: list[str], address: str, lasts: int) -> bool:
    """Whether there was place for it."""
    now = time.time()
    asked = redis.pipeline(transaction=False)
    for name in names:
        # What is over makes place.
        asked.zremrangebyscore(name, "-inf", now)
        asked.zscore(name, address).zcard(name).ttl(name)
    answers = asked.execute()
    is_new, counts, ends = None in answers[1::4], answers[2::4], answers[3::4]
    # `site` is on every page: its addresses are all there are.
    if is_new and max(counts, default=0) >= MOST * share(address):
        return False
    asked = redis.pipeline(transaction=False)
    for name, ttl in zip(names, ends, strict=True):
        asked.zadd(name, {address: now + lasts}, gt=True)
        # A set ends with the last of its addresses: its end is only ever put off.
        if ttl < lasts:
            asked.expire(name, lasts)
    asked.execute()
    return True


def current(redis: Any, names: list[str]) -> set[bytes]:
    """Read a part at a time: whole, `site` would keep a busy Redis from all others."""
    now, found = time.time(), set()
    for name in names:
        known = redis.zscan_iter(name, count=AT_ONCE)
        found.update(address for address, until in known if until >= now)
    return found
