"""Is a file a photo we can keep, and what does the library write beside it?"""

import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from news.conf import setting
from news.importers.document import Photo
from news.importers.photos import is_file_name
from news.uploads import photos, viruses
from news.uploads.names import stored_name
from news.uploads.refused import Refused

from .files import Unusable


def stored_photo(photo: Photo, content: bytes, name: str) -> Any:
    """The library's photo with that content, unsaved where it is new."""
    # Wagtail's own file hash; two posts with one photo share it.
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    known = get_image_model().objects.filter(file_hash=sha1).first()
    if known:
        return known
    image = get_image_model()(title=(photo.caption or name)[:255])
    image.file = ImageFile(ContentFile(content), name=stored_name(name))
    for field, value in words(photo).items():
        if hasattr(image, field):
            setattr(image, field, value)
    image._set_image_file_metadata()
    return image


def alt_text(photo: Photo) -> str:
    """The source's alternative text; where that is a file name, the caption.

    A blind reader hears the caption twice then, which is more than "CumI" tells; an
    editor writes a better one later.
    """
    useless = not photo.alt or is_file_name(photo.alt)
    return (photo.caption if useless else photo.alt)[:255]


def words(photo: Photo) -> dict[str, str]:
    return {
        "description": alt_text(photo),
        "caption": photo.caption[:1000],
        "credit": photo.credit[:255],
    }


def checked(path: Path) -> bytes:
    """The photo's own bytes, without GPS and camera data. Raises `Unusable`."""
    try:
        content = path.read_bytes()
        viruses.refuse(content, path.name)
        return photos.taken_in(content, setting("NEWS_IMPORT_MAX_PIXELS")).content
    except viruses.Unscanned:
        # The post comes another time, and with its photo.
        raise
    except (Refused, OSError) as reason:
        raise Unusable(str(reason)) from reason
