"""Which reader knows a file or folder? Each is `read(path, photos) → Documents`."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from news.importers import docx, drupal, drupal_export, table, wordpress
from news.importers.document import Document, Unreadable


class Reader(Protocol):
    SUFFIXES: frozenset[str]

    def read(
        self, path: Path, photos: Path | None = None, known: Collection[str] = ()
    ) -> Iterator[Document]: ...

    def sniff(self, path: Path) -> bool: ...


EXPORT = "drupal-export"
READERS: dict[str, Reader] = {
    "docx": docx,
    "wordpress": wordpress,
    "table": table,
    EXPORT: drupal_export,
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


def source_of(name: str) -> str:
    """Whose numbers and addresses its posts bear: two readers may share a site."""
    return str(getattr(READERS[name], "SOURCE", name))


def files(paths: Iterable[Path], name: str = "auto") -> list[Path]:
    """The files named, and those in the folders named that a reader may know.

    A folder that is an export is read as one. In any other, pages come first: a Word
    file can be the attachment of one.
    """
    found: list[Path] = []
    for path in paths:
        found += _in_folder(path, name) if path.is_dir() else [path]
    return found


def _in_folder(folder: Path, name: str) -> list[Path]:
    if name == EXPORT:
        return [folder]
    below = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    exports = sorted(filter(drupal_export.sniff, below)) if name == "auto" else []
    known = (
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(path.is_relative_to(export) for export in exports)
        and is_known(path)
    )
    return exports + sorted(known, key=lambda path: (not _is_page(path), path))


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in drupal.SUFFIXES


def is_known(path: Path) -> bool:
    """Is a file in a folder one to read? Maps, feeds and tables lie there too."""
    ending = path.suffix.lower()
    return ending in _POSTS or any(
        ending in reader.SUFFIXES and reader.sniff(path) for reader in READERS.values()
    )
