"""How does a photo file get into the library: once, checked, and undone on failure?"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from news.conf import setting
from news.importers.document import Doubt, Photo
from news.importers.photos import is_file_name
from news.vietnamese.slugs import slugify

FORMATS = ["AVIF", "GIF", "JPEG", "PNG", "WEBP"]
BAD_PHOTO = "bad-photo"
MISSING = "missing-photo"


class Unusable(Exception):
    """The file is no photo we can keep; the message says why in one line."""


class PhotoStore:
    """The photos of one post, on their way into the library.

    As a context manager it deletes the files it stored when the block fails: the
    database forgets its rows by itself, the disk does not.
    """

    def __init__(self, keep: bool = True) -> None:
        self.keep = keep
        self.digests: dict[str, str] = {}
        self.doubts: tuple[Doubt, ...] = ()
        self._photos: dict[str, Any] = {}
        self._stored: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            for file in self._stored:
                file.storage.delete(file.name)

    def take(self, photos: Iterable[Photo]) -> None:
        for photo in photos:
            if photo.path is None:
                self._doubt(MISSING, f"no file found for the photo {photo.source}")
                continue
            try:
                self._take(photo, photo.path)
            except Unusable as reason:
                self._doubt(BAD_PHOTO, f"{photo.path.name}: {reason}")

    def get(self, photo: Photo) -> Any | None:
        """The library's photo, or None where there was no usable file."""
        return self._photos.get(photo.source)

    def _take(self, photo: Photo, path: Path) -> None:
        content = checked(path)
        self.digests[photo.source] = hashlib.sha256(content).hexdigest()
        if not self.keep:
            return
        # Wagtail's own file hash; two posts with one photo share it.
        sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        known = get_image_model().objects.filter(file_hash=sha1).first()
        self._photos[photo.source] = known or self._store(photo, path, content)

    def _store(self, photo: Photo, path: Path, content: bytes) -> Any:
        image = get_image_model()(title=(photo.caption or path.stem)[:255])
        name = f"{slugify(path.stem) or 'photo'}{path.suffix.lower()}"
        image.file = ImageFile(ContentFile(content), name=name)
        for field, value in words(photo).items():
            if hasattr(image, field):
                setattr(image, field, value)
        image._set_image_file_metadata()
        image.save()
        self._stored.append(image.file)
        return image

    def _doubt(self, code: str, message: str) -> None:
        self.doubts += (Doubt("photos", code, message),)


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
