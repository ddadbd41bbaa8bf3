"""All migrations take a minute: the stages of one run of checks share what they left.

`MIGRATED` names the folder for it: one SQLite file for each Wagtail. Without it, and on
PostgreSQL, every stage migrates a database of its own.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import wagtail


def kept() -> Path | None:
    folder = os.environ.get("MIGRATED")
    return Path(folder) / f"wagtail-{wagtail.__version__}.sqlite3" if folder else None


def begin(database: Path) -> bool:
    """Whether the database is there now, with nothing left to migrate."""
    file = kept()
    if file is None or not file.exists():
        return False
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    shutil.copyfile(file, database)
    return True


def keep(database: Path) -> None:
    """For whoever begins later; the first one that is kept stays."""
    file = kept()
    if file is None or file.exists():
        return
    whole = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", [str(whole)])
    whole.rename(file)
