"""How do very many rows get into a table at once, with keys that are known before?"""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

from django.db import NotSupportedError, connection, transaction
from django.db.models import Field, Model

# What PostgreSQL takes as it is in Python; a foreign key is as what it names.
PLAIN = frozenset(
    {
        *("AutoField", "BigAutoField", "SmallAutoField", "IntegerField"),
        *("BigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"),
        *("CharField", "TextField", "SlugField", "URLField", "BooleanField"),
        *("DateField", "DateTimeField", "FloatField", "UUIDField", "ForeignKey"),
        "OneToOneField",
    }
)
# Of these, what SQLite keeps otherwise than Python has it.
OTHERWISE = frozenset({"DateField", "DateTimeField", "UUIDField"})
# For rows by the ten thousand; the server's own settings are for single ones.
ROOM = {"maintenance_work_mem": "256MB", "work_mem": "64MB"}


def keys(model: type[Model], count: int) -> Iterator[int]:
    """Keys of rows that are to be inserted; nobody else is given them."""
    table, column = model._meta.db_table, model._meta.pk.column
    match connection.vendor:
        case "postgresql":
            sequence = "nextval(pg_get_serial_sequence(%s, %s))"
            statement = f"SELECT {sequence} FROM generate_series(1, %s)"
            found = _rows(statement, [table, column, count])
            return (number for (number,) in found)
        case "sqlite":
            return iter(_counted_up(table, count))
        case vendor:
            raise NotSupportedError(f"Nobody knows how {vendor} gives out keys.")


def _counted_up(table: str, count: int) -> range:
    """SQLite's own note of the last key; a transaction that writes is alone there."""
    last = _rows("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    first = last[0][0] + 1 if last else 1
    note = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
    if not last:
        note = "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
    _run(note, [first + count - 1, table])
    return range(first, first + count)


def insert(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Values of these columns for this one table; no signal tells of them."""
    fields = [model._meta.get_field(name) for name in names]
    table = _quoted(model)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    turned = _turned(fields, rows)
    # Copying is no statement of Django's, and its errors are the driver's.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql" and hasattr(cursor, "copy"):
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in turned:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"
            cursor.executemany(statement, list(turned))


def insert_all(model: type[Model], things: Iterable[Model]) -> None:
    """Rows for whole objects; of a page only what `model` itself holds."""
    names = columns(model)
    insert(model, names, map(operator.attrgetter(*names), things))


@cache
def columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def _turned(
    fields: Sequence[Field], rows: Iterable[Sequence[Any]]
) -> Iterable[Sequence[Any]]:
    """The values as the database takes them."""
    turns = [(at, turn) for at, field in enumerate(fields) if (turn := _turn(field))]
    if not turns:
        return rows
    return (_with(row, turns) for row in rows)


def _with(
    row: Sequence[Any], turns: list[tuple[int, Callable[[Any], Any]]]
) -> list[Any]:
    values = list(row)
    for at, turn in turns:
        values[at] = turn(values[at])
    return values


def _turn(field: Field) -> Callable[[Any], Any] | None:
    named = field.target_field if field.is_relation else field
    kinds = {field.get_internal_type(), named.get_internal_type()}
    plain = PLAIN if connection.vendor == "postgresql" else PLAIN - OTHERWISE
    if kinds <= plain:
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def make_room() -> None:
    """For the rest of a transaction that inserts very much."""
    if connection.vendor != "postgresql":
        return
    for name, value in ROOM.items():
        _rows("SELECT set_config(%s, %s, true)", [name, value])
    # Quicker than the usual one, where the server knows it.
    _rows(
        "SELECT set_config(name, 'lz4', true) FROM pg_settings"
        " WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
    )


def indexed_later(*models: type[Model]) -> AbstractContextManager[None]:
    """Within it the tables have no word indexes: they are made anew at its end.

    Sorting words in batch by batch costs twice as much. Nobody else reads the tables
    until the transaction has ended.
    """
    found = [one for model in models for one in _word_indexes(model)]
    return _later([(f"DROP INDEX {name}", made) for name, made in found])


def checked_later(*models: type[Model]) -> AbstractContextManager[None]:
    """Within it no table knows what its foreign keys have to name: at its end those of
    all its rows are looked up at once, which raises `IntegrityError`.

    One by one, each of them locks the row that it names. Nobody else reads the tables,
    or those that they name, until the transaction has ended.
    """
    found = [(model, *one) for model in models for one in _foreign_keys(model)]
    return _later(
        [
            (f"{alter} DROP CONSTRAINT {name}", f"{alter} ADD CONSTRAINT {name} {told}")
            for model, name, told in found
            for alter in [f"ALTER TABLE {_quoted(model)}"]
        ]
    )


@contextmanager
def _later(statements: Sequence[tuple[str, str]]) -> Iterator[None]:
    """Pairs: what takes something away, and what gives it back at the end."""
    away, back = zip(*statements, strict=True) if statements else ((), ())
    with transaction.atomic():
        _change(away)
        yield
        _change(back)


def _change(statements: Sequence[str]) -> None:
    if statements:
        # No table is changed while keys are still to be looked up.
        _run("SET CONSTRAINTS ALL IMMEDIATE")
        _run("SET CONSTRAINTS ALL DEFERRED")
    for statement in statements:
        _run(statement)


def _word_indexes(model: type[Model]) -> list[tuple[str, str]]:
    """Name and definition of each."""
    if connection.vendor != "postgresql":
        return []
    return _rows(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_am a ON a.oid = c.relam AND a.amname = 'gin'"
        " WHERE i.indrelid = %s::regclass ORDER BY 1",
        [model._meta.db_table],
    )


def _foreign_keys(model: type[Model]) -> list[tuple[str, str]]:
    """Name and definition of each."""
    if connection.vendor != "postgresql":
        return []
    return _rows(
        "SELECT quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = %s::regclass ORDER BY 1",
        [model._meta.db_table],
    )


def weigh(model: type[Model]) -> None:
    """Let the database know how large a table has become."""
    if connection.vendor == "postgresql":
        # Words and bodies are long, and nothing is asked of their distribution.
        small = [f.column for f in model._meta.local_concrete_fields if _is_small(f)]
        columns = ", ".join(map(connection.ops.quote_name, small))
        _run(f"ANALYZE {_quoted(model)} ({columns})")


def _quoted(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _is_small(field: Field) -> bool:
    return field.get_internal_type() in PLAIN - {"TextField"}


def _rows(statement: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _run(statement: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
