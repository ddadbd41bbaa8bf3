"""How does the body of a document read as the blocks a page stores?"""

import uuid
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from wagtail.blocks import StreamValue

from news.importers.document import (
    Attachment,
    Block,
    Bullets,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
)

from .library import Library
from .photos import alt_text


class UnknownBlock(Exception):
    """A reader gave a block that nobody taught us to store."""


def stored_body(blocks: Iterable[Block], library: Library) -> list[dict[str, Any]]:
    """The raw stream of a body whose files are in the library."""
    return joined(_stored(block, library) for block in blocks)


def joined(parts: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Kinds and values as a stream: running text between two others is one block."""
    stream: list[dict[str, Any]] = []
    for kind, value in parts:
        if kind == "paragraph" and stream and stream[-1]["type"] == "paragraph":
            stream[-1]["value"] += value
        else:
            stream.append({"type": kind, "value": value, "id": str(uuid.uuid4())})
    return stream


def body_html(body: StreamValue) -> str:
    """The running text's markup as it is stored, headings and quotes with theirs."""
    return "\n".join(_markup(body))


def without_ids(body: StreamValue) -> list[Any]:
    """The stream without the random ids: two equal texts are equal."""
    return [_bare(block) for block in body.get_prep_value()]


def _stored(block: Block, library: Library) -> tuple[str, Any]:
    match block:
        case Photo():
            return "photo", _stored_photo(block, library)
        case Attachment():
            return _stored_attachment(block, library)
    return stored_text(block)


def stored_text(block: Block) -> tuple[str, Any]:
    """Of a block that needs no file."""
    match block:
        case Heading(text, level):
            return "heading", {"text": text, "level": str(min(max(level, 2), 4))}
        case Paragraph(html):
            return "paragraph", f"<p>{html}</p>"
        case Bullets(items, ordered):
            tag = "ol" if ordered else "ul"
            inner = "".join(f"<li>{item}</li>" for item in items)
            return "paragraph", f"<{tag}>{inner}</{tag}>"
        case Quote(text, attribution):
            return "quote", {"text": text, "attribution": attribution}
        case Table():
            return "table", _stored_table(block)
        case _:
            raise UnknownBlock(block)


def _stored_photo(photo: Photo, library: Library) -> dict[str, Any]:
    image = library.holds(photo)
    return {
        "photo": image.pk if image else None,
        "caption": photo.caption,
        "credit": photo.credit[:255],
        "alt": alt_text(photo),
        "decorative": False,
        "source": "" if image else photo.source[:255],
    }


def _stored_attachment(block: Attachment, library: Library) -> tuple[str, Any]:
    document = library.holds(block)
    if document is None:
        # The words stay; the report says that the file was not there.
        return "paragraph", f"<p>{escape(block.title or block.source)}</p>"
    return "attachment", {"document": document.pk, "title": block.title}


def _stored_table(table: Table) -> dict[str, Any]:
    header = {(True, True): "both", (True, False): "row", (False, True): "column"}
    chosen = header.get((table.header_row, table.header_column), "")
    return {
        "data": [list(row) for row in table.rows],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": table.header_row,
        "first_col_is_header": table.header_column,
        "table_header_choice": chosen or "neither",
        "table_caption": table.caption,
    }


def _markup(body: StreamValue) -> Iterator[str]:
    for block in body.get_prep_value():
        match block:
            case {"type": "paragraph", "value": html}:
                yield html
            case {"type": "heading", "value": {"text": text, "level": level}}:
                yield f"<h{level}>{escape(text)}</h{level}>"
            case {"type": "quote", "value": {"text": text}}:
                yield f"<blockquote><p>{escape(text)}</p></blockquote>"


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(item) for name, item in value.items() if name != "id"}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value
