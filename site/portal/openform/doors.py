"""What must a file of the folder be, to come in? What an upload at the desk must be.

Somebody may have written the folder. A virus scanner looks at each file, photos come
without what is no picture (where they were taken), and a document is what it says.
"""

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from PIL import Image as PillowImage

from news.conf import setting
from news.importers.pages.attachments import ARCHIVES
from news.uploads import attachments, photos, viruses
from news.uploads.refused import Refused as NotTaken
from portal.backups.restoring import Refused

from .records import Record
from .refused_files import FileRefused
from .scanning import Scan

Door = Callable[[bytes, str], bytes]


def photo(content: bytes, name: str) -> bytes:
    """What is kept of it: one that came through a door before is as it was."""
    # Where it left, it may have been uploaded or imported.
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, setting("NEWS_IMPORT_MAX_PIXELS")
    return photos.taken_in(content, max(most)).content


def document(content: bytes, name: str) -> bytes:
    types = (*setting("NEWS_ATTACHMENT_TYPES"), *ARCHIVES)
    attachments.taken_in(content, name, types)
    return content


def through(door: Door, content: bytes, name: str, scan: Scan) -> bytes:
    """Raises `FileRefused`; `Refused` where nobody could look at it."""
    try:
        scan(content, name)
        return door(content, name)
    except viruses.CutOff as reason:
        message = (
            f"Nothing was imported: the virus scanner broke off at {name!r}. Try again "
            "later; where it breaks off again, import without what is not taken: "
            "--without-refused-files."
        )
        raise Refused(message) from reason
    except viruses.Unscanned as reason:
        message = f"Nothing was imported: {reason} at {name!r}. Try again later."
        raise Refused(message) from reason
    except NotTaken as reason:
        said = f"{name!r} is not taken: {reason}"
        raise FileRefused(said, reason.message) from reason


def facts(content: bytes, record: Record) -> Record:
    """What a record says of its file, of another content than it had."""
    told: dict[str, Any] = {
        # Wagtail's own hash, by which it finds the same file again.
        "file_hash": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        "file_size": len(content),
    }
    if "width" in record:
        with PillowImage.open(BytesIO(content)) as image:
            told |= {"width": image.width, "height": image.height}
    return told
