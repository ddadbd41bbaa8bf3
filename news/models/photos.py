"""What does a photo carry besides its pixels, and an attachment besides its file?"""

from collections.abc import Sequence
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.exceptions import (
    InvalidFilterSpecError,
    UnknownOutputImageFormatError,
)
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.search import index

from news.search.words import plain
from news.uploads.photos import UNREADABLE
from news.uploads.stripping import stripped


class Photo(AbstractImage):
    # Wagtail's own field for the alternative text, under the name editors know.
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_(
            "What the photo shows, for those who cannot see it. Not its file "
            "name, and not the caption again."
        ),
    )
    caption = models.TextField(
        _("caption"),
        max_length=1000,
        blank=True,
        help_text=_("Stands under the photo; a post may give it another one."),
    )
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who took the photo.")
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("folded_words"),
        index.AutocompleteField("folded_words"),
    ]

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    @property
    def folded_words(self) -> str:
        """What the admin's search and choosers find a photo by."""
        said = (self.title, self.caption, self.description, self.credit)
        return plain(" ".join(said))

    @property
    def default_alt_text(self) -> str:
        # Wagtail would fall back to the title, which is a file name as a rule.
        return self.description

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> File:
        """Without GPS and camera data, whatever path brought the original in.

        A photo that cannot be read is told as one whose file is missing, for which
        Wagtail's screens have an answer.
        """
        try:
            made = super().generate_rendition_file(*args, **kwargs)
            with made.file as file:
                file.seek(0)
                return ContentFile(stripped(file.read()), name=made.name)
        except (InvalidFilterSpecError, UnknownOutputImageFormatError):
            raise  # Not the photo's fault.
        except UNREADABLE as error:
            raise SourceImageIOError(str(error)) from error


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        verbose_name = _("rendition")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="news_rendition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.image} ({self.filter_spec})"


class Attachment(AbstractDocument):
    number = models.CharField(
        _("number"), max_length=64, blank=True, help_text=_("As in 163/QĐ-UBND.")
    )
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("folded_words"),
        index.AutocompleteField("folded_words"),
    ]

    admin_form_fields = (
        "title",
        "file",
        "number",
        "issuer",
        "issued_on",
        "summary",
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    @property
    def folded_words(self) -> str:
        said = (self.title, self.number, self.issuer, self.summary)
        return plain(" ".join(said))


def first_stored(numbers: Sequence[int]) -> int | None:
    """The first photo that the library still has; a body may name a deleted one."""
    if not numbers:
        return None
    stored = get_image_model().objects.filter(pk__in=numbers)
    there = set(stored.values_list("pk", flat=True))
    return next((number for number in numbers if number in there), None)
