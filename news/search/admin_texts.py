"""What does Wagtail's index take in of a thing? Each of its texts, worked out once.

Wagtail asks for every one of them three times on SQLite, and five on PostgreSQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField

TITLE, BODY, AUTOCOMPLETE = "title", "body", "autocomplete"


@dataclass(frozen=True, slots=True)
class Slot:
    """Fields whose texts go into one column of the index with one weight."""

    column: str
    weight: str
    fields: tuple[BaseField, ...]


@dataclass(frozen=True)
class Said:
    """The texts of one thing; `indexer` is Wagtail's own reader of it."""

    indexer: Any

    @property
    def key(self) -> str:
        return self.indexer.id

    @cached_property
    def texts(self) -> list[tuple[BaseField, str]]:
        indexer = self.indexer
        asked = (
            # Field and text; on PostgreSQL a weight stands between them.
            indexer.prepare_field(indexer.obj, field)
            for field in indexer.search_fields
        )
        return [(field, text) for told in asked for field, *_weight, text in told]

    def column(self, column: str) -> list[str]:
        return [text for field, text in self.texts if column_of(field) == column]

    def slot(self, slot: Slot) -> str:
        return joined(text for field, text in self.texts if field in slot.fields)


def column_of(field: BaseField) -> str | None:
    match field:
        case AutocompleteField():
            return AUTOCOMPLETE
        case SearchField(field_name="title"):
            return TITLE
        case SearchField():
            return BODY
    return None


def slots(fields: Sequence[BaseField], weigh: Any) -> list[Slot]:
    """In the order of the fields; neighbours of one weight share a slot."""
    found: list[Slot] = []
    for field in flat(fields):
        column = column_of(field)
        weight = weigh(getattr(field, "boost", None))
        last = next((slot for slot in reversed(found) if slot.column == column), None)
        if last and last.weight == weight:
            found[found.index(last)] = Slot(column, weight, (*last.fields, field))
        elif column:
            found.append(Slot(column, weight, (field,)))
    return found


def flat(fields: Sequence[BaseField]) -> Iterator[BaseField]:
    for field in fields:
        if isinstance(field, RelatedFields):
            yield from flat(field.fields)
        else:
            yield field


def joined(texts: Iterator[str]) -> str:
    return " ".join(filter(None, (text.strip() for text in texts)))
