"""The database as lines of JSON: read as of one moment, written into an empty one."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Model, TextField

from .archive import CHUNK, Hashed
from .columns import Column

BATCH = 500
TEXTS = (CharField, TextField)
# What means nothing on another day, or is made from the rest.
LEFT_OUT = {
    *("sessions.Session", "portal.SignIn", "wagtailadmin.EditingSession"),
    "news.Heartbeat",
}
LEFT_OUT_APPS = {"axes", "wagtailsearch", "django_tasks_database"}
# The moment of a backup is that of its first read, and nobody waits for it.
BEGIN = {
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "sqlite": "BEGIN DEFERRED",
}


@dataclass(frozen=True)
class Table:
    model: type[Model]

    @property
    def label(self) -> str:
        return self.model._meta.label

    @cached_property
    def columns(self) -> list[Column]:
        fields = self.model._meta.local_concrete_fields
        return [Column(f) for f in fields if not getattr(f, "generated", False)]

    @property
    def quoted(self) -> tuple[str, str]:
        # Both databases quote names in the same way.
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        return f'"{self.model._meta.db_table}"', names

    def lines(self, connection: BaseDatabaseWrapper) -> Iterator[bytes]:
        """First the names of its columns, then its rows, by their keys."""
        (table, names), key = self.quoted, self.key(connection)
        readers = [column.reader(connection) for column in self.columns]
        yield line([column.name for column in self.columns])
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {table} ORDER BY {key}")  # noqa: S608
            while rows := cursor.fetchmany(BATCH):
                for row in rows:
                    pairs = zip(readers, row, strict=True)
                    yield line([read(value) for read, value in pairs])

    def key(self, connection: BaseDatabaseWrapper) -> str:
        """Rows stand in one order on every server, whatever language it sorts in."""
        key = self.model._meta.pk
        as_bytes = connection.vendor == "postgresql" and isinstance(key, TEXTS)
        return f'"{key.column}"' + (' COLLATE "C"' if as_bytes else "")

    def fill(self, connection: BaseDatabaseWrapper, content: Hashed) -> int:
        """Answers how many rows there were."""
        told = map(json.loads, io.BufferedReader(content, CHUNK))
        own = {column.name: column for column in self.columns}
        columns = [own[name] for name in next(told)]
        names = ", ".join(f'"{column.name}"' for column in columns)
        marks = ", ".join(["%s"] * len(columns))
        sql = f"INSERT INTO {self.quoted[0]} ({names}) VALUES ({marks})"  # noqa: S608
        writers = [column.writer(connection) for column in columns]
        count = 0
        with connection.cursor() as cursor:
            while rows := list(islice(told, BATCH)):
                cursor.executemany(sql, [taken(row, writers) for row in rows])
                count += len(rows)
        return count


def taken(row: list, writers: list[Callable]) -> list:
    return [write(value) for write, value in zip(writers, row, strict=True)]


def line(values: list) -> bytes:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def tables() -> list[Table]:
    """Those that are kept, in one order."""
    return [
        Table(model)
        for model in everything()
        if model._meta.label not in LEFT_OUT
        and model._meta.app_label not in LEFT_OUT_APPS
    ]


def everything() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    own = (m for m in models if m._meta.managed and not m._meta.proxy)
    by_table = {model._meta.db_table: model for model in own}
    return sorted(by_table.values(), key=lambda model: model._meta.label)


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """The database as it is at one moment, however long it is read."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with connection.cursor() as cursor:
            cursor.execute(BEGIN[connection.vendor])
        yield connection
    finally:
        # A pool complains of what comes back in the middle of something.
        with suppress(DatabaseError):
            connection.rollback()
        connection.close()


def empty(connection: BaseDatabaseWrapper) -> None:
    # PostgreSQL empties no table of which something is still to be checked.
    connection.check_constraints()
    names = [model._meta.db_table for model in everything()]
    flushing = connection.ops.sql_flush(no_style(), names, allow_cascade=True)
    with connection.cursor() as cursor:
        for sql in flushing:
            cursor.execute(sql)


def count_on(connection: BaseDatabaseWrapper) -> None:
    """The next row of each table gets a number that is free."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), everything()):
            cursor.execute(sql)
