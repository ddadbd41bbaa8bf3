"""Is an attached file one we can keep, and what does the library write beside it?"""

import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from news.conf import setting
from news.importers.document import Attachment
from news.uploads import viruses
from news.uploads.attachments import taken_in
from news.uploads.names import stored_name
from news.uploads.refused import Refused

from .files import Unusable

# Editors do not attach them; what was public on the old site stays so.
ARCHIVES = ("zip", "rar", "7z")


def stored_document(attachment: Attachment, content: bytes, name: str) -> Any:
    """The library's document with that content, unsaved where it is new."""
    # Wagtail's own file hash; two posts with one attachment share it.
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    known = get_document_model().objects.filter(file_hash=sha1).first()
    if known:
        return known
    document = get_document_model()(title=(attachment.title or name)[:255])
    document.file = ContentFile(content, name=stored_name(name))
    document._set_document_file_metadata()
    return document


def checked(path: Path) -> bytes:
    """The bytes of an attachment of a bearable size. Raises `Unusable`."""
    most = setting("NEWS_IMPORT_MAX_ATTACHMENT_BYTES")
    try:
        size = path.stat().st_size
        if size > most:
            raise Unusable(f"{size / 1e6:.0f} MB; at most {most / 1e6:.0f} are taken")
        content = path.read_bytes()
        viruses.refuse(content, path.name)
        taken_in(content, path.name, (*setting("NEWS_ATTACHMENT_TYPES"), *ARCHIVES))
        return content
    except viruses.Unscanned:
        # The post comes another time, and with its attachment.
        raise
    except Refused as reason:
        raise Unusable(str(reason)) from reason
    except OSError as error:
        raise Unusable(error.strerror or "cannot be read") from error
