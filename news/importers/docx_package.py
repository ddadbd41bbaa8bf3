"""Is this a Word file that is safe to open, and which of its parts do we need?

A `.docx` is a zip of XML: both can be made to fill a disk or to read other files, so
everything is measured before anything is unpacked.
"""

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from .document import Unreadable
from .lines import one_line

MB = 1024 * 1024
LARGEST_FILE = 100 * MB
LARGEST_UNPACKED = 200 * MB
LARGEST_PART = 8 * MB  # of XML
MOST_ENTRIES = 2_000
MOST_ELEMENTS = 60_000  # some 200 pages; more takes longer than anyone waits
DEEPEST = 150
HIGHEST_RATIO = 200  # text packs to a twentieth, a bomb to a thousandth

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_UNSAFE = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\\|\0")
_ENCRYPTED = 0x1
_CORE = "docProps/core.xml"
_MAIN = re.compile(r"word/document\d*\.xml")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts by name; what is no XML stays packed until it is asked for."""

    path: Path
    parts: dict[str, bytes] = field(default_factory=dict)
    media: tuple[str, ...] = ()

    def xml(self, name: str) -> Element | None:
        part = self.parts.get(name)
        return fromstring(part, forbid_dtd=True) if part else None

    @property
    def properties(self) -> dict[str, str]:
        """Creator, created and modified, as Word noted them."""
        root = self.xml(_CORE)
        children = () if root is None else tuple(root)
        return {_local(child): one_line(child.text or "") for child in children}


def opened(path: Path) -> Package:
    """Raises `Unreadable`, with one line that says what is wrong with the file."""
    try:
        _check_kind(path)
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(path.name, entries)
            names = {entry.filename for entry in entries}
            if not any(map(_MAIN.fullmatch, names)):
                raise Unreadable(f"{path.name}: a zip, but not a Word document")
            parts = {
                name: _part(path.name, archive, name)
                for name in sorted(names)
                if name.lower().endswith((".xml", ".rels"))
            }
            media = tuple(sorted(name for name in names if name not in parts))
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror or error}") from error
    except BROKEN as error:
        message = f"{path.name}: a broken Word file ({one_line(str(error))})"
        raise Unreadable(message) from error
    return Package(path, parts, media)


# What zipfile and its decompressors say of files that are cut off or garbled.
BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, KeyError, ValueError),
    *(NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError),
)


def _check_kind(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // MB
        raise Unreadable(f"{path.name}: {size // MB} MB; at most {limit} MB are read")
    with path.open("rb") as file:
        opening = file.read(8)
        if opening == _OLE:
            locked = _LOCKED in opening + file.read()
            raise Unreadable(f"{path.name}: {_OLD_OR_LOCKED[locked]}")
    if not opening:
        raise Unreadable(f"{path.name}: the file is empty")
    if not opening.startswith(b"PK"):
        raise Unreadable(f"{path.name}: not a Word document (.docx)")


_OLD_OR_LOCKED = {
    True: "locked with a password; save it without one",
    False: "an old Word file (.doc); open it in Word and save it as .docx",
}


def _check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"{name}: more than {MOST_ENTRIES:,} files inside")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Unreadable(
            f"{name}: unpacked it is larger than {LARGEST_UNPACKED // MB} MB"
        )
    if len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable(f"{name}: two files inside have one name")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(f"{name}: {_OLD_OR_LOCKED[True]}")
        if _UNSAFE.search(entry.filename):
            raise Unreadable(f"{name}: a name inside leads out of the file")
        packed = max(entry.compress_size, 1)
        if entry.file_size > MB and entry.file_size > HIGHEST_RATIO * packed:
            raise Unreadable(f"{name}: packed far too tightly (a zip bomb?)")


def _part(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > LARGEST_PART:
        limit = LARGEST_PART // MB
        raise Unreadable(f"{name}: more than {limit} MB of text in {part}")
    data = archive.read(part)
    _check_xml(name, archive, part)
    return data


def _check_xml(name: str, archive: zipfile.ZipFile, part: str) -> None:
    depth = count = 0
    try:
        with archive.open(part) as file:
            for event, tag in iterparse(file, ("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                count += event == "start"
                if depth > DEEPEST or count > MOST_ELEMENTS:
                    raise Unreadable(f"{name}: more markup in {part} than any text has")
                if event == "end":
                    tag.clear()
    except DefusedXmlException as error:
        message = f"{name}: {part} declares a document type or entities; not read"
        raise Unreadable(message) from error
    except (ParseError, LookupError, ValueError) as error:
        # An encoding that nobody knows is none of the parser's own faults.
        message = f"{name}: a broken Word file ({part}: {one_line(str(error))})"
        raise Unreadable(message) from error


def _local(tag: Element) -> str:
    return str(tag.tag).rpartition("}")[2]
