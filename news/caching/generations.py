"""When was each subject last changed? A journal that every process of a machine reads.

A change gets the next number. A page remembers the number that was the last before it
was made: it is good as long as none of its subjects has a later one.

The number stands in eight bytes that all processes share, so that asking whether there
is anything new costs no system call; what is new stands in a journal beside it.
"""

import contextlib
import fcntl
import json
import logging
import mmap
import os
import secrets
import struct
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

logger = logging.getLogger(__name__)

# Which journal, and the number of the last change in it: one word, read in one go.
WORD = struct.Struct("<Q")
COUNTED = 40
MOST = (1 << COUNTED) - 1
# A journal is read whole by each process that starts.
LONGEST = 4_000_000


class Away(OSError):
    """Nobody can say what has changed: the journal cannot be reached."""


@dataclass(slots=True)
class Known:
    """What a process has read: the number of the last change of each subject."""

    word: int = 0
    offset: int = 0
    # The last line that was read, where lines may be lost.
    end: bytes = b""
    last: dict[str, int] = field(default_factory=dict)
    # Of those, changes after which the old text must not be read by anybody.
    withdrawn: dict[str, int] = field(default_factory=dict)

    def take(self, number: int, is_withdrawn: bool, subjects: Iterable[str]) -> None:
        self.last.update(dict.fromkeys(subjects, number))
        if is_withdrawn:
            self.withdrawn.update(dict.fromkeys(subjects, number))


def line(number: int, subjects: Collection[str], withdrawn: bool) -> str:
    return json.dumps([number, withdrawn, sorted(subjects)])


class Generations:
    """What is asked of a journal, wherever it stands."""

    known: Known

    def now(self) -> int:
        """The last change that is known: what is made from now on has seen it."""
        raise NotImplementedError

    def begin(self, subjects: Collection[str], withdrawn: bool = False) -> None:
        """A new generation of each of these."""
        raise NotImplementedError

    def is_current(self, made: int, subjects: Iterable[str]) -> bool:
        """Whether none of the subjects has changed since `made`, an earlier `now()`."""
        known, number = self.known, made & MOST
        same = made >> COUNTED == known.word >> COUNTED
        return same and all(known.last.get(one, 0) <= number for one in subjects)

    def is_withdrawn(self, made: int, subjects: Iterable[str]) -> bool:
        """Whether what was made then must not be shown to anybody any more."""
        known, number = self.known, made & MOST
        same = made >> COUNTED == known.word >> COUNTED
        return not same or any(known.withdrawn.get(one, 0) > number for one in subjects)

    def is_untold(self, subjects: Iterable[str], since: float) -> bool:
        """Whether one of these has changed `since`, and the others do not know yet."""
        return False


class OwnGenerations(Generations):
    """In `folder`, which may be any that all processes of this machine can write."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.lock = threading.Lock()
        self.known = Known()
        with self._alone():
            self._open()

    def now(self) -> int:
        (word,) = WORD.unpack_from(self.shared)
        if word != self.known.word:
            with self.lock:
                try:
                    self._read()
                except OSError as error:
                    raise Away(str(error)) from error
        return self.known.word

    def begin(self, subjects: Collection[str], withdrawn: bool = False) -> None:
        """What cannot be written down, on a full disk, touches every page: to say so,
        the eight bytes are enough, and they are there already.
        """
        if not subjects:
            return
        try:
            with self._alone():
                self._write(subjects, withdrawn)
        except OSError:
            logger.exception("A change could not be written down: all is made anew.")
            self._all_anew()

    def _write(self, subjects: Collection[str], withdrawn: bool) -> None:
        (word,) = WORD.unpack_from(self.shared)
        path = self._path(word)
        if not self._is_whole(path) or path.stat().st_size > LONGEST:
            word = self._anew()
        number = (word & MOST) + 1
        with self._path(word).open("a", encoding="ascii") as journal:
            journal.write(f"{line(number, subjects, withdrawn)}\n")
        # Last, so that whoever sees the number finds the line.
        WORD.pack_into(self.shared, 0, word + 1)

    @staticmethod
    def _is_whole(path: Path) -> bool:
        """Whether the last line was not cut off by a full disk or a crash: nobody knows
        what it would have said, nor could read one that is written behind it.
        """
        if not path.exists():
            return False
        with path.open("rb") as journal:
            if journal.seek(0, os.SEEK_END):
                journal.seek(-1, os.SEEK_END)
            return journal.read() == b"\n"

    def _read(self) -> None:
        word, lines = self._unread()
        known = self.known
        if word >> COUNTED != known.word >> COUNTED:
            known = Known()
        for text in lines:
            if not text.endswith(b"\n"):
                break
            try:
                known.take(*json.loads(text))
            except (ValueError, TypeError):
                # Nobody knows what has changed there.
                self._all_anew()
                return self._read()
            known.offset += len(text)
        known.word = word
        self.known = known

    def _unread(self) -> tuple[int, list[bytes]]:
        """The number, and what stands in its journal that was not read yet."""
        while True:
            (word,) = WORD.unpack_from(self.shared)
            is_known = word >> COUNTED == self.known.word >> COUNTED
            try:
                with self._path(word).open("rb") as journal:
                    journal.seek(self.known.offset if is_known else 0)
                    return word, journal.read().splitlines(keepends=True)
            except FileNotFoundError:
                (now,) = WORD.unpack_from(self.shared)
                if now >> COUNTED != word >> COUNTED:
                    # Another was begun just now.
                    continue
                if not is_known:
                    # There was no place even for an empty one.
                    return word, []
                self._all_anew()

    def _path(self, word: int) -> Path:
        return self.folder / f"journal-{word >> COUNTED:06x}"

    def _open(self) -> None:
        path = self.folder / "number"
        if not path.exists() or path.stat().st_size != WORD.size:
            path.write_bytes(bytes(WORD.size))
        with path.open("r+b") as file:
            self.shared = mmap.mmap(file.fileno(), WORD.size)
        (word,) = WORD.unpack_from(self.shared)
        if not word or not self._ends_with(word):
            self._anew()

    def _ends_with(self, word: int) -> bool:
        """Whether number and journal belong together: a power cut may have kept one."""
        try:
            lines = self._path(word).read_bytes().splitlines()
            return json.loads(lines[-1])[0] == word & MOST
        except (OSError, ValueError, LookupError, TypeError):
            return False

    def _anew(self) -> int:
        """Another journal: what was stored under the old one is of no use."""
        (old,) = WORD.unpack_from(self.shared)
        number = (old & MOST) + 1
        word = (secrets.randbits(24) or 1) << COUNTED | number
        path = self._path(word)
        with contextlib.suppress(OSError):
            path.write_text(f"{line(number, [], False)}\n", encoding="ascii")
        WORD.pack_into(self.shared, 0, word)
        if old and (before := self._path(old)) != path:
            with contextlib.suppress(OSError):
                before.unlink(missing_ok=True)
        return word

    def _all_anew(self) -> None:
        try:
            with self._alone():
                self._anew()
        except OSError:
            self._anew()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, of all threads and processes."""
        place = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(place, fcntl.LOCK_EX)
            yield
        finally:
            os.close(place)
