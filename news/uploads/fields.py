"""Where do uploads in the admin meet our checks? In the form's own file field.

The upload itself is replaced by what is kept of it, before anything of Wagtail's
reads it: whatever is stored later, by whatever view, is clean.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from news.conf import setting

from . import attachments, photos, viruses
from .names import stored_name
from .refused import Refused
from .words import Words


class PhotoField(WagtailImageField):
    # The name's ending is ours, from the content; it needs no validator.
    default_validators = []

    @cached_property
    def most_pixels(self) -> int:
        return self.max_image_pixels or setting("NEWS_IMPORT_MAX_PIXELS")

    def to_python(self, data: Any) -> UploadedFile | None:
        if data in self.empty_values:
            return None
        data.uploaded_as = data.name
        data.words = Words()
        if data.size:  # Nothing to read otherwise; Django says so.
            self.check_image_file_size(data)
            self._clean(data)
        return super().to_python(data)

    def _clean(self, data: UploadedFile) -> None:
        try:
            viruses.refuse(data, data.name)
            photo = photos.taken_in(_content(data), self.most_pixels)
        except Refused as reason:
            raise ValidationError(reason.message, code=reason.code) from reason
        _replace(data, photo.content)
        data.name = stored_name(data.name, photo.ending)
        data.words = photo.words


class AttachmentField(WagtailDocumentField):
    def to_python(self, data: Any) -> UploadedFile | None:
        if data in self.empty_values:
            return None
        data.uploaded_as = data.name
        if data.size:
            self.check_document_file_size(data)
            self._check(data)
        return super().to_python(data)

    def _check(self, data: UploadedFile) -> None:
        try:
            viruses.refuse(data, data.name)
            kept = attachments.taken_in(
                _content(data), data.name, setting("NEWS_ATTACHMENT_TYPES")
            )
        except Refused as reason:
            raise ValidationError(reason.message, code=reason.code) from reason
        data.name = stored_name(data.name, kept.ending)


def _content(data: UploadedFile) -> bytes:
    data.seek(0)
    content = data.read()
    data.seek(0)
    return content


def _replace(data: UploadedFile, content: bytes) -> None:
    """In place: a large upload is a file on disk that storage moves as it is."""
    data.seek(0)
    data.file.truncate()
    data.file.write(content)
    data.file.flush()
    data.seek(0)
    data.size = len(content)
