"""Which reader knows a file? Each is `read(path, photos) → Iterator[Document]`."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from news.importers import docx, drupal, table, wordpress
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
    "table": table,
    "drupal": drupal,
}
# Files with these endings are hardly anything but posts.
_POSTS = docx.SUFFIXES | drupal.SUFFIXES


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


def is_known(path: Path) -> bool:
    """Is a file in a folder one to read? Maps, feeds and tables lie there too."""
    ending = path.suffix.lower()
    return ending in _POSTS or any(
        ending in reader.SUFFIXES and reader.sniff(path) for reader in READERS.values()
    )
