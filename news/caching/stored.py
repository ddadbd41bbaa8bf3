"""What is kept of a page, and where: in memory, and in files that all workers share."""

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from .codings import CODINGS, LEAST

# What a page weighs besides its bodies, about.
ADMINISTRATION = 1_000
# Not there, cut off when the disk was full, or of an older release.
UNREADABLE = (OSError, ValueError, KeyError, TypeError)
# Seconds a page is kept beyond its time, for when nothing else can be had.
SPARE = 3600.0
# Files are counted again after so many were written.
ROUND = 200


@dataclass(slots=True)
class Page:
    address: str
    headers: list[tuple[str, str]]
    # By content coding; "" as it was made.
    bodies: dict[str, bytes]
    subjects: tuple[str, ...]
    # The generation that was known before it was made.
    made: int
    # Seconds since 1970: when its making began, and how long it is good at most.
    since: float
    until: float
    # The generation up to which it was found good.
    checked: int = field(default=0, compare=False)

    @classmethod
    def of(cls, body: bytes, **values: object) -> Self:
        bodies = {"": body}
        if len(body) >= LEAST:
            bodies |= {coding: shorter(body) for coding, shorter in CODINGS.items()}
        return cls(bodies=bodies, **values)

    @property
    def tag(self) -> str:
        """Of the text, whatever its coding: that is what a weak tag says."""
        return dict(self.headers)["ETag"]

    @property
    def size(self) -> int:
        return ADMINISTRATION + sum(map(len, self.bodies.values()))

    def dump(self) -> bytes:
        told = {name: getattr(self, name) for name in TOLD}
        lengths = {coding: len(body) for coding, body in self.bodies.items()}
        head = json.dumps({**told, "lengths": lengths}).encode()
        return b"\n".join([head, b"".join(self.bodies.values())])

    @classmethod
    def load(cls, text: bytes) -> Self:
        head, _, rest = text.partition(b"\n")
        told, bodies, start = json.loads(head), {}, 0
        for coding, length in told.pop("lengths").items():
            bodies[coding] = rest[start : start + length]
            start += length
        if start != len(rest):
            raise ValueError("A stored page was cut off.")
        told["headers"] = [(name, value) for name, value in told["headers"]]
        return cls(bodies=bodies, **told)


TOLD = ("address", "headers", "subjects", "made", "since", "until")


def tag_of(body: bytes) -> str:
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


class Memory:
    """The pages this process was asked for last, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        page = self.pages.get(key)
        if page is not None:
            with self.lock, contextlib.suppress(KeyError):
                self.pages.move_to_end(key)
        return page

    def put(self, key: str, page: Page) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.size += page.size
            while self.size > self.most and self.pages:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: str) -> None:
        if (page := self.pages.pop(key, None)) is not None:
            self.size -= page.size


class Files:
    """The pages of all workers, one file each, up to so many bytes."""

    def __init__(self, folder: Path, most: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.most = folder, most
        self.written = 0

    def get(self, key: str) -> Page | None:
        try:
            return Page.load(self._path(key).read_bytes())
        except UNREADABLE:
            return None

    def put(self, key: str, page: Page) -> None:
        path = self._path(key)
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(page.dump())
        Path(name).replace(path)
        self.written += 1
        if self.written % ROUND == 1:
            self.tidy()

    def tidy(self) -> None:
        """The oldest go until a tenth is free again."""
        found = sorted(self._found())
        total = sum(size for _, size, _ in found)
        if total <= self.most:
            return
        for _, size, path in found:
            path.unlink(missing_ok=True)
            total -= size
            if total <= 0.9 * self.most:
                return

    def _found(self) -> list[tuple[float, int, Path]]:
        rows = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(FileNotFoundError):
                told = path.stat()
                rows.append((told.st_mtime, told.st_size, path))
        return rows

    def _path(self, key: str) -> Path:
        name = name_of(key)
        return self.folder / name[:2] / name


def name_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Common(Protocol):
    """Where the pages of all processes are."""

    def get(self, key: str) -> Page | None: ...

    def put(self, key: str, page: Page) -> None: ...


class Pages:
    """In memory where this process has it, else from where another put it."""

    def __init__(self, in_memory: int, common: Common) -> None:
        self.memory = Memory(in_memory)
        self.common = common

    def get(self, key: str) -> Page | None:
        return self.memory.get(key)

    def fetch(self, key: str) -> Page | None:
        """What the others have, which may be newer."""
        here, there = self.memory.get(key), self.common.get(key)
        if there is not None and (here is None or there.made >= here.made):
            self.memory.put(key, there)
            return there
        return here

    def put(self, key: str, page: Page) -> None:
        self.memory.put(key, page)
        # Where it cannot be put there, the others make it themselves.
        with contextlib.suppress(OSError):
            self.common.put(key, page)
