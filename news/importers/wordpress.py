"""Which posts does an export of WordPress hold?

Pages, menus and attachments are not posts. What was no public post on the old site
keeps its state, and stays a draft here.
"""

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from news.vietnamese.dates import TIME_ZONE
from news.vietnamese.folding import fold

from .document import Document, Doubt, Photo, Unreadable
from .files_beside import SIZE, largest, with_files
from .header import Header
from .html_elements import elements_of
from .html_parts import parts_of
from .lines import Line, Page, Piece, one_line
from .markup import words_in as _words
from .photos import PHOTO_ENDINGS, base_name
from .posts import post_of
from .shortcodes import with_paragraphs, without_codes
from .wordpress_body import image_number, simplified
from .wxr import Account, Item, read_export

SUFFIXES = frozenset({".xml", ".wxr"})

_NO_TITLE = 100  # characters of the text stand in for a title that is not there
_NOBODY = {"admin", "administrator", "quan tri", "quan tri vien", "root", "webmaster"}
_NO_SECTION = {"uncategorized", "chua-phan-loai", "chua-duoc-phan-loai"}
_NO_POST = {"auto-draft", "inherit"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_ZONES = {timedelta(0), timedelta(hours=7)}


def read(
    path: Path, photos: Path | None = None, known: Collection[str] = ()
) -> Iterator[Document]:
    """The posts in their order; `photos` is a copy of wp-content/uploads."""
    folders = tuple(folder for folder in (path.parent, photos) if folder)
    with closing(Register.of(path)) as register:
        for item in read_export(path, {"post"}):
            if not isinstance(item, Item) or not _is_post(item):
                continue
            post = post_of(path.name, _page(item, register), known)
            blocks = with_files(largest(post.blocks, folders), *folders)
            yield replace(post, blocks=blocks)


def sniff(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            opening = file.read(8192)
    except OSError:
        return False
    return b"<rss" in opening and b"wordpress.org/export/" in opening


def _is_post(item: Item) -> bool:
    return item["post_type"] == "post" and item["status"] not in _NO_POST


# --- what posts refer to ------------------------------------------------------------


@dataclass(slots=True)
class Register:
    """Attachments on disk, however many; the few accounts in memory."""

    files: sqlite3.Connection
    names: dict[str, str] = field(default_factory=dict)  # login → display name

    @classmethod
    def of(cls, path: Path) -> "Register":
        register = cls(sqlite3.connect(""))
        register.files.execute(
            "CREATE TABLE file (number PRIMARY KEY, parent, address, alt, caption)"
        )
        posts = 0
        try:
            for item in read_export(path, {"attachment"}):
                if isinstance(item, Account):
                    register.names[item.login] = item.display_name
                elif item["post_type"] == "attachment":
                    register.add(item)
                posts += isinstance(item, Item)
        except Unreadable:
            # What came before the fault is read: the second walk tells of it.
            if not posts:
                register.close()
                raise
        return register

    def add(self, item: Item) -> None:
        alt = item.meta.get("_wp_attachment_image_alt", "")
        values = (
            item["post_id"].strip(),
            item["post_parent"].strip(),
            item["attachment_url"].strip(),
            one_line(alt),
            _words(item["excerpt"]),
        )
        self.files.execute("REPLACE INTO file VALUES (?, ?, ?, ?, ?)", values)

    def photo(self, number: str) -> Photo | None:
        found = self.files.execute(
            "SELECT address, alt, caption FROM file WHERE number = ?", (number.strip(),)
        ).fetchone()
        return Photo(*found) if found and found[0] else None

    def beside(self, parent: str) -> list[Photo]:
        found = self.files.execute(
            "SELECT address, alt, caption FROM file WHERE parent = ? ORDER BY rowid",
            (parent.strip(),),
        )
        photos = (Photo(*row) for row in found)
        return [
            p for p in photos if base_name(p.source).lower().endswith(PHOTO_ENDINGS)
        ]

    def close(self) -> None:
        self.files.close()


# --- one post -----------------------------------------------------------------------


def _page(item: Item, register: Register) -> Page:
    pieces, body_doubts = _body(item, register)
    title, title_doubts = _title(item, pieces)
    moment, date_doubts = _published(item)
    login = one_line(item["creator"])
    return Page(
        title=title,
        header=Header(submitter=login, moment=moment),
        pieces=tuple(_with_featured(item, register, pieces)),
        address=_address(item),
        addresses=_addresses(item),
        lead=_words(item["excerpt"]),
        tags=_terms(item, "post_tag"),
        categories=_terms(item, "category"),
        state=_state(item),
        author=_author(login, register),
        doubts=(*title_doubts, *date_doubts, *body_doubts),
    )


def _title(item: Item, pieces: Sequence[Piece]) -> tuple[str, tuple[Doubt, ...]]:
    title = _words(item["title"])
    if any(map(str.isalnum, title)):
        return title, ()
    lines = (piece.text for piece in pieces if isinstance(piece, Line))
    said = next((text for text in lines if any(map(str.isalnum, text))), "")
    cut = said if len(said) <= _NO_TITLE else said[:_NO_TITLE].rpartition(" ")[0] + "…"
    message = "The post has no title: its first words, or its number, stand in for one"
    doubt = Doubt("title", "no-title", message)
    return cut or f"Post {item['post_id'].strip()}", (doubt,)


def _published(item: Item) -> tuple[datetime | None, tuple[Doubt, ...]]:
    """The moment itself where the export has it, else the site's own clock."""
    local, utc = _moment(item["post_date"]), _moment(item["post_date_gmt"])
    if utc is None:
        return (local.replace(tzinfo=TIME_ZONE) if local else None), ()
    if local is None or local - utc in _ZONES:
        return utc.replace(tzinfo=UTC).astimezone(TIME_ZONE), ()
    message = f"The site's clock said {local}, which was {utc} UTC: not Vietnam's zone"
    doubt = Doubt("published", "other-zone", message)
    return utc.replace(tzinfo=UTC).astimezone(TIME_ZONE), (doubt,)


def _moment(written: str) -> datetime | None:
    """None for WordPress's "0000-00-00 00:00:00", which drafts have."""
    written = written.strip()
    try:
        if _MOMENT.fullmatch(written):
            # The same, ten times as fast.
            moment = datetime.fromisoformat(written)
        else:
            moment = datetime.strptime(written, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None
    return moment if 1970 < moment.year < 9999 else None


def _address(item: Item) -> str:
    """WordPress never changes a guid, and the site's name is part of it."""
    guid, link = one_line(item["guid"]), one_line(item["link"])
    return guid or link or f"post/{item['post_id'].strip()}"


def _state(item: Item) -> str:
    state = one_line(item["status"]).lower()
    locked = state == "publish" and item["post_password"].strip()
    return "password" if locked else state


def _addresses(item: Item) -> tuple[str, ...]:
    """The post's link, and the number by which WordPress finds each post, too."""
    number = item["post_id"].strip()
    short = f"/?p={number}" if number.isdigit() else ""
    found = (one_line(item["link"]), one_line(item["guid"]), short)
    return tuple(dict.fromkeys(filter(None, found)))


def _author(login: str, register: Register) -> str:
    """The name shown under posts, unless it only names an account."""
    name = one_line(register.names.get(login, ""))
    is_account = name.casefold() == login.casefold() or fold(name) in _NOBODY
    return "" if is_account else name


def _terms(item: Item, domain: str) -> tuple[str, ...]:
    names = (
        _words(term.name)
        for term in item.terms
        if term.domain == domain and term.slug not in _NO_SECTION
    )
    return tuple(dict.fromkeys(name for name in names if name))


# --- its text and its files -----------------------------------------------------------


def _body(item: Item, register: Register) -> tuple[list[Piece], tuple[Doubt, ...]]:
    def gallery(numbers: str) -> str:
        chosen = (register.photo(number) for number in numbers.split(",")[:200])
        photos = chosen if numbers else iter(register.beside(item["post_id"]))
        return "".join(_figure(photo) for photo in photos if photo)

    written = without_codes(item["content"], gallery)
    doubts = [
        Doubt("body_html", "shortcode-dropped", f"Not carried along: [{name}]")
        for name in written.dropped
    ]

    def prepare(soup: BeautifulSoup) -> None:
        simplified(soup)
        for image in elements_of(soup):
            if image.name != "img":
                continue
            photo = register.photo(image_number(image))
            if photo and not str(image.get("alt") or "").strip():
                image["alt"] = photo.alt

    pieces, more = parts_of(with_paragraphs(written.html), prepare)
    return pieces, (*doubts, *more)


def _figure(photo: Photo) -> str:
    said = f"<figcaption>{escape(photo.caption)}</figcaption>" if photo.caption else ""
    source, alt = escape(photo.source), escape(photo.alt)
    return f'\n\n<figure><img src="{source}" alt="{alt}">{said}</figure>\n\n'


def _with_featured(
    item: Item, register: Register, pieces: list[Piece]
) -> Iterator[Piece]:
    """The post's own photo opens it, unless the text shows it anyway."""
    photo = register.photo(item.meta.get("_thumbnail_id", ""))
    shown = {_original(one.source) for one in _photos(pieces)}
    if photo and _original(photo.source) not in shown:
        yield photo
    yield from pieces


def _photos(pieces: Sequence[Piece]) -> Iterator[Photo]:
    for piece in pieces:
        photo = getattr(piece, "photo", piece)
        if isinstance(photo, Photo):
            yield photo


def _is_photo(address: str) -> bool:
    return base_name(address).lower().endswith(PHOTO_ENDINGS)


def _original(address: str) -> str:
    return SIZE.sub("", base_name(address))
