"""How is the body of a post put right before it is one? In the blocks of its form.

No file of it is in the library yet: a photo or an attachment is chosen among those of
the source, by its place in the body as it was read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from bs4 import BeautifulSoup, Tag
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    TextBlock,
)
from wagtail.blocks.base import BlockField
from wagtail.contrib.table_block.blocks import TableBlock

from news.blocks import PARAGRAPH_FEATURES, HeadingBlock, ParagraphBlock, QuoteBlock
from news.changes import as_edited
from news.importers.document import (
    Attachment,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
)
from news.importers.packed import packed
from news.importers.pages.body import joined, stored_text
from news.importers.photos import base_name

File = TypeVar("File", Photo, Attachment)


class TextBlocks(StreamBlock):
    """Those of a post's form that need nothing of the library."""

    paragraph = ParagraphBlock(
        features=PARAGRAPH_FEATURES, label=_("Paragraph"), icon="pilcrow"
    )
    heading = HeadingBlock()
    quote = QuoteBlock()
    table = TableBlock(label=_("Table"))

    class Meta:
        required = False


def field_of(document: Document) -> BlockField:
    return BlockField(
        block=stream_of(document), required=False, label=_("Photos and text")
    )


def stream_of(document: Document) -> StreamBlock:
    """The blocks that the body of this post may have."""
    of_files: list[tuple[str, StructBlock]] = []
    if photos := choices(document, Photo):
        of_files.append(("photo", photo_block(photos)))
    if attachments := choices(document, Attachment):
        of_files.append(("attachment", attachment_block(attachments)))
    return TextBlocks(of_files)


def choices(document: Document, kind: type[File]) -> list[tuple[str, str]]:
    """The files of the source by their places, numbered as a person counts them."""
    found = [
        (at, one) for at, one in enumerate(document.blocks) if isinstance(one, kind)
    ]
    return [
        (str(at), f"{number}. {named(one)}")
        for number, (at, one) in enumerate(found, start=1)
    ]


def named(file: Photo | Attachment) -> str:
    name = base_name(file.source) or file.source
    return name if file.path else gettext("%(name)s (without a file)") % {"name": name}


def photo_block(photos: list[tuple[str, str]]) -> StructBlock:
    parts = [
        ("photo", ChoiceBlock(choices=photos, label=_("Photo"))),
        ("caption", TextBlock(required=False, rows=2, label=_("Caption"))),
        ("credit", CharBlock(required=False, label=_("Credit"))),
        ("alt", CharBlock(required=False, label=_("Alternative text"))),
    ]
    return StructBlock(parts, label=_("Photo"), icon="image")


def attachment_block(attachments: list[tuple[str, str]]) -> StructBlock:
    parts = [
        ("file", ChoiceBlock(choices=attachments, label=_("Attachment"))),
        ("title", CharBlock(required=False, label=_("Title"))),
    ]
    return StructBlock(parts, label=_("Attachment"), icon="doc-full")


# --- from a document into the form ----------------------------------------------------


def shown(document: Document, blocks: Iterable[Block]) -> StreamValue:
    """`blocks` as the form shows them; files are those of `document`."""
    stream = stream_of(document)
    return stream.to_python(raw(document, blocks))


def raw(document: Document, blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return joined(part for block in blocks if (part := shown_part(document, block)))


def shown_part(document: Document, block: Block) -> tuple[str, Any] | None:
    match block:
        case Photo():
            return "photo", {
                "photo": place_of(document, block),
                "caption": block.caption,
                "credit": block.credit,
                "alt": block.alt,
            }
        case Attachment():
            file = place_of(document, block)
            return "attachment", {"file": file, "title": block.title}
    return stored_text(block)


def place_of(document: Document, file: Photo | Attachment) -> str:
    """Whatever its words are by now; of a photo that stands twice the one alike."""
    same = [
        at
        for at, one in enumerate(document.blocks)
        if type(one) is type(file)
        and (one.source, one.path) == (file.source, file.path)
    ]
    alike = [at for at in same if document.blocks[at] == file]
    return str(next(iter(alike or same), ""))


# --- from the form into a document ----------------------------------------------------


def as_read(document: Document, folder: Path) -> Any:
    """The body as the form sends it back where nobody touched it."""
    untouched = shown(document, document.blocks)
    for block in untouched.raw_data:
        if block["type"] == "paragraph":
            block["value"] = as_edited(block["value"])
    return written(
        document, untouched.stream_block.to_python(untouched.raw_data), folder
    )


def written(document: Document, body: StreamValue, folder: Path) -> Any:
    """What the form says, as it is kept with the post until that is imported."""
    return packed(tuple(said(document, body)), folder)


def said(document: Document, body: StreamValue) -> Iterator[Block]:
    for block in body.get_prep_value():
        yield from said_part(document, block["type"], block["value"])


def said_part(document: Document, kind: str, value: Any) -> Iterator[Block]:
    match kind, value:
        case "paragraph", str(html):
            yield from running(html)
        case "heading", {"text": text, "level": level}:
            yield Heading(text, int(level))
        case "quote", {"text": text, "attribution": attribution}:
            yield Quote(unix(text), attribution)
        case "table", {"data": _}:
            yield table(value)
        case "photo", {"photo": at, **words}:
            words["caption"] = unix(words["caption"])
            yield replace(file_at(document, at, Photo), **words)
        case "attachment", {"file": at, "title": title}:
            yield replace(file_at(document, at, Attachment), title=title)


def file_at(document: Document, at: str, kind: type[File]) -> File:
    block = document.blocks[int(at)]
    # The form lets choose no other: see `choices`.
    if not isinstance(block, kind):
        raise forms.ValidationError(gettext("Choose one of the source's files."))
    return block


def running(html: str) -> Iterator[Block]:
    """The paragraphs and lists of one block of text."""
    for part in BeautifulSoup(html, "html.parser").children:
        match part:
            case Tag(name="ul" | "ol"):
                items = part.find_all("li", recursive=False)
                yield Bullets(tuple(map(inline, items)), part.name == "ol")
            case Tag():
                if words := inline(part):
                    yield Paragraph(words)


def inline(part: Tag) -> str:
    for tag in part.find_all(attrs={"data-block-key": True}):
        del tag["data-block-key"]
    return part.decode_contents().replace("<br/>", "<br>").strip()


def table(value: dict[str, Any]) -> Table:
    rows = [
        ["" if cell is None else str(cell) for cell in row] for row in value["data"]
    ]
    width = max(map(len, rows), default=0)
    filled = (tuple(row + [""] * (width - len(row))) for row in rows)
    return Table(
        tuple(filled),
        caption=value.get("table_caption") or "",
        header_row=bool(value.get("first_row_is_table_header")),
        header_column=bool(value.get("first_col_is_header")),
    )


def unix(text: str) -> str:
    """Browsers send a line's end as two characters."""
    return text.replace("\r\n", "\n")
