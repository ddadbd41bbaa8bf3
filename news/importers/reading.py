"""What text is in this file?

A file that holds no text is refused with one line that names it and says why.
"""

import codecs
import re
from collections.abc import Container, Mapping
from io import BytesIO
from pathlib import Path

from news.vietnamese.encodings import is_ours, looks_legacy, read_as, western
from news.vietnamese.folding import nfc

from .document import Doubt, Unreadable

LARGEST_PAGE = 2 * 1024 * 1024
_ENOUGH = 200_000  # characters of a larger file, to tell its encoding by
OLD_LETTERS = "old-letters"

_MARKUP = re.compile(r"<[^<>]*>|&[#\w]{2,10};")
# In a table words stand side by side without a space.
_BETWEEN = re.compile(rf"{_MARKUP.pattern}|[,;\"]")
_FONTS = {"TCVN3 (ABC)", "VNI", "VPS"}
_NAMES = {
    "utf-16": "UTF-16",
    OLD_LETTERS: "in an encoding of one byte a letter",
    "utf-8-twice": "UTF-8 that was taken for windows-1252",
}
_WESTERN = "windows-1252"
# In which a line is read by itself as it is in the whole.
_BY_LINES = {"windows-1258", _WESTERN}
# Letters that no encoding but Unicode has in one piece.
_OURS_ALONE = re.compile("[Ạ-ỹ]")
_UTF_8_TWICE = "UTF-8 (windows-1252)"
# "ố" and its like begin so, "à" and its like, "ư" and "ơ".
_TWICE = re.compile("á[º»]|Ã[\x80-\xbf€-™]|Æ[°¡]")
_FEWEST_TWICE = 3
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_A_PIECE = re.compile(rb"\xe1[\xba\xbb][\x80-\xbf]")
# How UTF-8 writes our letters and quotes; windows-1252 has a capital there and a sign.
_UTF_8 = re.compile(rb"[\xc2-\xc6][\x80-\xbf]|[\xe1\xe2][\x80-\xbf]{2}")
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
    return text_and_doubts(path, largest)[0]


def text_and_doubts(
    path: Path, largest: int = LARGEST_PAGE
) -> tuple[str, tuple[Doubt, ...]]:
    """The same; whatever was decoded from anything but UTF-8 deserves a second look."""
    text, doubts = _told(_bytes_of(path, largest), path.name)
    text = without_unseen(text)
    if not text.strip():
        raise Unreadable(f"{path.name}: the file is empty")
    return text, doubts


def rows_as_stored(
    path: Path, largest: int
) -> tuple[str, tuple[Doubt, ...], frozenset[int]]:
    """The text with every sign it has: a newline more would end a table's row.

    And the numbers of its lines, from 0, that are UTF-8, or hold some, in a table of
    windows-1258 or windows-1252: somebody added rows to it later.
    """
    data = _bytes_of(path, largest)
    late = {} if b"\0" in data else _late(data)
    rest = _without(data, late) if late else data
    text, doubts = _told(rest, path.name)
    if not {doubt.code for doubt in doubts} & _BY_LINES:
        return *(_told(data, path.name) if late else (text, doubts)), frozenset()
    pieces = {at for at, line in enumerate(BytesIO(rest)) if _holds_utf_8(line)}
    return _with(text, late), doubts, frozenset(late) | pieces


def _late(data: bytes) -> dict[int, str]:
    """What the lines say that are UTF-8, by their numbers, where most are not."""
    strange, meant = 0, dict[int, str]()
    for at, line in enumerate(BytesIO(data)):
        strange += not line.isascii()
        if (said := in_utf_8(line)) is not None:
            meant[at] = said.removesuffix("\n")
    return meant if 2 * len(meant) < strange else {}


def _without(data: bytes, late: Container[int]) -> bytes:
    lines = enumerate(BytesIO(data))
    return b"".join(
        b"\n" * line.endswith(b"\n") if at in late else line for at, line in lines
    )


def _with(text: str, late: Mapping[int, str]) -> str:
    if not late:
        return text
    found = text.split("\n")
    for at, meant in late.items():
        found[at] = meant
    return "\n".join(found)


def _holds_utf_8(line: bytes) -> bool:
    """Whether it may be such, though not surely, or a piece of it is."""
    if not _SEQUENCE.search(line):
        return False
    try:
        return _is_ours(line.decode())
    except UnicodeDecodeError:
        return bool(_A_PIECE.search(line)) and not any(map(_is_ours, _in_old(line)))


def in_utf_8(line: bytes) -> str | None:
    """What a line says that is UTF-8 as surely as a line can be; None of any other.

    >>> in_utf_8("Lễ ra quân".encode()), in_utf_8("Cà Mau".encode("cp1258"))
    ('Lễ ra quân', None)

    "XÃ" with a space behind it that does not break would be UTF-8, too:

    >>> in_utf_8("XÃ\xa0 BA".encode("cp1252"))

    So would "quá»…", but no letter of UTF-8 begins with the "«" before it. (Where that
    stands in an earlier line of its cell, the row comes with a letter that is wrong.)
    """
    if not _SEQUENCE.search(line):
        return None
    try:
        meant = line.decode()
    except UnicodeDecodeError:
        return None
    if _OURS_ALONE.search(meant):
        return meant
    return meant if _is_ours(meant) and not any(map(_is_ours, _in_old(line))) else None


def _in_old(line: bytes) -> tuple[str, str]:
    return western(line), line.decode("cp1258", errors="replace")


def _is_ours(text: str) -> bool:
    return is_ours(_BETWEEN.sub(" ", text))


def _told(data: bytes, name: str) -> tuple[str, tuple[Doubt, ...]]:
    encoding, text = _decoded(data, name)
    if encoding == "utf-8":
        return text, ()
    message = f"The file was {_NAMES.get(encoding, encoding)}, not UTF-8"
    return text, (Doubt("source", encoding, message),)


def is_utf_8(path: Path) -> bool:
    """Whether a file of any size can be read as such, piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        data = file.read(4000)
        if _utf_16_of(data):
            return False
        try:
            while data:
                decoder.decode(data)
                data = file.read(1024 * 1024)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def codec_of(path: Path) -> str:
    """By which a file may be begun to be read, whatever the rest of it is."""
    with path.open("rb") as file:
        return _utf_16_of(file.read(4000)) or "utf-8-sig"


def without_unseen(text: str) -> str:
    """NFC, newlines as \\n, without invisible signs.

    >>> without_unseen("Cu\u0323m\u200b I\\r\\n")
    'Cụm I\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return nfc(_UNSEEN.sub("", _NEWLINES.sub("\n", text)))


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


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The encoding, a code of the report, and the text."""
    if _BINARY.match(data):
        raise Unreadable(f"{name}: a binary file, not a text")
    try:
        if wide := _utf_16_of(data):
            encoding, text = "utf-16", data.decode(wide)
        else:
            encoding, text = "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise Unreadable(f"{name}: a binary file, not a text") from error
        found = _of_one_byte(data)
        if found is None:
            raise Unreadable(f"{name}: not UTF-8") from error
        encoding, text = found
    if "\0" in text:
        raise Unreadable(f"{name}: it holds null bytes")
    mended = _mended(text)
    return (encoding, text) if mended is None else ("utf-8-twice", mended)


def _utf_16_of(data: bytes) -> str:
    """The codec of a text of two bytes a letter; "" for any other.

    Without a mark at its start it is known by its null bytes: most letters of a page
    have one, all on the same side.
    """
    if data.startswith(_UTF_16):
        return "utf-16"
    sample = data[:4000]
    low, high = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or len(sample) > 4 * max(low, high):
        return ""
    # Some letters have one on the other side: the marks of decomposed Vietnamese.
    if high > 4 * low:
        return "utf-16-le"
    return "utf-16-be" if low > 4 * high else ""


def _of_one_byte(data: bytes) -> tuple[str, str] | None:
    """What old programs wrote; None where no old encoding makes Vietnamese of it.

    TCVN3, VNI and VPS stay Western letters here: which words they are is judged with
    the whole page before one's eyes (`old_letters`).
    """
    text = western(data)
    words = telling(text)
    found = looks_legacy(words)
    if found == "windows-1258":
        try:
            return found, data.decode("cp1258")
        except UnicodeDecodeError:
            return None
    if found in _FONTS:
        return OLD_LETTERS, text
    # A Western program that met no letter it lacks: "Cà Mau – “tin” tháng 5". One row
    # of UTF-8 in a long table is no such thing.
    if _UTF_8.search(data) or not _is_ours(text):
        return None
    return _WESTERN, text


def telling(text: str) -> str:
    """What is enough of a text to tell its encoding by, without its markup."""
    if len(text) > LARGEST_PAGE:
        lines = (line for line in text.split("\n") if not line.isascii())
        text = "\n".join(lines)[:_ENOUGH]
    return _BETWEEN.sub(" ", text)


def _mended(text: str) -> str | None:
    """UTF-8 that a program took for Western letters, and stored as UTF-8 once more.

    None for any other text.
    """
    if len(_TWICE.findall(text)) < _FEWEST_TWICE:
        return None
    words = _MARKUP.sub(" ", text)
    found = looks_legacy(words)
    return read_as(found, text) if found == _UTF_8_TWICE else None
