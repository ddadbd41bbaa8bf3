"""All migrations take a minute: the stages of one run of checks share what they left.

`MIGRATED` names the folder for it: a SQLite file for each project and Wagtail, and the
name of a database on PostgreSQL. Without it every stage migrates one of its own.

    python -m tests.migrated

drops what the run kept on PostgreSQL: it does not end with the folder.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import wagtail
from psycopg import sql

POSTGRESQL = os.environ.get("DATABASE_URL") or "postgres:///postgres"


def kept(project: str = "portal", ending: str = "sqlite3") -> Path | None:
    folder = os.environ.get("MIGRATED")
    name = f"{project}-wagtail-{wagtail.__version__}.{ending}"
    return Path(folder) / name if folder else None


def begin(database: Path, project: str = "portal") -> bool:
    """Whether the database is there now, with nothing left to migrate."""
    file = kept(project)
    if file is None or not file.exists():
        return False
    # SQLite would take them for what is still to be done, or undone, in the new one.
    for beside in ("-journal", "-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    shutil.copyfile(file, database)
    return True


def keep(database: Path, project: str = "portal") -> None:
    """For whoever begins later; the first one that is kept stays."""
    file = kept(project)
    if file is None or file.exists():
        return
    whole = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", [str(whole)])
    whole.rename(file)


def template() -> str | None:
    """The database on PostgreSQL that others may be made from, if one was kept."""
    note = kept(ending="postgresql")
    return note.read_text() if note and note.exists() else None


def keep_template(database: str) -> None:
    """As `keep`; nobody may be connected to the database."""
    note = kept(ending="postgresql")
    if note is None or note.exists():
        return
    name = f"bantin_migrated_{os.getpid()}"
    made_from(database, name)
    # Noted last: nobody begins from a copy that failed.
    note.write_text(name)


def made_from(source: str, name: str) -> None:
    administered("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    administered("CREATE DATABASE {} TEMPLATE {}", name, source)


def administered(statement: str, *names: str) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def drop() -> None:
    for note in Path(os.environ["MIGRATED"]).glob("*.postgresql"):
        administered("DROP DATABASE IF EXISTS {} WITH (FORCE)", note.read_text())


if __name__ == "__main__":
    drop()
