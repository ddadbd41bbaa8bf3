"""What does a source say whose letters are those of an old encoding?

Word's fonts tell which (`docx_text`); elsewhere only the words can. What makes no more
Vietnamese of them is left as it is.
"""

import re
from collections.abc import Callable, Iterator, Set
from functools import partial
from itertools import chain

from news.vietnamese.encodings import as_utf_8, holds_utf_8
from news.vietnamese.repairs import encoding_in, repaired

from .document import Bullets, Doubt, Heading, Paragraph, Photo, Quote, Table
from .lines import Line, Page, Piece, Shown, one_line, plain
from .reading import telling
from .retelling import Telling, retold, retold_piece

# Letters and signs of Western fonts that Vietnamese texts hardly hold: three of them,
# or of the signs of VIQR, and a closer look is worth its time.
_STRANGE = re.compile(r"[¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŽžŸƒˆ˜†‡‰‹›]|[\^+]")
_FEWEST = 3
_SOFT_HYPHEN = "\xad"  # in TCVN3 it is "ư"
_SHOWN = 60  # characters of a message
_MIXED = Doubt(
    "body_text", "mixed-letters", "Typed in UTF-8, unlike the rest of the file"
)
_MARKUP = re.compile(r"(<[^<>]*>|&[#\w]+;)")


def in_letters_of_today(page: Page) -> tuple[Page, tuple[Doubt, ...]]:
    """The page as it was meant, and a doubt that shows what was read and how."""
    texts = [text for text in _texts(page) if text]
    whole = "\n".join(texts)
    soft = _SOFT_HYPHEN in whole
    strange = len(_STRANGE.findall(whole))
    encoding = encoding_in(whole) if strange >= _FEWEST else None
    if encoding is None:
        return (_all(page, _without_soft_hyphens) if soft else page), ()
    read = partial(_read, encoding=encoding)
    meant = _all(page, lambda text: _without_soft_hyphens(read(text)))
    before = max(texts, key=lambda text: len(_STRANGE.findall(text[:_SHOWN])))[:_SHOWN]
    return meant, (_read_doubt(encoding, before, read(before)),)


def reading_of(
    text: str, doubt: Callable[[Doubt], None]
) -> tuple[Telling, tuple[Doubt, ...]]:
    """How each line of a file is read whose bytes are in one old encoding.

    What is to be told of one line alone goes to `doubt` while that line is read.
    """
    words = telling(text)
    encoding = encoding_in(words)
    if encoding is None:
        return str, ()
    read = partial(_read, encoding=encoding)
    before = max(words.split("\n")[:100], key=lambda line: len(_STRANGE.findall(line)))
    before = one_line(before)[:_SHOWN]
    told = _read_doubt(encoding, before, read(before))

    def line(written: str) -> str:
        meant = as_utf_8(written)
        if meant is not None or holds_utf_8(written):
            doubt(_MIXED)
        return meant or _in_markup(written, read)

    return line, (told,)


def telling_of(mixed: Set[int], doubt: Callable[[Doubt], None]) -> Telling:
    """The lines of a file as they are, one after the other; of those it is told."""
    at = 0

    def line(written: str) -> str:
        nonlocal at
        if at in mixed:
            doubt(_MIXED)
        at += written.endswith("\n")
        return written

    return line


def _read_doubt(encoding: str, before: str, after: str) -> Doubt:
    message = f"{encoding}: “{before[:_SHOWN]}” was read “{after[:_SHOWN]}”"
    return Doubt("body_text", "encoding-read", message)


def _all(page: Page, read: Telling) -> Page:
    in_markup = partial(_in_markup, read=read)
    return retold(page, read, lambda piece: retold_piece(piece, read, in_markup))


def _without_soft_hyphens(text: str) -> str:
    """Nobody sees where a word may be broken, or finds a word that holds one."""
    return text.replace(_SOFT_HYPHEN, "")


def _read(text: str, encoding: str) -> str:
    repair = repaired(text, encoding)
    return repair.after if repair else text


def _in_markup(html: str, read: Telling) -> str:
    if "<" not in html and "&" not in html:
        return read(html)
    parts = _MARKUP.split(html)
    return "".join(part if at % 2 else read(part) for at, part in enumerate(parts))


def _texts(page: Page) -> Iterator[str]:
    yield page.title
    yield page.lead
    yield from chain.from_iterable(map(_said, page.pieces))


def _said(piece: Piece) -> Iterator[str]:
    match piece:
        case Line(_):
            yield piece.text
        case Paragraph(html):
            yield plain(html)
        case Heading(text) | Quote(text):
            yield text
        case Bullets(items):
            yield from map(plain, items)
        case Table(rows):
            yield from chain.from_iterable(rows)
        case Shown(Photo(caption=caption)) | Photo(caption=caption):
            yield caption
