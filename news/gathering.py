"""How are rows of many tables read in one query, and become objects again?

Each row travels as JSON: a union can then hold rows of any shape. Columns that JSON
cannot hold stay behind; whoever asks for one of them asks the database.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    BinaryField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    Func,
    IntegerField,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import JSONObject
from django.utils.timezone import is_naive

from news.compiled import compiled

UNFIT = (BinaryField, JSONField)
# What these read from JSON is what JSON holds.
AS_IT_IS = {one.to_python for one in (Field, CharField, TextField, IntegerField)}


class Told(JSONObject):
    def as_sqlite(self, *args: Any, **kwargs: Any) -> tuple[str, list]:
        # Django first tries whether there is JSON in a transaction, which waits for
        # whoever writes, and takes the end of its patience for a no.
        return Func.as_sql(self, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table in the order of `place`, with the rows that `naming` names.

    Where pages show little of many rows, `made` makes something lighter of what is
    told: of model, columns and database.
    """

    rows: QuerySet
    place: str = "pk"
    naming: tuple[str, ...] = ()
    made: Callable[[type[Model], dict, str], Any] | None = None


def gathering(
    make: Callable[..., Mapping[str, Part]],
) -> Callable[..., dict[str, list[Any]]]:
    """A function of the same values, which answers the rows of every part by its name.

    They come in one query, however many parts; `make` is to values as it is where
    a question is compiled.
    """
    # Of what kind each part is, which is the same for all values.
    kinds: dict[str, Part] = {}

    @compiled
    def told(*values: Any) -> QuerySet:
        nonlocal kinds
        # Other threads ask at the same time, for other values.
        parts = dict(make(*values))
        kinds = parts
        first, *others = (_row(name, part) for name, part in parts.items())
        return first.union(*others, all=True)

    @functools.wraps(make)
    def gather(*values: Any) -> dict[str, list[Any]]:
        rows, of = told(*values), kinds
        found: dict[str, list[Any]] = {name: [] for name in of}
        for name, place, row in rows:
            found[name].append((place or 0, row))
        return {name: _made_in_order(of[name], rows) for name, rows in found.items()}

    return gather


def _row(name: str, part: Part) -> QuerySet:
    told = _told(part.rows.model, part.naming)
    return part.rows.order_by().values_list(Value(name), part.place, told)


def _told(model: type[Model], naming: tuple[str, ...], path: str = "") -> Told:
    columns = {name: f"{path}{name}" for name in _columns(model)}
    named = {
        name: _told(model._meta.get_field(name).related_model, (), f"{path}{name}__")
        for name in naming
    }
    return Told(**columns, **named)


def _columns(model: type[Model]) -> dict[str, Field]:
    fields = model._meta.concrete_fields
    return {one.attname: one for one in fields if not isinstance(one, UNFIT)}


def _made_in_order(part: Part, rows: list[tuple[int, dict]]) -> list[Any]:
    model, pk = part.rows.model, part.rows.model._meta.pk.attname
    rows = sorted(rows, key=lambda row: (row[0], row[1][pk]))
    make = part.made or functools.partial(row_of, naming=part.naming)
    return [make(model, told, part.rows.db) for _place, told in rows]


def row_of(
    model: type[Model], told: dict, database: str, naming: tuple[str, ...] = ()
) -> Model:
    """The object of a row that has come as JSON."""
    names, readers = _readers(model)
    values = [
        told[name] if reader is None else reader(told[name])
        for name, reader in zip(names, readers, strict=True)
    ]
    row = model.from_db(database, names, values)
    for name in naming:
        named = model._meta.get_field(name).related_model
        if told[name][named._meta.pk.attname] is not None:
            setattr(row, name, row_of(named, told[name], database))
    return row


@functools.cache
def _readers(model: type[Model]) -> tuple[list[str], list[Callable | None]]:
    """What each column is called, and how it is read from JSON; None for as it is."""
    columns = _columns(model)
    return list(columns), [_reader(field) for field in columns.values()]


def _reader(field: Field) -> Callable[[Any], Any] | None:
    if isinstance(field, ForeignKey):
        field = field.target_field
    if type(field).to_python in AS_IT_IS:
        return None
    return _moment(field) if isinstance(field, DateTimeField) else field.to_python


def _moment(field: Field) -> Callable[[Any], Any]:
    def read(told: str | None) -> datetime | None:
        value = field.to_python(told)
        # SQLite keeps moments as text, in UTC.
        return value.replace(tzinfo=UTC) if value and is_naive(value) else value

    return read
