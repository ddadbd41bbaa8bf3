"""Who makes a page that many ask for at once? One; the others wait for it."""

import fcntl
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Two pages that meet in one place only wait for each other.
PLACES = 1024
# Seconds: longer than any page takes, and who died frees its place at once.
PATIENCE = 30.0


class Flights:
    """One at a time for each key, of all threads and processes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    @contextmanager
    def alone(self, key: str, waits: bool) -> Iterator[bool]:
        """Whether it is ours to make; without waiting, no where somebody makes it."""
        number = zlib.crc32(key.encode()) % PLACES
        place = os.open(self.folder / str(number), os.O_CREAT | os.O_RDWR)
        try:
            yield _taken(place, PATIENCE if waits else 0)
        finally:
            os.close(place)


def _taken(place: int, patience: float) -> bool:
    end, pause = time.monotonic() + patience, 0.002
    while True:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
        else:
            return True
