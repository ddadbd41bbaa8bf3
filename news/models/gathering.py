"""How are rows of many tables read in one query, and become objects again?

Each row travels as JSON: a union can then hold rows of any shape. Columns that JSON
cannot hold stay behind; whoever asks for one of them asks the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    BinaryField,
    Field,
    Func,
    JSONField,
    Model,
    QuerySet,
    Value,
)
from django.db.models.functions import JSONObject
from django.utils.timezone import is_naive

UNFIT = (BinaryField, JSONField)


class Told(JSONObject):
    def as_sqlite(self, *args: Any, **kwargs: Any) -> tuple[str, list]:
        # Django first tries whether there is JSON in a transaction, which waits for
        # whoever writes, and takes the end of its patience for a no.
        return Func.as_sql(self, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table in the order of `place`, with the rows that `naming` names."""

    rows: QuerySet
    place: str = "pk"
    naming: tuple[str, ...] = ()


def gather(parts: Mapping[str, Part]) -> dict[str, list[Any]]:
    """The rows of every part, under its name; one query, however many parts."""
    first, *others = (_row(name, part) for name, part in parts.items())
    found: dict[str, list[Any]] = {name: [] for name in parts}
    for name, place, told in first.union(*others, all=True):
        found[name].append((place or 0, told))
    return {name: _made_in_order(parts[name], rows) for name, rows in found.items()}


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


def _made_in_order(part: Part, rows: list[tuple[int, dict]]) -> list[Model]:
    model, pk = part.rows.model, part.rows.model._meta.pk.attname
    rows = sorted(rows, key=lambda row: (row[0], row[1][pk]))
    return [_made(model, told, part.rows.db, part.naming) for _place, told in rows]


def _made(
    model: type[Model], told: dict, database: str, naming: tuple[str, ...] = ()
) -> Model:
    columns = _columns(model)
    values = [_value(field, told[name]) for name, field in columns.items()]
    row = model.from_db(database, list(columns), values)
    for name in naming:
        named = model._meta.get_field(name).related_model
        if told[name][named._meta.pk.attname] is not None:
            setattr(row, name, _made(named, told[name], database))
    return row


def _value(field: Field, told: Any) -> Any:
    value = field.to_python(told)
    if isinstance(value, datetime) and is_naive(value):
        # SQLite keeps moments as text, in UTC.
        return value.replace(tzinfo=UTC)
    return value
