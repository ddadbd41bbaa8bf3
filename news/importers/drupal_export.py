"""Which posts does an export of a Drupal database hold? A folder, a table a file.

CSV or JSON, under the names the tables have in Drupal 7 or in 8 to 11. A node that was
not published keeps that state, and stays a draft here.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from .document import Attachment, Block, Document, Doubt, Photo, Unreadable
from .drupal_rows import Row, number
from .drupal_tables import Register, Use, look_into_nodes, tables
from .drupal_tokens import Token, without_tokens
from .files_beside import with_files
from .header import Header
from .html_fields import kind_of_field
from .html_parts import parts_of
from .lines import Page, Piece, one_line, plain
from .markup import inline
from .old_addresses import of_title
from .photos import PHOTO_ENDINGS, base_name
from .posts import post_of
from .shortcodes import with_paragraphs

SUFFIXES: frozenset[str] = frozenset()  # A folder, and no file.
# A post is the same whether it comes as a saved page or from the database.
SOURCE = "drupal"

_NO_POSTS = {"page", "webform", "panel", "slideshow", "slide", "banner", "block"}
_FOLDERS = ("", "files", "sites/default/files")
_UPLOADED = re.compile(
    r"^(?:.*/)?(?:sites/[^/]+/files|system/files|files)/"
    r"(?:styles/[^/]+/(?:public|private)/)?|^(?:public|private)://"
)
# What a field of words says more than that is text of the post.
_LONGEST_REMARK = 100
_USED = {"lead", "author"}


def read(
    path: Path, photos: Path | None = None, known: Collection[str] = ()
) -> Iterator[Document]:
    """The posts in the order of their numbers; `photos` is a copy of files/."""
    found = tables(path) if path.is_dir() else {}
    if not found:
        if path.is_dir():
            look_into_nodes(path)
        raise Unreadable(f"{path.name}: not the folder of an export of Drupal")
    folders = [
        top / below for top in (photos, path, path.parent) if top for below in _FOLDERS
    ]
    with closing(Register(found)) as register:
        others = Counter({k: n for k, n in register.kinds().items() if k in _NO_POSTS})
        for node in register.nodes():
            if node["kind"] in _NO_POSTS:
                continue
            post = post_of(path.name, _page(node, register), known)
            blocks = with_files([_placed(block) for block in post.blocks], *folders)
            told = (*dict.fromkeys(register.doubts), *_left_out(others))
            yield replace(post, blocks=blocks).doubting(*told)
            others.clear()
            register.doubts.clear()
    if others:
        raise Unreadable(f"{path.name}: {_told(others)}")


def sniff(path: Path) -> bool:
    try:
        return path.is_dir() and bool(tables(path))
    except OSError:
        return False


def _left_out(others: Counter[str]) -> Iterator[Doubt]:
    """What is no post, told once: with the first."""
    if others:
        yield Doubt("source", "not-a-post", _told(others))


def _told(others: Counter[str]) -> str:
    kinds = ", ".join(f"{count} of the kind {kind}" for kind, count in others.items())
    return f"Nodes that are no posts were left out: {kinds}"


# --- one post -----------------------------------------------------------------------


def _page(node: Row, register: Register) -> Page:
    nid = node["nid"]
    body, summary = register.body(node)
    said, unsaid = _said(nid, register)
    left_over = [_left_over(field, value) for field, value in unsaid]
    pieces, doubts = _body("\n\n".join([body, *(t for t, _ in left_over)]), register)
    told = (doubt for _, doubts in left_over for doubt in doubts)
    title = plain(inline(node["title"]))
    aliases = register.aliases(nid)
    return Page(
        title=title,
        header=_header(node, register),
        pieces=tuple(_with_uses(register.uses(nid), pieces)),
        address=f"node/{nid}",
        addresses=(f"node/{nid}", *(aliases or of_title(title))),
        lead=plain(inline(summary)) or said.get("lead", ""),
        tags=tuple(_terms(nid, register, wanted="tags")),
        categories=tuple(_terms(nid, register, wanted="categories")),
        state="published" if node["status"] == "1" else "unpublished",
        author=said.get("author", ""),
        doubts=(*doubts, *told),
    )


def _header(node: Row, register: Register) -> Header:
    seconds = number(node["created"])
    try:
        moment = datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, OSError, ValueError):
        moment = None
    return Header(submitter=one_line(register.account(node["uid"])), moment=moment)


def _said(nid: str, register: Register) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Fields of words, by what they hold; the first of a kind counts.

    And the others: nobody knows what they are, but they are words of the post.
    """
    said: dict[str, str] = {}
    others = []
    for field, value in register.words(nid):
        kind = kind_of_field(field)
        if kind in _USED and kind not in said:
            said[kind] = plain(inline(value))
        else:
            others.append((field, value))
    return said, others


def _left_over(field: str, value: str) -> tuple[str, list[Doubt]]:
    """A field that nothing here is for: long ones end the text, short ones are told."""
    words = one_line(plain(inline(value)))
    if not words:
        return "", []
    if len(words) <= _LONGEST_REMARK:
        message = f"Not carried along: the field {field}: {words}"
        return "", [Doubt("source", "field-left-out", message)]
    message = f"The field {field} stands at the end of the text: {words[:80]}…"
    text = with_paragraphs(value)
    return f"<div>{text}</div>", [Doubt("body_html", "field-appended", message)]


def _terms(nid: str, register: Register, wanted: str) -> Iterator[str]:
    """Tags, or all else by which the old site sorted its posts."""
    for name, vocabulary in register.terms(nid):
        is_tag = kind_of_field(vocabulary.casefold()) == "tags"
        if is_tag == (wanted == "tags") and one_line(name):
            yield one_line(name)


# --- its text and its files -----------------------------------------------------------


def _body(body: str, register: Register) -> tuple[list[Piece], tuple[Doubt, ...]]:
    lost: list[Doubt] = []

    def shown(address: str, alt: str, name: str, caption: str = "") -> str:
        if not address:
            message = f"Not carried along: the file {name}, which the tables lack"
            lost.append(Doubt("body_html", "media-dropped", message))
            return ""
        said = f' data-caption="{escape(caption)}"' if caption else ""
        return f'<img src="{escape(address)}" alt="{escape(alt)}"{said}>'

    def prepare(soup: BeautifulSoup) -> None:
        for tag in soup.find_all("drupal-media"):
            uuid = str(tag.get("data-entity-uuid") or "")
            address, alt = register.media(uuid)
            caption = str(tag.get("data-caption") or "")
            made = shown(address, str(tag.get("alt") or alt), uuid, caption)
            tag.replace_with(BeautifulSoup(made, "html.parser"))

    def replaced(token: Token) -> str:
        return shown(register.file(token.fid), token.alt, token.fid)

    written, unread = without_tokens(body, replaced)
    lost += [Doubt("body_html", "media-dropped", told) for told in unread]
    pieces, doubts = parts_of(with_paragraphs(written), prepare)
    return pieces, (*doubts, *lost)


def _with_uses(uses: Sequence[Use], pieces: list[Piece]) -> Iterator[Piece]:
    """The post's own photo opens it, the others and its files close it.

    What the text shows already comes once.
    """
    shown = {_below_files(photo.source) for photo in _photos(pieces)}
    new = [use for use in uses if not _is_shown(use, shown)]
    photos = [use for use in new if _is_photo(use)]
    yield from (Photo(use.address, use.alt, use.title) for use in photos[:1])
    yield from pieces
    yield from (Photo(use.address, use.alt, use.title) for use in photos[1:])
    for use in new:
        if use not in photos:
            yield Attachment(use.address, use.title or base_name(use.address))


def _is_shown(use: Use, shown: Collection[str]) -> bool:
    """By its place below files/; where that is not known, by its name alone.

    Every month's folder may have its `1.jpg`.
    """
    here = _below_files(use.address)
    names = {base_name(other) for other in shown if "/" not in other or "/" not in here}
    return here in shown or base_name(here) in names


def _photos(pieces: Sequence[Piece]) -> Iterator[Photo]:
    for piece in pieces:
        photo = getattr(piece, "photo", piece)
        if isinstance(photo, Photo):
            yield photo


def _is_photo(use: Use) -> bool:
    is_named_so = base_name(use.address).lower().endswith(PHOTO_ENDINGS)
    return use.kind == "image" or is_named_so


def _placed(block: Block) -> Block:
    """The block, its file's address as it is below files/."""
    match block:
        case Photo(source) | Attachment(source):
            return replace(block, source=_below_files(source))
    return block


def _below_files(address: str) -> str:
    return _UPLOADED.sub("", address.split("?")[0])
