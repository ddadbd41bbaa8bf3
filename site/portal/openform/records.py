"""How does a thing become a line of JSON, and a line a thing again?"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, FileField, Model, QuerySet
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.backups.archive import Damaged

from .numbers import Numbers
from .public import NAMED_BY, PUBLIC, ROWS
from .streams import cleaned

Record = dict[str, Any]


def every(model: type[Model]) -> QuerySet:
    return model._base_manager.all()


class Names:
    """Between the keys of the registers and what stands for them, both ways.

    It grows with the registers, not with the posts. Photos and documents keep their
    keys; `files` are those that there are for whoever reads the folder.
    """

    def __init__(self, files: Callable[[type[Model]], QuerySet] = every) -> None:
        self.files = files
        self.known: dict[type[Model], Numbers] = {}
        self.names: dict[type[Model], dict[int, str]] = {}
        self.keys: dict[type[Model], dict[str, int]] = {}

    def name(self, model: type[Model], key: int) -> str | None:
        """None of what has left its register since."""
        if model not in self.names:
            self.names[model] = dict(named(model))
        return self.names[model].get(key)

    def key(self, model: type[Model], name: str) -> int:
        if model not in self.keys:
            self.keys[model] = {known: key for key, known in named(model)}
        if name not in self.keys[model]:
            raise Damaged(f"no {model._meta.model_name} is called {name!r}")
        return self.keys[model][name]

    def file(self, model: type[Model], key: int) -> int | None:
        """None of what is gone, or kept to some readers."""
        if model not in self.known:
            self.known[model] = Numbers()
            for pk in self.files(model).values_list("pk", flat=True).iterator():
                self.known[model].add(pk)
        return key if key in self.known[model] else None


def named(model: type[Model]) -> Iterator[tuple[int, str]]:
    rows = model._base_manager.values_list("pk", *NAMED_BY[model])
    for key, *parts in rows.iterator():
        yield key, ":".join(map(str, parts))


def written(thing: Model, names: Names, model: type[Model] | None = None) -> Record:
    """Its public fields; of a page those of `model` alone."""
    model = model or type(thing)
    return {
        name: value_of(thing, model._meta.get_field(name), names)
        for name in PUBLIC[model]
    }


def value_of(thing: Model, field: Field, names: Names) -> Any:
    value = getattr(thing, field.attname)
    match field:
        case _ if field.is_relation and value is not None:
            is_named = field.related_model in NAMED_BY
            say = names.name if is_named else names.file
            return say(field.related_model, value)
        case StreamField():
            return field.get_prep_value(value) or []
        case FileField():
            return value.name
    return value


def page_written(page: Page, names: Names) -> Record:
    """Of a version, too: its rows are those it has in memory."""
    told = written(page, names, Page) | written(page, names)
    if hasattr(page, "bylines"):
        for name, relation in ROWS.items():
            rows = [written(row, names) for row in getattr(page, relation).all()]
            told[name] = list(map(bare, rows))
    return told


def bare(row: Record) -> Any:
    """What has one field is said without its name."""
    return next(iter(row.values())) if len(row) == 1 else row


def line(record: Record) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=told)
    return f"{text}\n".encode()


def told(value: Any) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
    raise TypeError(f"Nobody knows how to write {type(value)}.")


def read(model: type[Model], record: Record, names: Names) -> Record:
    """Columns and values of a row."""
    values = {}
    for name in PUBLIC[model]:
        field = model._meta.get_field(name)
        values[field.attname] = value_from(record[name], field, names)
    return values


def value_from(value: Any, field: Field, names: Names) -> Any:
    if value is None:
        if not field.null:
            raise Damaged(f"{field.name} is empty")
        return None
    if field.is_relation:
        if field.related_model in NAMED_BY:
            return names.key(field.related_model, value)
        return names.file(field.related_model, int(value))
    if isinstance(field, StreamField):
        return field.to_python(json.dumps(cleaned(value)))
    try:
        found = field.to_python(value)
        longest = field.max_length
        if longest and isinstance(found, str) and len(found) > longest:
            raise Damaged(f"{field.name} is longer than {longest} characters")
        field.run_validators(found)
    except ValidationError as error:
        raise Damaged(f"{field.name}: {error.messages[0]}") from error
    return found


def page_read(model: type[Page], record: Record, names: Names) -> Page:
    """A page in memory, with its rows; it has no place in a tree yet."""
    values = read(Page, record, names) | read(model, record, names)
    page = model(**values)
    if hasattr(page, "bylines"):
        for name, relation in ROWS.items():
            rows = getattr(page, relation)
            rows.set(list(rows_read(rows.model, record[name], names)))
    return page


def rows_read(model: type[Model], told: Iterable[Any], names: Names) -> Iterator[Model]:
    fields = PUBLIC[model]
    for at, row in enumerate(told):
        record = row if isinstance(row, dict) else {fields[0]: row}
        if is_lost(model, record):
            continue
        made = model(**read(model, record, names))
        if hasattr(made, "sort_order"):
            made.sort_order = at
        if getattr(made, "author_id", None) and made.name:
            made.recorded_for = made.author_id
        yield made


def is_lost(model: type[Model], record: Record) -> bool:
    """An old version names who has left the register since: nobody can say who."""
    required = (
        field.name
        for field in map(model._meta.get_field, PUBLIC[model])
        if field.is_relation and not field.null and not isinstance(field, ParentalKey)
    )
    return any(record[name] is None for name in required)


def version(model: type[Page], content: Record) -> Page:
    """As a version had it, whatever of what it names is gone."""
    return model_from_serializable_data(model, content, check_fks=False)
