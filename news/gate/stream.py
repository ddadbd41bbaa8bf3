"""What does a stored body hold? Read without the database and without trust.

A draft may be half filled in and an import may be broken: what is not in the expected
shape is passed over, never an error.
"""

from dataclasses import dataclass, field
from typing import Any

from .markup import Anchor, one_line, read
from .post import HeadingUse, Passage, TableUse


@dataclass(frozen=True, slots=True)
class Stream:
    """Photos, attachments and links still as stored: (block, value)."""

    passages: list[Passage] = field(default_factory=list)
    headings: list[HeadingUse] = field(default_factory=list)
    tables: list[TableUse] = field(default_factory=list)
    photos: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    attachments: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    anchors: list[tuple[str, Anchor]] = field(default_factory=list)

    @classmethod
    def of(cls, raw: list[Any]) -> "Stream":
        stream = cls()
        for block in raw:
            if isinstance(block, dict):
                stream.take(words(block.get("id")), block.get("type"), block)
        return stream

    def take(self, block: str, kind: object, stored: dict[str, Any]) -> None:
        match kind, stored.get("value"):
            case "paragraph", str(markup):
                self.take_paragraph(block, markup)
            case "heading", dict(value):
                text = one_line(words(value.get("text")))
                level = whole(value.get("level")) or 2
                self.headings.append(HeadingUse(text, level, block))
                self.say(text, block, "heading")
            case "quote", dict(value):
                self.say(words(value.get("text")), block, "quote")
            case "photo", dict(value):
                self.photos.append((block, value))
            case "gallery", dict(value):
                self.take_gallery(block, value)
            case "attachment", dict(value):
                self.attachments.append((block, value))
            case "table", dict(value):
                self.take_table(block, value)

    def take_paragraph(self, block: str, markup: str) -> None:
        stretches, anchors = read(markup)
        for stretch in stretches:
            kind = "item" if stretch.is_item else "paragraph"
            self.passages.append(Passage(stretch.text, "body", block, kind))
        self.anchors.extend((block, anchor) for anchor in anchors)

    def take_gallery(self, block: str, value: dict[str, Any]) -> None:
        self.say(words(value.get("caption")), block, "caption")
        items = value.get("photos")
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict):
                inner = item.get("value", item)
                if isinstance(inner, dict):
                    own = words(item.get("id")) or block
                    self.photos.append((own, inner))

    def take_table(self, block: str, value: dict[str, Any]) -> None:
        rows = value.get("data")
        cells = tuple(
            one_line(words(cell))
            for row in (rows if isinstance(rows, list) else [])
            for cell in (row if isinstance(row, list) else [])
        )
        filled = tuple(filter(None, cells))
        named = value.get("table_header_choice") in {"row", "column", "both"}
        flagged = value.get("first_row_is_table_header") or value.get(
            "first_col_is_header"
        )
        self.tables.append(TableUse(filled, bool(named or flagged), block))
        for text in (*filled, words(value.get("table_caption"))):
            self.say(text, block, "cell")

    def say(self, text: str, block: str, kind: str) -> None:
        text = one_line(text)
        if text:
            self.passages.append(Passage(text, "body", block, kind))


def words(value: object) -> str:
    return value if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    """A row's number, also where it was stored as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:18])
    return None
