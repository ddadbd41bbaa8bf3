"""Wagtail's search on PostgreSQL, folded."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db.models import Model
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    ObjectIndexer,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.utils import get_content_type_pk

from .admin import Folding, Lazy
from .admin_texts import AUTOCOMPLETE, BODY, TITLE, Said, Slot, joined, slots


class Compiler(Folding, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(Folding, PostgresAutocompleteQueryCompiler):
    pass


class Index(Lazy, PostgresIndex):
    def read(self, objs: Sequence[Model]) -> list[list[str]]:
        """An array for each column, and one for each slot of the model's."""
        said = [Said(ObjectIndexer(obj, self.backend)) for obj in objs]
        slots = slots_of(type(objs[0]))
        return [
            [one.key for one in said],
            [joined(one.column(TITLE)) for one in said],
            [joined(one.column(BODY)) for one in said],
            *([one.slot(slot) for one in said] for slot in slots),
        ]

    def take_in(self, model: type[Model], arrays: list[list[str]]) -> None:
        """In one statement, which is as long for many as for one."""
        statement = self._statement(slots_of(model))
        with self.write_connection.cursor() as cursor:
            cursor.execute(statement, [get_content_type_pk(model), *arrays])

    def _statement(self, wanted: list[Slot]) -> str:
        names = [f"slot{number}" for number in range(len(wanted))]
        vectors = {
            column: " || ".join(
                self._vector(name, slot)
                for name, slot in zip(names, wanted, strict=True)
                if slot.column == column
            )
            or "''::tsvector"
            for column in (TITLE, BODY, AUTOCOMPLETE)
        }
        arrays = ", ".join(["%s::text[]"] * (3 + len(names)))
        columns = [*vectors, "title_norm", "title_text", "body_text"]
        renewed = ", ".join(f"{column} = excluded.{column}" for column in columns)
        return (
            f"INSERT INTO {IndexEntry._meta.db_table}"
            f" (content_type_id, object_id, {', '.join(columns)})"
            f" SELECT %s, key, {', '.join(vectors.values())}, 1.0, title, body"
            f" FROM unnest({arrays}) AS said(key, title, body, {', '.join(names)})"
            f" ON CONFLICT (content_type_id, object_id) DO UPDATE SET {renewed}"
        )

    def _vector(self, name: str, slot: Slot) -> str:
        autocomplete = slot.column == AUTOCOMPLETE
        config = (
            self.backend.autocomplete_config if autocomplete else self.backend.config
        )
        quoted = f"'{config}'::regconfig, " if config else ""
        return f"setweight(to_tsvector({quoted}{name}), '{slot.weight}')"


@cache
def slots_of(model: type[Model]) -> list[Slot]:
    return slots(model.get_search_fields(), get_weight)


class Backend(PostgresSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index

    def __init__(self, params: dict[str, Any]) -> None:
        # "english", the default, drops words such as "so" and "do".
        super().__init__({"SEARCH_CONFIG": "simple"} | params)
