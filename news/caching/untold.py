"""What could not be told to the other machines yet? It is written down until it is.

Whoever has something to tell may be a command that ends before Redis is back. So it
stands in a file that all processes of the machine read, and the first that reaches
Redis tells it for all.
"""

import contextlib
import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .collecting import SITE

logger = logging.getLogger(__name__)

# Bytes. What is longer touches every page, and says so in one line.
LONGEST = 100_000
# Seconds within which a page that was begun may still show what was before.
MAKING = 30.0


@dataclass(frozen=True, slots=True)
class Change:
    subjects: frozenset[str]
    is_withdrawn: bool
    # Seconds since 1970.
    moment: float

    def dump(self) -> bytes:
        told = [sorted(self.subjects), self.is_withdrawn, self.moment]
        return f"{json.dumps(told)}\n".encode()

    @classmethod
    def load(cls, text: bytes) -> "Change":
        """Of a line that was cut off nobody knows what it would have said."""
        try:
            subjects, is_withdrawn, moment = json.loads(text)
            return cls(frozenset(subjects), bool(is_withdrawn), float(moment))
        except (ValueError, TypeError):
            return cls.of_everything()

    @classmethod
    def of_everything(cls) -> "Change":
        return cls(frozenset({SITE}), True, time.time())


class Untold:
    """`path` is a file in a folder that all processes of this machine can write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        # How the file was when it was read last, and what stood there.
        self.seen: tuple[int, int] | None = None
        self.written: tuple[Change, ...] = ()
        # What there was no place for; this process alone knows of it.
        self.unwritten: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes())

    def changes(self) -> tuple[Change, ...]:
        try:
            told = self.path.stat()
        except OSError:
            return self.unwritten
        seen = told.st_mtime_ns, told.st_size
        if seen != self.seen:
            with contextlib.suppress(OSError):
                lines = self.path.read_bytes().splitlines()
                self.written, self.seen = tuple(map(Change.load, lines)), seen
        return (*self.written, *self.unwritten)

    def touches(self, subjects: Iterable[str], since: float) -> bool:
        """Whether what was made `since` (seconds since 1970) may be older than it."""
        shown = {*subjects}
        return any(
            since <= change.moment + MAKING and not shown.isdisjoint(change.subjects)
            for change in self.changes()
        )

    def add(self, subjects: Collection[str], is_withdrawn: bool) -> None:
        change = Change(frozenset(subjects), is_withdrawn, time.time())
        with self.lock:
            try:
                with self._alone():
                    self._write(change)
            except OSError:
                logger.exception("What could not be told could not be written down.")
                kept = (*self.unwritten, change)
                self.unwritten = kept if len(kept) < 100 else (Change.of_everything(),)

    @contextmanager
    def taken(self) -> Iterator[dict[bool, set[str]]]:
        """What was withdrawn, and what else has changed; gone when it was told."""
        with self.lock, contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):
                stack.enter_context(self._alone())
            withdrawn, changed = set(), set()
            for change in self.changes():
                (withdrawn if change.is_withdrawn else changed).update(change.subjects)
            yield {True: withdrawn, False: changed - withdrawn}
            with contextlib.suppress(OSError):
                self.path.unlink()
            self.seen, self.written, self.unwritten = None, (), ()

    def _write(self, change: Change) -> None:
        text = change.dump()
        with self.path.open("ab") as file:
            if file.tell() and not self.path.read_bytes().endswith(b"\n"):
                # A line that was cut off ends here.
                text = b"\n" + text
            if file.tell() + len(text) > LONGEST:
                file.truncate(0)
                text = Change.of_everything().dump()
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        place = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o666)
        try:
            fcntl.flock(place, fcntl.LOCK_EX)
            yield
        finally:
            os.close(place)
