"""How does the text of a post look before it is one? Each part as plain words."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from news.importers.document import (
    Attachment,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
)
from news.importers.lines import plain


def blocks_of(document: Document, draft: int) -> Iterator[dict[str, Any]]:
    """Markup of the source is never shown as markup: only its words are."""
    for at, block in enumerate(document.blocks):
        match block:
            case Heading(text):
                yield {"kind": "heading", "text": text}
            case Paragraph(html):
                yield {"kind": "paragraph", "text": plain(html)}
            case Quote(text, attribution):
                yield {"kind": "quote", "text": text, "attribution": attribution}
            case Bullets(items):
                yield {"kind": "list", "items": [plain(item) for item in items]}
            case Table(rows, caption):
                yield {"kind": "table", "rows": rows, "caption": caption, "at": at}
            case Photo():
                address = reverse("news_import_photo", args=[draft, at])
                url = address if block.path else ""
                yield {"kind": "photo", "photo": block, "url": url}
            case Attachment():
                yield {"kind": "attachment", "file": block, "has_file": block.path}
