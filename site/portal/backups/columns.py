"""How is a value of the database written, so that every database can read it?

As JSON: what JSON lacks becomes a text, and what a JSON column holds stands in a list
of one, so that its null is not the absence of a value.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, JSONField, UUIDField
from django.db.models.expressions import Col


@dataclass(frozen=True)
class Column:
    field: Field

    @property
    def name(self) -> str:
        return self.field.column

    @cached_property
    def stored(self) -> Field:
        """What the database has: of a foreign key the key it names."""
        field = self.field
        while field.remote_field is not None:
            field = field.target_field
        return field

    @cached_property
    def kind(self) -> str:
        return self.stored.get_internal_type()

    def reader(self, connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
        """From what this database answers to what is written."""
        told = Col("", self.stored)
        converters = connection.ops.get_db_converters(told)

        def read(value: Any) -> Any:
            for converter in converters:
                value = converter(value, told, connection)
            return self._written(value)

        return read

    def _written(self, value: Any) -> Any:
        match value:
            case None | bool() | int() | float():
                return value
            case _ if self.kind == "JSONField":
                return [json.loads(value) if isinstance(value, str) else value]
            case str():
                return value
            case datetime():
                return value.astimezone(UTC).isoformat()
            case date() | time():
                return value.isoformat()
            case Decimal() | UUID():
                return str(value)
            case bytes() | memoryview():
                return base64.b64encode(bytes(value)).decode()
        raise TypeError(f"{self.field}: nobody knows how to write {type(value)}.")

    def writer(self, connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
        """From what is written to what this database takes."""
        ops, field = connection.ops, self.stored
        match self.kind:
            case "JSONField":
                prepared = JSONField().get_db_prep_value
                take = lambda value: prepared(value[0], connection)  # noqa: E731
            case "DateTimeField":
                take = lambda value: ops.adapt_datetimefield_value(  # noqa: E731
                    datetime.fromisoformat(value)
                )
            case "DateField":
                take = lambda value: ops.adapt_datefield_value(  # noqa: E731
                    date.fromisoformat(value)
                )
            case "TimeField":
                take = lambda value: ops.adapt_timefield_value(  # noqa: E731
                    time.fromisoformat(value)
                )
            case "DecimalField":
                take = lambda value: ops.adapt_decimalfield_value(  # noqa: E731
                    Decimal(value), field.max_digits, field.decimal_places
                )
            case "UUIDField":
                prepared = UUIDField().get_db_prep_value
                take = lambda value: prepared(UUID(value), connection)  # noqa: E731
            case "BinaryField":
                take = base64.b64decode
            case _:
                return lambda value: value
        return lambda value: None if value is None else take(value)
