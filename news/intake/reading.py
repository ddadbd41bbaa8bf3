"""Which posts are in an upload? Each becomes a row, whatever becomes of the others."""

import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.text import Truncator

from news.importers import sameness
from news.importers.document import (
    Attachment,
    Block,
    Document,
    Doubt,
    Photo,
    Unreadable,
)
from news.importers.formats import files, is_known, reader_for, source_of
from news.importers.packed import document_of, packed
from news.importers.pages.registers import organisation_names
from news.importers.photos import FILE_ENDINGS, PHOTO_ENDINGS, base_name
from news.models import ImportDraft, ImportUpload
from news.uploads import shared
from news.uploads.room import Away
from news.vietnamese.folding import fold

from . import folders, holding, unpacking, waiting

logger = logging.getLogger(__name__)

LEFT_OUT_TWICE = "twice"
# Of so many titles and days the texts are kept at hand.
REMEMBERED = 50
# What has names that begin so was not looked at, or was refused.
STILL_WAITING = f"{unpacking.WAITING}/"
# The file that this worker had to leave at the end of a slice, by upload, place and
# number of its next post: it need not be read from its start again.
_open: dict[tuple[int, int, int], Iterator[Document]] = {}


def posts_of(upload: ImportUpload) -> list[str]:
    """The files of an upload to read, in their order, from its folder down.

    What was uploaded by itself is read in any case: it was meant, and what is wrong
    with it must be said.
    """
    folder = folders.of(upload)
    known = files([folder])
    if folder in known:
        return ["."]
    meant = [path for path in folder.iterdir() if path.is_file() and path not in known]
    alone = [path for path in meant if _is_meant(path)]
    names = [path.relative_to(folder).as_posix() for path in (*known, *sorted(alone))]
    return [name for name in names if not name.startswith(STILL_WAITING)]


def _is_meant(path: Path) -> bool:
    """A table whose columns are wrong, but not the photo of a page."""
    is_file_of_a_post = path.suffix.lower() in {*PHOTO_ENDINGS, *FILE_ENDINGS}
    return not is_file_of_a_post or is_known(path)


def next_of(upload: ImportUpload) -> Iterator[int]:
    """Read on, a number for each row that was written; it may stop at any of them."""
    if upload.files:
        # Here it may still wait, with what was refused, though another server took it.
        waiting.throw_away(upload)
    folders.fetch(upload)
    reading = Reading(upload)
    if not upload.files:
        yield from waiting.next_of(upload)
        upload.files = posts_of(upload)
        # What was said stands among the refused ones by now.
        upload.verdicts = {}
        remember(upload, "files", "refused", "verdicts")
        waiting.throw_away(upload)
    while upload.read < len(upload.files):
        place = upload.read
        if upload.files[place] not in upload.attached:
            yield from reading.rows_of(place)
        upload.read = place + 1
        remember(upload, "read", "attached")
        yield 0


def remember(upload: ImportUpload, *fields: str) -> None:
    with holding.held(upload):
        upload.save(update_fields=fields)


class Reading:
    def __init__(self, upload: ImportUpload) -> None:
        self.upload = upload
        self.folder = folders.of(upload)
        self.alike: dict[tuple[str, str], sameness.Texts[int]] = {}

    def rows_of(self, place: int) -> Iterator[int]:
        """A row for each post of a file that has none yet, and one for its failure."""
        name = self.upload.files[place]
        path = self.folder / name
        done = self.upload.drafts.filter(file=place).count()
        number = done
        try:
            reader_name, reader = reader_for(path)
            source = source_of(reader_name)
            documents = _open.pop((self.upload.pk, place, done), None)
            if documents is None:
                found = reader.read(path, self.folder, organisation_names())
                documents = self.after(done, found)
            for document in documents:
                self.keep(place, number, source, document)
                number += 1
                yield 1
        except Unreadable as reason:
            self.fail(place, number, str(reason))
        except (holding.TakenOver, OperationalError, InterfaceError, Away):
            # No fault of the file: it is gone on with.
            raise
        except OSError as error:
            self.fail(place, number, f"{path.name}: {error.strerror or 'unreadable'}")
        except GeneratorExit:
            # The slice is over, and the file is open at its next post.
            _open.clear()
            _open[self.upload.pk, place, number] = documents
            raise
        except Exception:
            # A person must not meet a traceback; whoever mends it finds it in the log.
            logger.exception("Reading %s of upload %s failed", name, self.upload.pk)
            self.fail(place, number, f"{path.name}: could not be read, see the log")

    def after(self, done: int, found: Iterator[Document]) -> Iterator[Document]:
        """Those of the file that have no row yet; to come there may take minutes."""
        for _document in islice(found, done):
            holding.say(self.upload)
        return found

    def keep(self, place: int, number: int, source: str, document: Document) -> None:
        document = self.with_files(place, number, document)
        twin = self.twin(source, document)
        if twin is not None:
            message = f"the same post stands in {twin}; it would overwrite that one"
            document = document.doubting(Doubt("source", LEFT_OUT_TWICE, message))
        with holding.held(self.upload):
            draft = ImportDraft.objects.create(
                upload=self.upload,
                file=place,
                number=number,
                path=self.upload.files[place][:1000],
                source=source,
                identifier=document.identifier,
                accepted=twin is None,
                document=packed(document, self.folder),
                **told(document),
            )
            self.hand_out(document)
        texts = self.alike.get((source, document.identifier))
        if texts is not None and len(texts.keys) < sameness.MOST:
            texts.add(draft.pk, sameness.said(document))

    def fail(self, place: int, number: int, reason: str) -> None:
        name = self.upload.files[place]
        ImportDraft.objects.get_or_create(
            upload=self.upload,
            file=place,
            number=number,
            defaults={
                "path": name[:1000],
                "title": Path(name).name[:255],
                "accepted": False,
                "outcome": ImportDraft.Outcome.UNREADABLE,
                "error": reason,
            },
        )

    def twin(self, source: str, document: Document) -> str | None:
        """The file of this upload that has the same post, too."""
        identifier = document.identifier
        same = self.upload.drafts.filter(source=source, identifier=identifier)
        if not sameness.is_by_day(identifier):
            return same.values_list("path", flat=True).first()
        texts = self.texts_of(source, identifier)
        twin = texts.most_alike(sameness.said(document))
        return same.filter(pk=twin).values_list("path", flat=True).first()

    def texts_of(self, source: str, identifier: str) -> sameness.Texts[int]:
        """Of the posts of one title and day, by the keys of their rows."""
        if (source, identifier) not in self.alike:
            if len(self.alike) >= REMEMBERED:
                self.alike.clear()
            texts: sameness.Texts[int] = sameness.Texts()
            same = self.upload.drafts.filter(source=source, identifier=identifier)
            for one in same.order_by("pk")[: sameness.MOST]:
                document = document_of(one.document, self.folder)
                texts.add(one.pk, sameness.said(document))
            # At the end: half of them would let a twin pass.
            self.alike[source, identifier] = texts
        return self.alike[source, identifier]

    def hand_out(self, document: Document) -> None:
        """A Word file that a page hands out as its attachment is no post."""
        handed = [
            block.path.relative_to(self.folder).as_posix()
            for block in document.blocks
            if isinstance(block, Attachment) and block.path
        ]
        new = [name for name in handed if name not in self.upload.attached]
        if new:
            self.upload.attached = [*self.upload.attached, *new]
            self.upload.save(update_fields=["attached"])

    # --- files ----------------------------------------------------------------------

    def with_files(self, place: int, number: int, document: Document) -> Document:
        """The document with files that lie in the folder, wherever they were found."""
        kept = self.folder / f"inside-{place}-{number}"
        blocks, doubts = [], []
        for at, block in enumerate(document.blocks):
            if isinstance(block, Photo | Attachment):
                block, doubt = self.with_file(block, kept / f"{at}")
                doubts += [doubt] if doubt else []
            blocks.append(block)
        for _one in shared.put(self.folder, folders.files_in(kept), kept.name):
            holding.say(self.upload)
        return replace(document, blocks=tuple(blocks)).doubting(*doubts)

    def with_file(self, block: Any, kept: Path) -> tuple[Block, Doubt | None]:
        if block.path is None:
            return self.looked_for(block)
        if block.path.resolve().is_relative_to(self.folder.resolve()):
            return block, None
        # The photos inside a Word file are on disk only while it is read.
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        to = kept / block.path.name
        shutil.copyfile(block.path, to)
        return replace(block, path=to), None

    def looked_for(self, block: Any) -> tuple[Block, Doubt | None]:
        """Anywhere in the upload: people pack photos into folders of their own."""
        name = base_name(block.source)
        endings = PHOTO_ENDINGS if isinstance(block, Photo) else FILE_ENDINGS
        stem = fold(name)
        bare = Path(stem).stem if Path(stem).suffix in endings else stem
        for wanted in dict.fromkeys([stem, *(bare + ending for ending in endings)]):
            found = self.by_name.get(wanted, [])
            if not found or Path(wanted).suffix not in endings:
                continue
            if len(found) == 1 or len({path.read_bytes() for path in found}) == 1:
                return replace(block, path=found[0]), None
            message = f"{len(found)} different files are called {name}: none was taken"
            return block, Doubt("photos", "several-files", message)
        return block, None

    @cached_property
    def by_name(self) -> dict[str, list[Path]]:
        named: dict[str, list[Path]] = {}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and not name.startswith((STILL_WAITING, "inside-")):
                named.setdefault(fold(path.name), []).append(path)
        return named


def told(document: Document) -> dict[str, Any]:
    """What the list shows of a document."""
    photos = list(document.photos)
    missing = sum(photo.path is None for photo in photos)
    return {
        "title": document.title,
        "published_at": document.published,
        "clusters": Truncator("; ".join(map(label, document.clusters))).chars(1000),
        "photos": len(photos),
        "missing": missing,
        # A photo without its file is a warning, though it is met only on saving.
        "warnings": len(document.doubts) + missing,
    }


def label(found: Any) -> str:
    number = f" {found.number}" if found.number else ""
    name = f" – {found.name}" if found.name else ""
    return f"{found.kind.capitalize()}{number}{name}"


def finish(upload: ImportUpload) -> None:
    upload.state = upload.State.READY
    upload.seen_at = timezone.now()
    upload.save(update_fields=["state", "seen_at"])
