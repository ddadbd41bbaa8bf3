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
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

from .generations import COUNTED, Away, Generations, Known, line
from .stored import SPARE, UNREADABLE, Page, name_of
from .untold import Untold

PREFIX = "bantin:"
CURRENT, PAGE = f"{PREFIX}journal", f"{PREFIX}page:"
# Lines, and bytes; a process that starts reads them all.
LONGEST, HEAVIEST = 20_000, 4_000_000
# Subjects in a line: each request asks for the last one.
AT_ONCE = 100
# Seconds until one that was away is asked again, and that one exchange may take.
PAUSE, PATIENCE = 1.0, 0.25

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
    """`folder` is one that all processes of this machine can write."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.lock = threading.Lock()
        self.known = Known()
        self.untold = Untold(folder / "untold")

    def now(self) -> int:
        if self.untold:
            self._tell()
        if not self._is_all_read():
            with self.lock:
                # Another thread may have read on meanwhile: what was asked outside says
                # how it was before that.
                if not self._is_all_read():
                    self._read()
        return self.known.word

    def _is_all_read(self) -> bool:
        seen, known = self.store.ask(self._look), self.known
        return seen == (known.word >> COUNTED or -1, known.offset, known.end)

    def begin(self, subjects: Collection[str], withdrawn: bool = False) -> None:
        if not subjects:
            return
        try:
            self._push(subjects, withdrawn)
        except Away:
            self.untold.add(subjects, withdrawn)
            raise

    def is_untold(self, subjects: Iterable[str], since: float) -> bool:
        return self.untold.touches(subjects, since)

    def _tell(self) -> None:
        with self.untold.taken() as changes:
            for withdrawn, subjects in changes.items():
                if subjects:
                    self._push(subjects, withdrawn)

    def _push(self, subjects: Collection[str], withdrawn: bool) -> None:
        told = sorted(subjects)
        for start in range(0, len(told), AT_ONCE):
            # Its number is its place in the list: nobody knows it before. What stands
            # first makes it unlike any other that may come to that place.
            some = told[start : start + AT_ONCE]
            text = line(secrets.randbits(48), some, withdrawn)
            self.store.ask(lambda redis, text=text: self._add(redis, text))

    def _add(self, redis: Any, text: str) -> None:
        token = int(redis.get(CURRENT) or 0) or self._anew(redis)
        asked = redis.pipeline().rpush(journal(token), text)
        lines, size = asked.incrby(weight(token), len(text)).execute()
        if lines >= LONGEST or size >= HEAVIEST:
            self._anew(redis)

    def _look(self, redis: Any) -> tuple[int, int, bytes]:
        """Which journal, how many lines it has, and the last of those."""
        own = journal(self.known.word >> COUNTED)
        asked = redis.pipeline(transaction=False).get(CURRENT).llen(own).lindex(own, -1)
        current, length, last = asked.execute()
        return int(current or 0), length, last or b""

    def _read(self) -> None:
        """From where this process stopped; anew where another journal was begun, or
        this one lost lines with a Redis that forgets.
        """
        current = self.store.ask(lambda redis: redis.get(CURRENT))
        token = int(current or 0) or self.store.ask(self._anew)
        known, lines = self.known, []
        if token == known.word >> COUNTED:
            # The last one that was read, too: whether it is still the same.
            start = max(known.offset - 1, 0)
            lines = self._lines(token, start)
            if known.offset and lines[:1] != [known.end]:
                token = self.store.ask(self._anew)
            lines = lines[bool(known.offset) :]
        if token != known.word >> COUNTED:
            known = Known()
            lines = self._lines(token, 0)
        for text in lines:
            try:
                _, withdrawn, subjects = json.loads(text)
                known.take(known.offset + 1, withdrawn, subjects)
            except (ValueError, TypeError):
                # Nobody knows what has changed there.
                self.store.ask(self._anew)
                return self._read()
            known.offset, known.end = known.offset + 1, text
        known.word = token << COUNTED | known.offset
        self.known = known

    def _lines(self, token: int, start: int) -> list[bytes]:
        return self.store.ask(lambda redis: redis.lrange(journal(token), start, -1))

    @staticmethod
    def _anew(redis: Any) -> int:
        old = int(redis.get(CURRENT) or 0)
        token = secrets.randbits(23) or 1
        redis.set(CURRENT, token)
        if old:
            redis.delete(journal(old), weight(old))
        return token


class SharedPages:
    """What each process has in memory, and what all have in Redis."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, key: str) -> Page | None:
        name = f"{PAGE}{name_of(key)}"
        try:
            text = self.store.ask(lambda redis: redis.get(name))
            return text and Page.load(text)
        except UNREADABLE:
            return None

    def put(self, key: str, page: Page) -> None:
        name, text = f"{PAGE}{name_of(key)}", page.dump()
        lasts = max(1, math.ceil(page.until - time.time())) + int(SPARE)
        self.store.ask(lambda redis: redis.set(name, text, ex=lasts))


def journal(token: int) -> str:
    return f"{CURRENT}:{token}"


def weight(token: int) -> str:
    return f"{PREFIX}weight:{token}"
