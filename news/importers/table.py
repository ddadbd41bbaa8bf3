"""Which posts does a table hold, a row each, with the columns we have written down?

For sites without a reader of their own (NukeViet, Joomla …): whoever knows the old
database writes its posts into a CSV or JSON file with these columns.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from news.vietnamese.dates import TIME_ZONE

from .document import Block, Document, Doubt, Photo, Unreadable
from .files_beside import largest, with_files
from .header import Header
from .html_parts import parts_of
from .labels import words_in
from .lines import Page, escaped, one_line
from .markup import words_in as words_of
from .posts import post_of
from .reading import without_unseen
from .rows import SUFFIXES as SUFFIXES
from .rows import first_rows, rows

NEEDED = ("title", "body")
COLUMNS = (
    *NEEDED,
    *("id", "address", "published", "submitter", "author", "organisation", "lead"),
    *("photo", "photo_caption", "photo_alt", "categories", "tags", "state"),
    *("source_name", "source_url"),
)

_STATES = {"1": "published", "true": "published", "0": "draft", "false": "draft"}
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_SECONDS = re.compile(r"\d{9,10}")

Row = Mapping[str, str]


def read(
    path: Path, photos: Path | None = None, known: Collection[str] = ()
) -> Iterator[Document]:
    """The posts in their order; a row without a title is called by its place."""
    folders = tuple(folder for folder in (path.parent, photos) if folder)
    strange: set[str] = set()
    doubts: list[Doubt] = []
    for number, row in enumerate(_rows(path, rows(path, doubts)), start=1):
        post = post_of(path.name, _page(row, number), known)
        blocks = with_files(largest(post.blocks, folders), *folders)
        post = _stated(post, blocks, row)
        yield post.doubting(*doubts, *_unknown(row, strange))
        doubts.clear()


def sniff(path: Path) -> bool:
    """By its columns: there are many tables, and few are of posts."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        first = next(_rows(path, first_rows(path)), {})
    except (Unreadable, OSError):
        return False
    return set(NEEDED) <= set(first)


# --- rows ---------------------------------------------------------------------------


def _rows(path: Path, found: Iterable[dict[str, Any]]) -> Iterator[Row]:
    columns: dict[Any, str] = {}  # by their names as they are written
    for row in found:
        if row.keys() != columns.keys():
            columns = {name: one_line(str(name)).casefold() for name in row}
        cells = {
            columns[name]: without_unseen(_text(value)) for name, value in row.items()
        }
        if missing := [name for name in NEEDED if name not in cells]:
            raise Unreadable(f"{path.name}: no column “{missing[0]}”")
        if any(map(str.strip, cells.values())):
            yield cells


def _text(value: Any) -> str:
    match value:
        case str():
            return value.replace("\0", " ")
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(map(_text, value))
    return str(value).replace("\0", " ")


# --- one post -----------------------------------------------------------------------


def _page(row: Row, number: int) -> Page:
    pieces, body_doubts = parts_of(_markup(row["body"]))
    title, title_doubts = _title(row, number)
    header = _header(row.get("published", "").strip())
    photo = row.get("photo", "").strip()
    if photo:
        alt, caption = _said(row, "photo_alt"), _said(row, "photo_caption")
        pieces = [Photo(photo, alt, caption), *pieces]
    return Page(
        title=title,
        header=replace(header, submitter=_said(row, "submitter")),
        pieces=tuple(pieces),
        address=_said(row, "address") or _said(row, "id"),
        addresses=tuple(filter(None, [_said(row, "address")])),
        lead=_said(row, "lead"),
        tags=tuple(words_in(row.get("tags", ""))),
        categories=tuple(words_in(row.get("categories", ""))),
        state=_state(row),
        author=_said(row, "author"),
        doubts=(*title_doubts, *body_doubts),
    )


def _title(row: Row, number: int) -> tuple[str, tuple[Doubt, ...]]:
    title = _said(row, "title")
    if any(map(str.isalnum, title)):
        return title, ()
    doubt = Doubt("title", "no-title", f"Row {number} has no title")
    return f"Post {_said(row, 'id') or number}", (doubt,)


def _header(written: str) -> Header:
    """ISO 8601, seconds since 1970, or a date as people write it, judged as such."""
    with suppress(ValueError, OverflowError, OSError):
        if _SECONDS.fullmatch(written):
            return Header(moment=datetime.fromtimestamp(int(written), UTC))
        moment = datetime.fromisoformat(written)
        return Header(
            moment=moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)
        )
    return Header(when=one_line(written)[:120])


def _markup(body: str) -> str:
    if _MARKUP.search(body):
        return body
    return "".join(f"<p>{escaped(line)}</p>" for line in body.split("\n"))


def _state(row: Row) -> str:
    state = _said(row, "state").lower()
    return _STATES.get(state, state)


def _stated(post: Document, blocks: tuple[Block, ...], row: Row) -> Document:
    """What the table says outright counts more than what the text let us guess."""
    return replace(
        post,
        blocks=blocks,
        organisation=_said(row, "organisation") or post.organisation,
        source_name=_said(row, "source_name") or post.source_name,
        source_url=_said(row, "source_url") or post.source_url,
    )


def _said(row: Row, name: str) -> str:
    return words_of(row.get(name, ""))


def _unknown(row: Row, told: set[str]) -> Iterator[Doubt]:
    """Columns that nobody reads, each once a file."""
    for name in row:
        if name not in COLUMNS and name not in told:
            told.add(name)
            yield Doubt("source", "unknown-column", f"Not read: the column “{name}”")
