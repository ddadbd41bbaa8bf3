"""What text is in this file?

A file that holds no text is refused with one line that names it and says why.
"""

import codecs
import re
from pathlib import Path

from news.vietnamese.folding import nfc

from .document import Doubt, Unreadable

LARGEST_PAGE = 2 * 1024 * 1024

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Signs that no one types and that would split words: byte order marks inside a text,
# zero-width spaces and joiners, control characters.
_UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BINARY = re.compile(
    rb"%PDF-|PK\x03\x04|\x89PNG|\xff\xd8\xff|GIF8[79]a|\xd0\xcf\x11\xe0|\x1f\x8b|Rar!"
)


def text_of(path: Path, largest: int = LARGEST_PAGE) -> str:
    """The file's text: NFC, newlines as \\n, without invisible signs."""
    data = _bytes_of(path, largest)
    text = _decoded(data, path.name)
    text = without_unseen(text)
    if not text.strip():
        raise Unreadable(f"{path.name}: the file is empty")
    return text


def without_unseen(text: str) -> str:
    """NFC, newlines as \\n, without invisible signs.

    >>> without_unseen("Cu\u0323m\u200b I\\r\\n")
    'Cụm I\\n'
    """
    return nfc(_UNSEEN.sub("", _NEWLINES.sub("\n", text)))


def encoding_doubts(path: Path) -> tuple[Doubt, ...]:
    """A file that had to be decoded from UTF-16 deserves a second look."""
    with path.open("rb") as file:
        if file.read(2) not in _UTF_16:
            return ()
    return (Doubt("source", "utf-16", "The file was UTF-16, not UTF-8"),)


def _bytes_of(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
            size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror or error}") from error
    if len(data) > largest:
        raise Unreadable(
            f"{path.name}: {size:,} bytes is too large, the limit is {largest:,} bytes"
        )
    return data


def _decoded(data: bytes, name: str) -> str:
    if _BINARY.match(data):
        raise Unreadable(f"{name}: a binary file, not a text")
    try:
        if data.startswith(_UTF_16):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = "not UTF-8" if b"\0" not in data else "a binary file, not a text"
        raise Unreadable(f"{name}: {reason}") from error
    if "\0" in text:
        raise Unreadable(f"{name}: it holds null bytes")
    return text
