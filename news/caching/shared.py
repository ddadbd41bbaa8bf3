"""Pages and their generations in Redis, for several machines.

The journal is a list: a change is a line, its number is how many lines there are, and
asking whether there is anything new is one exchange. Where Redis is away, what it was
to be told is told later; where it has forgotten, everything begins anew.
"""

import json
import math
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, TypeVar

from .generations import COUNTED, Away, Generations, Known, line
from .stored import UNREADABLE, Page, name_of

PREFIX = "bantin:"
CURRENT, PAGE = f"{PREFIX}journal", f"{PREFIX}page:"
# Lines; a process that starts reads them all.
LONGEST = 20_000
# Seconds until one that was away is asked again, and that one exchange may take.
PAUSE, PATIENCE = 1.0, 0.25
# How long a page is kept beyond its time, for when nothing else can be had.
SPARE = 3600

Answer = TypeVar("Answer")


class Store:
    """Redis, which is left alone for a moment after it has not answered."""

    def __init__(self, url: str) -> None:
        # Only who keeps pages in Redis needs its client.
        import redis

        self.errors = (redis.RedisError, OSError)
        self.client = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        self.asked_again = -math.inf

    def ask(self, question: Callable[[Any], Answer]) -> Answer:
        if time.monotonic() < self.asked_again:
            raise Away("It was away a moment ago.")
        try:
            return question(self.client)
        except self.errors as error:
            self.asked_again = time.monotonic() + PAUSE
            raise Away(str(error)) from error


class SharedGenerations(Generations):
    def __init__(self, store: Store) -> None:
        self.store = store
        self.lock = threading.Lock()
        self.known = Known()
        # What could not be told yet.
        self.untold: list[tuple[frozenset[str], bool]] = []

    def now(self) -> int:
        if self.untold:
            self._tell()
        token = self.known.word >> COUNTED
        current, length = self.store.ask(lambda redis: self._look(redis, token))
        if not token or current != token or length != self.known.offset:
            with self.lock:
                self._read(current, length)
        return self.known.word

    def begin(self, subjects: Collection[str], withdrawn: bool = False) -> None:
        if subjects:
            self.untold.append((frozenset(subjects), withdrawn))
            self._tell()

    def is_untold(self, subjects: Iterable[str]) -> bool:
        return any(told.intersection(subjects) for told, _ in self.untold)

    def _tell(self) -> None:
        while self.untold:
            told = subjects, withdrawn = self.untold[0]
            # Its number is its place in the list: nobody knows it before.
            text = line(0, subjects, withdrawn)
            self.store.ask(lambda redis, text=text: self._push(redis, text))
            if told in self.untold:
                self.untold.remove(told)

    def _push(self, redis: Any, text: str) -> None:
        token = int(redis.get(CURRENT) or 0) or self._anew(redis)
        if redis.rpush(journal(token), text) >= LONGEST:
            self._anew(redis)

    @staticmethod
    def _look(redis: Any, token: int) -> tuple[int, int]:
        asked = redis.pipeline(transaction=False).get(CURRENT).llen(journal(token))
        current, length = asked.execute()
        return int(current or 0), length

    def _read(self, token: int, length: int) -> None:
        """From where this process stopped; anew where another journal was begun, or
        this one lost lines with a Redis that forgets.
        """
        known = self.known
        if not token or (token == known.word >> COUNTED and length < known.offset):
            token = self.store.ask(self._anew)
        if token != known.word >> COUNTED:
            known = Known()
        start = known.offset
        lines = self.store.ask(lambda redis: redis.lrange(journal(token), start, -1))
        for text in lines:
            known.offset += 1
            _, withdrawn, subjects = json.loads(text)
            known.take(known.offset, withdrawn, subjects)
        known.word = token << COUNTED | known.offset
        self.known = known

    @staticmethod
    def _anew(redis: Any) -> int:
        old = int(redis.get(CURRENT) or 0)
        token = secrets.randbits(23) or 1
        redis.set(CURRENT, token)
        if old:
            redis.delete(journal(old))
        return token


class SharedPages:
    """What each process has in memory, and what all have in Redis."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, key: str) -> Page | None:
        return self._load(f"{PAGE}{name_of(key)}".encode())

    def all(self) -> Iterator[Page]:
        names = self.store.ask(lambda redis: list(redis.scan_iter(f"{PAGE}*", 1000)))
        yield from filter(None, map(self._load, names))

    def _load(self, name: bytes) -> Page | None:
        try:
            text = self.store.ask(lambda redis: redis.get(name))
            return text and Page.load(text)
        except UNREADABLE:
            return None

    def put(self, key: str, page: Page) -> None:
        name, text = f"{PAGE}{name_of(key)}", page.dump()
        lasts = max(1, math.ceil(page.until - time.time())) + SPARE
        self.store.ask(lambda redis: redis.set(name, text, ex=lasts))


def journal(token: int) -> str:
    return f"{CURRENT}:{token}"
