"""Is a file a photo we can keep, and what does the library write beside it?"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from news.conf import setting
from news.importers.document import Photo
from news.importers.photos import is_file_name

from .files import Unusable, ascii_name

FORMATS = ["AVIF", "GIF", "JPEG", "PNG", "WEBP"]


def stored_photo(photo: Photo, content: bytes, name: str) -> Any:
    """The library's photo with that content, unsaved where it is new."""
    # Wagtail's own file hash; two posts with one photo share it.
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    known = get_image_model().objects.filter(file_hash=sha1).first()
    if known:
        return known
    image = get_image_model()(title=(photo.caption or name)[:255])
    image.file = ImageFile(ContentFile(content), name=ascii_name(name))
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
    """The bytes of a file that really is a photo of a bearable size.

    Raises `Unusable`. The size is read from the header, before any pixel is: a
    200-megapixel file must not first be unpacked to be refused.
    """
    most = setting("NEWS_IMPORT_MAX_PIXELS")
    try:
        with pixel_limit_of_ours(), PillowImage.open(path, formats=FORMATS) as image:
            pixels = image.width * image.height
            if pixels > most:
                raise Unusable(
                    f"{pixels / 1e6:.0f} megapixels; at most {most / 1e6:.0f} are taken"
                )
            image.load()
    except UnidentifiedImageError as error:
        raise Unusable("not an image") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Unusable("damaged image") from error
    return path.read_bytes()


@contextmanager
def pixel_limit_of_ours() -> Iterator[None]:
    """Pillow warns and raises by its own limit while it opens; ours speaks first."""
    theirs = PillowImage.MAX_IMAGE_PIXELS
    PillowImage.MAX_IMAGE_PIXELS = None
    try:
        yield
    finally:
        PillowImage.MAX_IMAGE_PIXELS = theirs
