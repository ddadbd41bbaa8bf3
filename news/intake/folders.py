"""Where do uploaded files lie until they are imported? Where no address leads."""

import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from news.conf import setting
from news.models import ImportDraft, ImportUpload
from news.uploads import shared

from . import holding

AT_ONCE = 20
COPIED = timedelta(days=1)


def is_offered() -> bool:
    return bool(setting("NEWS_IMPORT_FOLDER"))


def root() -> Path:
    return Path(setting("NEWS_IMPORT_FOLDER"))


def made() -> Path:
    """A new folder that only the server itself can look into."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = root() / uuid.uuid4().hex
    folder.mkdir(mode=0o700)
    return folder


def of(upload: ImportUpload) -> Path:
    return root() / upload.folder


def send_away(folder: Path) -> None:
    """To where all servers find it; on one disk it stays where it is."""
    if shared.storage():
        for _one in shared.put(folder, files_in(folder)):
            pass
        mark(folder)
        drop_copy(folder)


def fetch(upload: ImportUpload) -> Path:
    """All of it, for the worker that is at it. Raises `TakenOver`."""
    folder = of(upload)
    begin_copy(folder)
    for _name in shared.fetch(folder):
        holding.say(upload)
    touch(folder)
    return folder


def at_hand(draft: ImportDraft, upload: ImportUpload, *more: str) -> Path:
    """The folder with the files that a post names, and these."""
    folder = of(upload)
    if shared.storage():
        if not folder.exists():
            clear_copies()
        begin_copy(folder)
        names = [*named_in([draft.document, draft.corrections]), *more]
        for _name in shared.fetch(folder, names):
            pass
        touch(folder)
    return folder


def named_in(packed: Any) -> Iterator[str]:
    match packed:
        case {"_": "path", "is": str(name)}:
            yield name
        case dict():
            yield from named_in(list(packed.values()))
        case list():
            for part in packed:
                yield from named_in(part)


def files_in(folder: Path, but: str = "") -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if path.relative_to(folder).parts[0] != but]


def touch(folder: Path) -> None:
    """Somebody is at it: a copy that nobody is at goes."""
    if folder.is_dir():
        os.utime(folder)


def marker(folder: Path) -> Path:
    """Beside a folder all of which lies elsewhere, too.

    It stays when the copy goes: who fetches that anew meanwhile has no original.
    """
    return folder.with_name(f".{folder.name}.copy")


def mark(folder: Path) -> None:
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    marker(folder).touch()


def begin_copy(folder: Path) -> None:
    """What lies here already may be from before there was a storage: it is no copy."""
    if shared.storage() and not folder.exists():
        mark(folder)


def drop_copy(folder: Path) -> None:
    if shared.storage() and marker(folder).exists():
        shutil.rmtree(folder, ignore_errors=True)


def throw_away(folder: Path, part: str = "") -> None:
    shared.throw_away(folder, part)
    if not part:
        marker(folder).unlink(missing_ok=True)


def clear(upload: ImportUpload) -> None:
    """The files go; what was found, chosen and imported stays on record."""
    throw_away(of(upload))
    upload.cleared_at = timezone.now()
    upload.save(update_fields=["cleared_at"])


def clear_old() -> None:
    """Uploads that nobody has touched for some days, and folders of no upload."""
    if not is_offered():
        return
    before = timezone.now() - timedelta(days=setting("NEWS_IMPORT_DAYS"))
    kept = ImportUpload.objects.filter(cleared_at=None)
    for upload in kept.filter(seen_at__lte=before)[:AT_ONCE]:
        clear(upload)
    known = set(kept.values_list("folder", flat=True))
    for name in strays(before, known):
        throw_away(root() / name)
    clear_copies()
    send_originals(kept)


def send_originals(kept: QuerySet[ImportUpload]) -> None:
    """Of uploads from before there was a storage; not while a worker writes there."""
    if not shared.storage():
        return
    for upload in kept.exclude(state__in=ImportUpload.WORKING):
        folder = of(upload)
        if folder.is_dir() and not marker(folder).exists():
            for _one in shared.put(folder, files_in(folder)):
                pass
            # Whoever is at it goes on there; after a day it goes as any other copy.
            mark(folder)
            touch(folder)


def strays(before: datetime, known: set[str]) -> list[str]:
    """Of uploads that were cut off before their row, or deleted since."""
    there = {*lying(), *shared.folders()}
    # Only what we named: somebody may have set a folder with other things in it.
    unknown = [name for name in there if len(name) == 32 and name not in known]
    return [name for name in unknown if shared.since(root() / name) < before]


def lying() -> Iterator[str]:
    if root().is_dir():
        yield from (folder.name for folder in root().iterdir() if folder.is_dir())


def clear_copies() -> None:
    """Of what lies elsewhere, where this server has been at none for a day."""
    if not shared.storage():
        return
    before = (timezone.now() - COPIED).timestamp()
    for name in lying():
        folder = root() / name
        if len(name) == 32 and folder.stat().st_mtime < before:
            drop_copy(folder)
    for coming in root().glob(f"{shared.COMING}*"):
        # Of whoever was killed while it came.
        if coming.stat().st_mtime < before:
            coming.unlink(missing_ok=True)
