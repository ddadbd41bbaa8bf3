"""What can stand in the body of a post?"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText, get_text_for_indexing

from news.comparisons import (
    ComparedDocumentChooserBlock,
    ComparedImageChooserBlock,
)
from news.repeats import repeated
from news.rich_text import clean, closed
from news.vietnamese.credits import bare_credit

PARAGRAPH_FEATURES = [
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
    "subscript",
]


class HeadingBlock(StructBlock):
    text = CharBlock(label=_("Words of the heading"))
    level = ChoiceBlock(
        choices=[("2", _("section")), ("3", _("subsection")), ("4", _("part"))],
        default="2",
        label=_("Level"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "news/blocks/heading.html"


class PhotoValue(StructValue):
    """One use of a photo: its own words where it has some, else the photo's."""

    @property
    def is_missing(self) -> bool:
        return self["photo"] is None

    @property
    def alt_shown(self) -> str:
        if self["decorative"]:
            return ""
        return self["alt"] or getattr(self["photo"], "description", "")

    @property
    def caption_shown(self) -> str:
        return self["caption"] or getattr(self["photo"], "caption", "")

    @property
    def credit_shown(self) -> str:
        return bare_credit(self["credit"] or getattr(self["photo"], "credit", ""))


class MissingPhotoBlock(CharBlock):
    """Shown only where an import left something in it: see news/admin/writing.css."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # An empty field is known to the style sheet by its placeholder.
        self.field.widget.attrs["placeholder"] = " "


class PhotoBlock(StructBlock):
    photo = ComparedImageChooserBlock(required=False, label=_("Photo"))
    caption = TextBlock(
        required=False,
        rows=2,
        max_length=1000,
        label=_("Caption"),
        help_text=_("Left empty, the photo's own caption is shown."),
    )
    credit = CharBlock(
        required=False,
        max_length=255,
        label=_("Credit"),
        help_text=_("Left empty, the photo's own credit is shown."),
    )
    alt = CharBlock(
        required=False,
        max_length=255,
        label=_("Alternative text"),
        help_text=_(
            "What the photo shows, for those who cannot see it. Left empty, "
            "the photo's own alternative text is used."
        ),
    )
    decorative = BooleanBlock(
        required=False,
        label=_("Decorative"),
        help_text=_("It tells nothing that the text does not: screen readers skip it."),
    )
    source = MissingPhotoBlock(
        required=False,
        max_length=255,
        label=_("Missing photo"),
        help_text=_(
            "The file an import did not find. Choose the photo above; readers "
            "see only the caption until then."
        ),
    )

    class Meta:
        icon = "image"
        label = _("Photo")
        form_classname = "struct-block news-photo-block"
        template = "news/blocks/photo.html"
        value_class = PhotoValue

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        # A draft may wait for its photo; what goes out may not.
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["photo"] and not cleaned["source"]:
            raise StructBlockValidationError(
                {"photo": ValidationError(_("Choose a photo."))}
            )
        return cleaned


class GalleryBlock(StructBlock):
    photos = ListBlock(PhotoBlock(), min_num=2, label=_("Photos"))
    caption = TextBlock(
        required=False, rows=2, max_length=1000, label=_("Caption of the gallery")
    )

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "news/blocks/gallery.html"


class QuoteBlock(StructBlock):
    text = TextBlock(rows=3, label=_("Words quoted"))
    attribution = CharBlock(required=False, label=_("Who said or wrote it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "news/blocks/quote.html"


class AttachmentValue(StructValue):
    @property
    def title_shown(self) -> str:
        return self["title"] or getattr(self["document"], "title", "")


class AttachmentBlock(StructBlock):
    document = ComparedDocumentChooserBlock(label=_("Attachment"))
    title = CharBlock(
        required=False,
        label=_("Title"),
        help_text=_("Left empty, the attachment's own title is shown."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Attachment")
        template = "news/blocks/attachment.html"
        value_class = AttachmentValue


class ParagraphBlock(RichTextBlock):
    def value_for_form(self, value: RichText) -> str:
        return closed(super().value_for_form(value))

    def get_searchable_content(self, value: RichText) -> list[str]:
        return [plain_text(value.source)]


@repeated
def plain_text(html: str) -> str:
    return get_text_for_indexing(html)


class Body(StreamBlock):
    paragraph = ParagraphBlock(
        features=PARAGRAPH_FEATURES,
        label=_("Paragraph"),
        icon="pilcrow",
        template="news/blocks/paragraph.html",
    )
    photo = PhotoBlock()
    gallery = GalleryBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    table = TableBlock(label=_("Table"), template="news/blocks/table.html")
    attachment = AttachmentBlock()
    embed = EmbedBlock(label=_("Embed"), template="news/blocks/embed.html")


class StreamOfOurs(StreamField):
    """A stream whose definition stays out of the migrations.

    Otherwise each change of a label would rewrite thousands of lines there.
    """

    stream: type[StreamBlock]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(self.stream(), **kwargs)

    def deconstruct(self) -> tuple:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class BodyField(StreamOfOurs):
    stream = Body


def without_styles(raw: list[dict]) -> list[dict]:
    """A stored body whose paragraphs hold only what the editor allows."""
    return [
        block | {"value": clean(block["value"])}
        if block["type"] == "paragraph" and isinstance(block["value"], str)
        else block
        for block in raw
    ]


def raw_photos(body: StreamValue) -> Iterator[dict]:
    """The photos of a body as stored, galleries' too, without asking the database."""
    return (photo for _kind, photo in raw_photos_by_kind(body))


def raw_photos_by_kind(body: StreamValue) -> Iterator[tuple[str, dict]]:
    """The same, each with the type of the block it stands in."""
    for block in body.raw_data:
        match block:
            case {"type": "photo", "value": dict(value)}:
                yield "photo", value
            case {"type": "gallery", "value": {"photos": list(items)}}:
                yield from (("gallery", item.get("value", item)) for item in items)


def photo_ids(body: StreamValue) -> list[int]:
    """The numbers of a body's photos in their order, of deleted ones too."""
    return [photo["photo"] for photo in raw_photos(body) if photo.get("photo")]


def opening_photo(body: StreamValue) -> AbstractImage | None:
    """The photo that the body begins with, which a reader sees at once."""
    first = next(iter(body), None)
    if first is None or first.block_type != "photo":
        return None
    return next(photos([first]), None)


def first_words(body: StreamValue) -> str:
    """The text of the first paragraph, without markup; "" where there is none."""
    paragraphs = (b["value"] for b in body.raw_data if b["type"] == "paragraph")
    return get_text_for_indexing(next(paragraphs, ""))


def photo_uses(body: Iterable[StreamValue.StreamChild]) -> Iterator[PhotoValue]:
    """The photos of a body as it uses them, galleries' too; missing ones left out."""
    for block in body:
        match block.block_type:
            case "photo":
                uses = [block.value]
            case "gallery":
                uses = block.value["photos"]
            case _:
                continue
        yield from (use for use in uses if not use.is_missing)


def photos(body: Iterable[StreamValue.StreamChild]) -> Iterator[AbstractImage]:
    """The library's photos in a body."""
    return (use["photo"] for use in photo_uses(body))
