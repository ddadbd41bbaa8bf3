"""The library's forms: files are checked, empty words come from the file.

Named in `WAGTAILIMAGES_IMAGE_FORM_BASE` and `WAGTAILDOCS_DOCUMENT_FORM_BASE`, so that
every view of Wagtail's that takes a file uses them, whatever the site's models are.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from . import room
from .fields import AttachmentField, PhotoField
from .names import is_path, readable_name
from .refused import Refused


class FileForm:
    """What both forms share: our file field in place of Wagtail's, a readable title."""

    file_field: type[forms.FileField]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if theirs := self.fields.get("file"):
            self.fields["file"] = self.file_field(
                label=theirs.label,
                required=theirs.required,
                widget=theirs.widget,
                max_length=theirs.max_length,
                initial=theirs.initial,
            )

    @property
    def upload(self) -> Any | None:
        """The file that came with this form and was taken in."""
        file = self.cleaned_data.get("file")
        return file if hasattr(file, "uploaded_as") else None

    def clean_file(self) -> Any:
        if self.upload:
            try:
                room.require(self._meta.model._meta.get_field("file").storage)
            except Refused as reason:
                raise ValidationError(reason.message, code=reason.code) from reason
        return self.cleaned_data["file"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        title = cleaned.get("title", "")
        if title and (is_path(title) or self._names_the_file(title)):
            cleaned["title"] = self.title_for(readable_name(title)) or title
        return cleaned

    def title_for(self, name: str) -> str:
        return name

    def _names_the_file(self, title: str) -> bool:
        if self.upload is None:
            return False
        return readable_name(title) == readable_name(self.upload.uploaded_as)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors and self.original_file and "file" in self.changed_data:
            # The form is shown again: with the old photo, not one that is not saved.
            self.instance.file = self.original_file


class PhotoForm(FileForm, BaseImageForm):
    file_field = PhotoField

    class Meta(BaseImageForm.Meta):
        pass

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.upload:
            for name in ("caption", "credit"):
                if name in self.fields and not cleaned.get(name):
                    self._fill(name, getattr(self.upload.words, name))
        return cleaned

    def title_for(self, name: str) -> str:
        headline = self.upload.words.headline if self.upload else ""
        return headline[: self.fields["title"].max_length] or name

    def _fill(self, name: str, words: str) -> None:
        # A field with an error keeps what the person wrote.
        if name not in self.errors:
            longest = getattr(self.fields[name], "max_length", None)
            self.cleaned_data[name] = words[:longest]


class AttachmentForm(FileForm, BaseDocumentForm):
    file_field = AttachmentField

    class Meta(BaseDocumentForm.Meta):
        pass
