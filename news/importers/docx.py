"""What post does a Word file hold?"""

import shutil
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mammoth
from bs4 import BeautifulSoup, Tag

from news.vietnamese.dates import TIME_ZONE

from . import docx_notes, docx_package, docx_text
from .document import Block, Byline, Document, Doubt, Heading, Unreadable
from .docx_package import BROKEN, Package
from .docx_pictures import Pictures
from .docx_styles import Styles
from .files_beside import with_files
from .header import Header
from .html_body import pieces_of
from .html_fields import embed_doubts
from .html_header import typed_header
from .letterhead import without_letterhead
from .lines import Line, Page, Piece, one_line
from .markup import tree
from .people import is_person
from .plain import MOST_LINES
from .posts import post_of

SUFFIXES = frozenset({".docx", ".doc"})

_LONGEST_LINE_OF_A_TITLE = 300
_OF_TEXT = ("word/document", "word/footnotes", "word/endnotes")
_NEEDED = ("word/", "_rels/", "[Content_Types].xml")
_TITLE = "ban-tin-title"
# Mammoth tells of alignment only on its way: it lends the name of a style there.
_ALIGNED = {
    "center": "ban-tin-centred",
    "right": "ban-tin-right",
    "end": "ban-tin-right",
}
_STYLES = f"""
p[style-name='Title'] => h1.{_TITLE}:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='ban-tin-centred'] => p.rtecenter:fresh
p[style-name='ban-tin-right'] => p.rteright:fresh
"""
_KEEPS_ITS_STYLE = ("title", "heading", "caption", "quote", "intense quote")


def read(
    path: Path, photos: Path | None = None, known: Collection[str] = ()
) -> Iterator[Document]:
    """The one post of a file; its photos are on disk until the reader goes on."""
    package = docx_package.opened(path)
    with TemporaryDirectory(prefix="docx-") as name:
        folder = Path(name)
        page, notes = _page(package, folder)
        post = _with_properties(post_of(path.name, page, known), package.properties)
        blocks = (*post.blocks, *notes)
        yield replace(post, blocks=with_files(blocks, folder, path.parent, photos))


def sniff(path: Path) -> bool:
    """By its ending: what else begins as a zip is for others to know."""
    return path.suffix.lower() in SUFFIXES


# --- from Word to lines -------------------------------------------------------------


def _page(package: Package, folder: Path) -> tuple[Page, tuple[Block, ...]]:
    """The page, and the notes that end the post."""
    name = package.path.name
    converted = _converted(package, folder)
    try:
        soup, _ = tree(converted.html)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    _without_inner_links(soup)
    flattened: list[Doubt] = []
    taken_out = docx_notes.taken_out(soup)
    notes = docx_notes.at_the_end(list(pieces_of(taken_out, flattened)))
    title = _title_by_style(soup)
    pieces = list(islice(pieces_of(soup, flattened), MOST_LINES + 1))
    if len(pieces) > MOST_LINES:
        raise Unreadable(f"{name}: more than {MOST_LINES:,} lines: not one post")
    pieces, day, head_doubts = without_letterhead(pieces)
    if not title:
        title, pieces = _title(pieces)
    if not any(map(str.isalnum, title)):
        raise Unreadable(f"{name}: no title: the file holds no text")
    header, author, pieces = typed_header(Header(), pieces)
    doubts = [*converted.doubts, *embed_doubts(soup), *flattened, *head_doubts]
    doubts += docx_notes.doubts(package, notes)
    if not header.when and day:
        header = replace(header, moment=datetime.combine(day, time(), TIME_ZONE))
        doubts.append(Doubt("published", "day-only", "The file names a day, no time"))
    elif not header.when:
        header, more = _by_properties(header, package.properties)
        doubts += more
    page = Page(title, header, tuple(pieces), author=author, doubts=tuple(doubts))
    return page, notes


@dataclass(slots=True)
class _Converted:
    html: str
    doubts: tuple[Doubt, ...]


def _converted(package: Package, folder: Path) -> _Converted:
    prepared = folder / "prepared.docx"
    doubts, linked = _prepare(package, prepared)
    damaged = _add_photos(package, prepared)
    pictures = Pictures(folder, linked, damaged)
    try:
        with prepared.open("rb") as file:
            result = mammoth.convert_to_html(
                file,
                style_map=_STYLES,
                include_embedded_style_map=False,
                external_file_access=False,
                convert_image=mammoth.images.img_element(pictures.kept),
                transform_document=mammoth.transforms.paragraph(_with_alignment),
            )
    except Unreadable as error:
        raise Unreadable(f"{package.path.name}: {error}") from error
    except Exception as error:
        # Mammoth trusts what it reads: a garbled file can fail in any line of it.
        message = f"{package.path.name}: a Word file that cannot be read"
        raise Unreadable(message) from error
    finally:
        prepared.unlink(missing_ok=True)
    lost = _lost(str(message.message) for message in result.messages)
    return _Converted(result.value, (*doubts, *pictures.doubts, *lost))


def _prepare(package: Package, to: Path) -> tuple[tuple[Doubt, ...], list[str]]:
    """Writes the parts that hold text and photos, the text made plain.

    The answer has the names of photos outside the file: they are never fetched.
    """
    styles = Styles.of(package.xml("word/styles.xml"))
    doubts: list[Doubt] = []
    linked: list[str] = []
    with zipfile.ZipFile(to, "w") as prepared:
        for name, part in package.parts.items():
            if name.startswith(_OF_TEXT) and name.endswith(".xml"):
                root = package.xml(name)
                assert root is not None  # noqa: S101, every part has been parsed once
                targets = _targets(package, name)
                linked += [targets.get(n, "") for n in docx_text.linked_photos(root)]
                part, more = docx_text.plain_part(root, styles)
                doubts += more
            if name.startswith(_NEEDED):
                prepared.writestr(name, part)
    return tuple(dict.fromkeys(doubts)), linked


def _add_photos(package: Package, to: Path) -> list[str]:
    """The answer has those that cannot be unpacked: the text need not suffer."""
    damaged = []
    one = to.with_suffix(".photo")
    with zipfile.ZipFile(package.path) as source, zipfile.ZipFile(to, "a") as prepared:
        for name in package.media:
            if not name.startswith("word/media/") or name.endswith("/"):
                continue
            try:
                with source.open(name) as packed, one.open("wb") as copy:
                    shutil.copyfileobj(packed, copy)
                prepared.write(one, name)
            except BROKEN:
                damaged.append(name)
    one.unlink(missing_ok=True)
    return damaged


def _targets(package: Package, name: str) -> dict[str, str]:
    folder, _, file = name.rpartition("/")
    root = package.xml(f"{folder}/_rels/{file}.rels")
    relations = () if root is None else tuple(root)
    return {one.get("Id", ""): one.get("Target", "") for one in relations}


def _with_alignment(paragraph: Any) -> Any:
    style = (paragraph.style_name or "").lower()
    lent = _ALIGNED.get(paragraph.alignment or "")
    if not lent or paragraph.numbering or style.startswith(_KEEPS_ITS_STYLE):
        return paragraph
    return paragraph.copy(style_id=None, style_name=lent)


def _lost(messages: Iterator[str]) -> Iterator[Doubt]:
    for message in dict.fromkeys(messages):
        if message.startswith("An unrecognised element was ignored"):
            lost = message.rpartition(": ")[2].rpartition("}")[2]
            yield Doubt("body_html", "not-carried", f"Not carried along: {lost}")


# --- title, date, author ------------------------------------------------------------


def _without_inner_links(soup: BeautifulSoup) -> None:
    """Footnotes keep their numbers, not their arrows."""
    for link in soup.select("a[href^='#']"):
        if link.get_text(strip=True) == "↑":
            link.decompose()
        else:
            link.unwrap()
    for anchor in soup.select("a[id]:not([href])"):
        anchor.unwrap()


def _title_by_style(soup: BeautifulSoup) -> str:
    found = soup.select(f"h1.{_TITLE}")
    title = " ".join(one_line(tag.get_text(" ")) for tag in found)
    for tag in found:
        _lift_photos(tag)
        tag.decompose()
    return one_line(title)


def _lift_photos(tag: Tag) -> None:
    for image in tag.find_all("img"):
        tag.insert_after(image.extract())


def _title(pieces: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The lines set as a title on top, else the first line; and what is left."""
    start = next(
        (at for at, piece in enumerate(pieces) if isinstance(piece, Line | Heading)), -1
    )
    if start < 0:
        return "", list(pieces)
    end = start + 1
    while end < len(pieces) and _goes_on(pieces[end - 1], pieces[end]):
        end += 1
    title = " ".join(_said(piece) for piece in pieces[start:end])
    return title, [*pieces[:start], *pieces[end:]]


def _goes_on(above: Piece, piece: Piece) -> bool:
    lines = [one for one in (above, piece) if isinstance(one, Line)]
    return len(lines) == 2 and all(
        {"centred", "bold"} <= line.styles
        and len(line.text) <= _LONGEST_LINE_OF_A_TITLE
        for line in lines
    )


def _said(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line | Heading) else ""


def _by_properties(
    header: Header, properties: dict[str, str]
) -> tuple[Header, tuple[Doubt, ...]]:
    for name in ("created", "modified"):
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(properties.get(name, ""))
            zoned = moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)
            message = f"The text does not say when; the file was {name} then"
            doubt = Doubt("published", "from-properties", message)
            return replace(header, moment=zoned.astimezone(TIME_ZONE)), (doubt,)
    return header, ()


def _with_properties(post: Document, properties: dict[str, str]) -> Document:
    """Whoever made the file, where nobody signed and it is a person's name.

    "Windows User" is written as one: a surname is asked for.
    """
    creator = properties.get("creator", "")
    if post.authors or post.source_name or not is_person(creator, surname_needed=True):
        return post
    message = f"Nobody signed; the file was made by {creator}"
    doubt = Doubt("author", "from-properties", message)
    return replace(post, authors=(Byline(creator),)).doubting(doubt)
