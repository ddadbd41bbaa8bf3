"""How does a question that every page asks cost no more than its answer?

Django writes the SQL of a query anew each time, which takes ten times as long as the
database takes for the answer. A compiled question is written once, with marks in the
places of its values; from then on only the values are put there.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

Value = str | int | date | datetime | UUID
Asked = Value | None | Sequence[Value]


def compiled(make: Callable[..., QuerySet]) -> Callable[..., list]:
    """A function of the same values, which answers the rows of that queryset.

    `make` sees marks, once for each shape of the values: which of them are None, and
    how long lists are (they are filled up by their last member). It may only hand them
    on to lookups, or, of places in the tree, to the beginning or end of a text. What is
    to be looked at is given by name and seen as it is.
    """
    questions: dict[Any, Question] = {}

    @functools.wraps(make)
    def ask(*values: Asked, **seen: Any) -> list:
        filled = [_filled(value) for value in values]
        shape = (*map(_shape, filled), *seen.items())
        question = questions.get(shape)
        if question is None:
            question = questions[shape] = Question.of(make, filled, seen)
        return question.answer(list(_flat(filled)))

    return ask


class Unfit(Exception):
    """A value that a compiled question cannot take."""


@dataclass(frozen=True, slots=True)
class Question:
    rows: QuerySet
    compiler: SQLCompiler
    sql: str
    # By name, or in order.
    params: dict[str, Any] | tuple[Any, ...]
    # Of the parameters: where, which value, and the mark it has inside of a text.
    places: list[tuple[Any, int, str]]
    # Which column, what makes a value of ours of the database's, and of what kind.
    converters: list[tuple[int, list[Callable], Any]]

    @classmethod
    def of(cls, make: Callable[..., QuerySet], asked: list, seen: dict) -> "Question":
        marked, marks = _marked(asked, 0)
        rows, compiler, sql, params = _written(make, marked, seen)
        places = list(_places(params, marks, compiler.connection))
        if len({number for _, number, _ in places}) < len(marks):
            # A part that finds nothing is left out, with its values; or else a value
            # was looked at, and another would have made another question.
            others, others_marks = _marked(asked, len(marks))
            _, _, again, others_params = _written(make, others, seen)
            found = _put(params, places, others_marks, compiler.connection)
            if (sql, found) != (again, list(others_params)):
                raise Unfit(f"{make.__qualname__} looks at its values.")
        columns = [column for column, *_ in (compiler.select or ())]
        columns = columns[: compiler.col_count]
        converters = [
            (column, [_quicker(one, compiler.connection) for one in several], kind)
            for column, (several, kind) in compiler.get_converters(columns).items()
        ]
        told = (sql, params, places)
        if compiler.connection.vendor == "sqlite":
            told = _by_name(*told)
        return cls(rows, compiler, *told, converters)

    def answer(self, values: list[Value]) -> list:
        if not self.sql:
            return []
        connection = connections[self.rows.db]
        params = _put(self.params, self.places, values, connection)
        found = self._fetched(params, connection)
        rows = list(self.rows._iterable_class(Answered(self, found)))
        if lookups := self.rows._prefetch_related_lookups:
            prefetch_related_objects(rows, *lookups)
        return rows

    def _fetched(
        self, params: Any, connection: BaseDatabaseWrapper
    ) -> Iterable[Sequence]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if self.compiler.has_extra_select:
            found = [row[: self.compiler.col_count] for row in found]
        return self._converted(found, connection) if self.converters else found

    def _converted(
        self, found: Iterable[Sequence], connection: BaseDatabaseWrapper
    ) -> Iterator[list]:
        for row in map(list, found):
            for column, several, kind in self.converters:
                for convert in several:
                    row[column] = convert(row[column], kind, connection)
            yield row


class Answered:
    """What Django makes objects of: queryset, query and compiler in one."""

    def __init__(self, question: Question, found: Iterable[Sequence]) -> None:
        self.question, self.found, self.query = question, found, self

    def get_compiler(self, *args: Any, **kwargs: Any) -> "Answered":
        return self

    def execute_sql(self, **kwargs: Any) -> None:
        """Done already."""

    def results_iter(
        self, results: None = None, tuple_expected: bool = False, **kwargs: Any
    ) -> Iterable[Sequence]:
        return map(tuple, self.found) if tuple_expected else self.found

    def __getattr__(self, name: str) -> Any:
        rows, compiler = self.question.rows, self.question.compiler
        for one in (rows, compiler, compiler.query):
            if hasattr(one, name):
                return getattr(one, name)
        raise AttributeError(name)


def _filled(value: Asked) -> Asked:
    """A list as long as the next power of two: there are few shapes, then.

    >>> _filled({1: "", 2: ""}), _filled([1, 2, 3]), _filled("text")
    ([1, 2], [1, 2, 3, 3], 'text')
    """
    if value is None or isinstance(value, Value):
        return value
    values = list(value)
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def _shape(value: Asked) -> Any:
    if isinstance(value, list):
        return len(value)
    return None if value is None else type(value)


def _flat(values: list[Asked]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def _marked(asked: list[Asked], first: int) -> tuple[list[Asked], list[Value]]:
    """The same with a mark for each value, and all the marks."""
    marks: list[Value] = []

    def mark(value: Value) -> Value:
        marks.append(_mark(value, first + len(marks)))
        return marks[-1]

    marked = [
        [mark(one) for one in value]
        if isinstance(value, list)
        else value
        if value is None
        else mark(value)
        for value in asked
    ]
    return marked, marks


def _mark(value: Value, number: int) -> Value:
    """What stands in no query of anybody, and fits any column of its kind."""
    match value:
        case str():
            return f"MARK{number:04d}KRAM"
        case int():
            # What a small column cannot hold, Django knows that it does not find.
            return 31_000 + number
        case datetime():
            return datetime(2930, 4, 5, tzinfo=UTC) + timedelta(seconds=number)
        case date():
            return date(2930, 4, 5) + timedelta(days=number)
        case UUID():
            return UUID(int=(2_030_405_060 << 64) + number)


def _written(
    make: Callable[..., QuerySet], marked: list[Asked], seen: dict
) -> tuple[QuerySet, SQLCompiler, str, tuple]:
    rows = make(*marked, **seen)
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        sql, params = "", ()
    return rows, compiler, sql, tuple(params)


def _places(
    params: Sequence[Any], marks: list[Value], connection: BaseDatabaseWrapper
) -> Iterator[tuple[int, int, str]]:
    sent = [_sent(mark, connection) for mark in marks]
    for place, param in enumerate(params):
        for number, mark in enumerate(sent):
            if param == mark:
                yield place, number, ""
            elif isinstance(mark, str) and isinstance(param, str) and mark in param:
                yield place, number, mark


def _by_name(
    sql: str, params: Sequence[Any], places: list[tuple[int, int, str]]
) -> tuple[str, dict[str, Any], list[tuple[str, int, str]]]:
    """The same with each value once, under a name.

    Django looks for places without a name by a regular expression, each time anew,
    which for a long question takes as long as SQLite takes to answer it.

    >>> places = [(0, 0, ""), (2, 0, "")]
    >>> sql, params, places = _by_name(
    ...     "a LIKE '%%' AND b = %s AND c IN (%s, %s)", (7, 1, 7), places
    ... )
    >>> sql
    "a LIKE '%%' AND b = %(v0)s AND c IN (%(p1)s, %(v0)s)"
    >>> params, places
    ({'v0': 7, 'p1': 1}, [('v0', 0, '')])
    """
    names = [f"p{place}" for place in range(len(params))]
    for place, number, mark in places:
        if not mark:
            names[place] = f"v{number}"
    marked = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    named = dict(zip(names, params, strict=True))
    put = [(names[place], number, mark) for place, number, mark in places]
    return marked, named, list(dict.fromkeys(put))


def _put(
    params: Any,
    places: Sequence[tuple[Any, int, str]],
    values: list[Value],
    connection: BaseDatabaseWrapper,
) -> Any:
    """The parameters with these values in the places of the marks."""
    filled = dict(params) if isinstance(params, dict) else list(params)
    for place, number, mark in places:
        if mark:
            filled[place] = filled[place].replace(mark, _inside(values[number]))
        else:
            filled[place] = _sent(values[number], connection)
    return filled


def _quicker(convert: Callable, connection: BaseDatabaseWrapper) -> Callable:
    """The same, where Django asks of each moment what is so of all."""
    slow = getattr(connection.ops, "convert_datetimefield_value", None)
    plain = connection.vendor == "sqlite" and connection.timezone is UTC
    return _moment if plain and convert == slow else convert


def _moment(
    told: datetime | str | None, _kind: Any, _connection: Any
) -> datetime | None:
    """SQLite keeps moments in UTC, as text, which its driver may have read already."""
    if not told:
        return None
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sent(value: Value, connection: BaseDatabaseWrapper) -> Any:
    """As Django's fields hand it to the database."""
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
        case UUID():
            native = connection.features.has_native_uuid_field
            return value if native else value.hex
    return value


def _inside(value: Value) -> str:
    # Signs with a meaning in LIKE would have to be written otherwise there.
    if not isinstance(value, str) or set(value) & set("%_\\"):
        raise Unfit(f"Only places in the tree stand inside of a text: {value!r}")
    return value
