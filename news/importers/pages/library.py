"""How do the files of a post get into the library: once, and undone on failure?"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db.models import Model
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from news.importers.document import Attachment, Document, Doubt, Photo

from . import attachments, photos
from .files import Unusable

BAD_FILES = {"bad-photo", "bad-attachment"}


class Library:
    """The files of one post, on their way into the library.

    As a context manager it deletes the files it stored when the block fails: the
    database forgets its rows by itself, the disk does not.
    """

    def __init__(self, keep: bool = True, began: datetime | None = None) -> None:
        self.keep = keep
        # What lies in the storage from before then is nobody's who is still at it.
        self.began = began or timezone.now()
        self.doubts: tuple[Doubt, ...] = ()
        # Name in the source → SHA-256 and row of the file that was read for it.
        self.files: dict[str, dict[str, Any]] = {}
        self.image_count = 0
        self._held: dict[Photo | Attachment, Any] = {}
        # Photos and attachments that were not in the library before.
        self.brought: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            return
        for thing in self.brought:
            if thing.file._committed:
                thing.file.storage.delete(thing.file.name)

    def take(self, document: Document, known: Mapping[str, dict[str, Any]]) -> None:
        """Read every file the document names; what cannot be kept is a doubt.

        `known` are the files of an earlier import: a source that comes again without
        its photo beside it does not lose the photo.
        """
        for block in document.blocks:
            match block:
                case Photo():
                    self.image_count += self._take(block, PHOTOS, known)
                case Attachment():
                    self._take(block, ATTACHMENTS, known)

    def holds(self, block: Photo | Attachment) -> Any | None:
        """The library's photo or document; None where there was no usable file."""
        return self._held.get(block)

    def _take(
        self, block: Photo | Attachment, kind: "Kind", known: Mapping[str, Any]
    ) -> bool:
        """Whether a file was read for the block."""
        if block.path is None:
            if not self._remember(block, kind, known.get(block.source)):
                message = f"no file found for the {kind.name} {block.source}"
                self._doubt(kind, "missing", message)
            return False
        try:
            content = kind.checked(block.path)
        except Unusable as reason:
            self._doubt(kind, "bad", f"{block.path.name}: {reason}")
            return False
        entry = {"sha256": hashlib.sha256(content).hexdigest()}
        if self.keep:
            thing = self._saved(kind.stored(block, content, block.path.name))
            self._held[block] = thing
            entry["row"] = thing.pk
        self.files[block.source] = entry
        return True

    def _remember(
        self, block: Photo | Attachment, kind: "Kind", entry: dict[str, Any] | None
    ) -> bool:
        row = entry and kind.model().objects.filter(pk=entry["row"]).first()
        if row:
            self._held[block] = row
        return bool(row)

    def _saved(self, thing: Any) -> Any:
        if thing.pk is None:
            # Before saving: a row that fails leaves its file behind.
            adopt(thing, self.began)
            self.brought.append(thing)
            thing.save()
        return thing

    def _doubt(self, kind: "Kind", code: str, message: str) -> None:
        self.doubts += (Doubt(f"{kind.name}s", f"{code}-{kind.name}", message),)


def adopt(thing: Any, began: datetime) -> None:
    """Take up the file that an import left behind which was killed before its row.

    Only one from before this import: a younger one may be somebody's who is about to
    write the row.
    """
    storage, file = thing.file.storage, thing.file
    name = file.field.generate_filename(thing, file.name)
    with suppress(NotImplementedError):  # Not every storage knows the time.
        if not storage.exists(name) or storage.get_modified_time(name) >= began:
            return
        if type(thing).objects.filter(file=name).exists():
            return
        with storage.open(name) as left, file.open() as wanted:
            there, content = left.read(), wanted.read()
        if there == content:
            thing.file = name
        elif content.startswith(there):
            # It was killed while it wrote.
            storage.delete(name)


@dataclass(frozen=True, slots=True)
class Kind:
    """How files of one kind are checked and stored."""

    name: str
    model: Callable[[], type[Model]]
    checked: Callable[[Path], bytes]
    stored: Callable[[Any, bytes, str], Any]


PHOTOS = Kind("photo", get_image_model, photos.checked, photos.stored_photo)
ATTACHMENTS = Kind(
    "attachment",
    get_document_model,
    attachments.checked,
    attachments.stored_document,
)
