"""Which reader knows a file? Each is `read(path, photos) → Iterator[Document]`."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from news.importers import docx, drupal, wordpress
from news.importers.document import Document, Unreadable


class Reader(Protocol):
    SUFFIXES: frozenset[str]

    def read(
        self, path: Path, photos: Path | None = None, known: Collection[str] = ()
    ) -> Iterator[Document]: ...

    def sniff(self, path: Path) -> bool: ...


READERS: dict[str, Reader] = {
    "docx": docx,
    "wordpress": wordpress,
    "drupal": drupal,
}


def reader_for(path: Path, name: str = "auto") -> tuple[str, Reader]:
    """The reader of that name, or the first that knows the file.

    Raises `Unreadable`.
    """
    if name != "auto":
        return name, READERS[name]
    for known, reader in READERS.items():
        if reader.sniff(path):
            return known, reader
    for known, reader in READERS.items():
        if path.suffix.lower() in reader.SUFFIXES:
            return known, reader  # It will say what is wrong with the file.
    raise Unreadable(f"{path.name}: not a kind of file that can be imported")
