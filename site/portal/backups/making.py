"""A backup is made while the site is being written to: of one moment of the database.

Uploads are copied after that moment: a file that the database names is there, one that
came later does no harm, and one that was deleted meanwhile is told.
"""

import datetime as dt
import fcntl
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from .archive import Writer, is_safe
from .locking import Recipient, locked
from .places import Bucketed, place
from .placing import State, state
from .tables import snapshot, tables
from .uploads import uploads

FORMAT = 1
HEADER, DATA, MEDIA = "backup.json", "data/", "media/"
STDOUT = "-"
UNFINISHED = ".unfinished"


@dataclass
class Made:
    rows: int = 0
    files: int = 0
    # Uploads that were deleted while they were being copied.
    gone: list[str] = field(default_factory=list)
    # Those whose names no storage would give back as they are.
    odd: list[str] = field(default_factory=list)
    # Those of a backup that is restored, or was to be, wait: they are not in it.
    waits: State = State.NOTHING


def make(target: str, keys: Sequence[Recipient] = ()) -> Made:
    """`keys`: whose backup it is; without one, whoever has the file reads it."""
    made = Made(waits=state())
    with (
        output(target) as file,
        locked(file, keys) as plain,
        snapshot() as connection,
        Writer(plain) as writer,
    ):
        writer.add_text(HEADER, json.dumps(header(connection), indent=1))
        for table in tables():
            with tempfile.TemporaryFile() as lines:
                made.rows += copied(table.lines(connection), lines) - 1
                writer.add(f"{DATA}{table.label}.jsonl", lines, size_of(lines))
        for name in uploads(default_storage):
            if not is_safe(name):
                made.odd.append(name)
                continue
            try:
                with default_storage.open(name) as content:
                    writer.add(f"{MEDIA}{name}", content, content.size)
                made.files += 1
            except FileNotFoundError:
                made.gone.append(name)
    return made


def header(connection: BaseDatabaseWrapper) -> dict[str, object]:
    """What one who restores it has to know first."""
    return {
        "format": FORMAT,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "site": getattr(settings, "WAGTAILADMIN_BASE_URL", ""),
        "database": connection.vendor,
        "versions": {name: version(name) for name in ("django", "wagtail")},
        "migrations": migrations(connection),
    }


def migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """How the database is built, whatever release built it."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


@contextmanager
def output(target: str) -> Iterator[IO[bytes]]:
    """The file appears when it is whole; only its owner reads it."""
    if target == STDOUT:
        yield sys.stdout.buffer
        return
    path = place(target)
    if isinstance(path, Bucketed):
        with path.written() as file:
            yield file
        return
    clear_unfinished(path.absolute().parent)
    handle, name = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def clear_unfinished(folder: Path) -> None:
    """What was killed left its file, which nobody looks for; who is at one holds it."""
    for path in folder.glob(f".*{UNFINISHED}"):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def copied(lines: Iterator[bytes], file: IO[bytes]) -> int:
    count = 0
    for text in lines:
        file.write(text)
        count += 1
    return count


def size_of(file: IO[bytes]) -> int:
    size = file.tell()
    file.seek(0)
    return size
