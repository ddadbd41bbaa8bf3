"""Where do uploaded files lie until they are imported? Where no address leads."""

import shutil
import uuid
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from news.conf import setting
from news.models import ImportUpload

AT_ONCE = 20


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


def throw_away(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


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
    if root().is_dir():
        _clear_strays(before.timestamp(), set(kept.values_list("folder", flat=True)))


def _clear_strays(before: float, known: set[str]) -> None:
    """Of uploads that were cut off before their row, or deleted since."""
    for folder in root().iterdir():
        # Only what we named: somebody may have set a folder with other things in it.
        if len(folder.name) != 32 or not folder.is_dir() or folder.name in known:
            continue
        if folder.stat().st_mtime < before:
            throw_away(folder)
