"""Which rows does a table hold that was written as CSV or as JSON?

CSV with commas, semicolons or tabs; JSON as a list of objects, an object a line, or as
phpMyAdmin writes it, with the table's data inside. What is not UTF-8, as Excel's CSV
often is, is read as pages are.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .document import Doubt, Unreadable
from .lines import one_line
from .old_letters import reading_of, telling_of
from .reading import OLD_LETTERS, codec_of, is_utf_8, rows_as_stored, text_of
from .retelling import Telling

SUFFIXES = frozenset({".csv", ".tsv", ".json", ".jsonl"})
LARGEST_JSON = 30 * 1024 * 1024
LARGEST_OTHER = LARGEST_JSON  # that of CSV which is not UTF-8: it is read at once
LARGEST_CELL = 4 * 1024 * 1024


def rows(path: Path, doubts: list[Doubt] | None = None) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns. Raises `Unreadable`.

    What is to be told of the whole file is added to `doubts` before the first row, and
    what is to be told of one row before that row.
    """
    is_json = path.suffix.lower() in {".json", ".jsonl"}
    return _named(path, _json_rows(path) if is_json else _csv_rows(path, doubts))


def first_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The same as far as the columns tell: letters of old encodings are not read."""
    is_json = path.suffix.lower() in {".json", ".jsonl"}
    return _named(path, _json_rows(path) if is_json else _first_csv_rows(path))


def _named(path: Path, found: Iterator[Any]) -> Iterator[dict[str, Any]]:
    """The rows; whatever is wrong with them is told with the name of the file."""
    try:
        for row in found:
            if not isinstance(row, dict):
                raise Unreadable(f"{path.name}: a list of posts is wanted")
            yield row
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror or error}") from error
    except UnicodeError as error:
        raise Unreadable(f"{path.name}: not UTF-8") from error
    except (csv.Error, ValueError, RecursionError) as error:
        reason = one_line(str(error))[:200]
        raise Unreadable(f"{path.name}: a broken table ({reason})") from error


def _csv_rows(path: Path, doubts: list[Doubt] | None) -> Iterator[dict[str, Any]]:
    doubts = [] if doubts is None else doubts

    def doubt(told: Doubt) -> None:
        if told not in doubts:
            doubts.append(told)

    with _opened(path, doubt) as (file, read, told):
        doubts += told
        yield from _by_columns(file, read)


def _first_csv_rows(path: Path) -> Iterator[dict[str, Any]]:
    codec = codec_of(path)
    with path.open(encoding=codec, errors="replace", newline="") as file:
        yield from _by_columns(file, str)


def _by_columns(file: IO[str], read: Telling) -> Iterator[dict[str, Any]]:
    delimiter = _delimiter(file)
    found = csv.reader(map(read, file), delimiter=delimiter, strict=True)
    usual = csv.field_size_limit(LARGEST_CELL)
    try:
        names = next(found, [])
        if twice := [one for one in names if one and names.count(one) > 1]:
            raise ValueError(f"two columns are called {twice[0]!r}")
        for row in found:
            if len(row) > len(names):
                message = f"line {found.line_num} has more cells than columns"
                raise ValueError(message)
            if row:
                yield dict(zip(names, [*row, *[""] * len(names)], strict=False))
    finally:
        csv.field_size_limit(usual)


@contextmanager
def _opened(
    path: Path, doubt: Callable[[Doubt], None]
) -> Iterator[tuple[IO[str], Telling, tuple[Doubt, ...]]]:
    """The file, how each of its lines is read, and what is to be told of it."""
    if is_utf_8(path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file, str, ()
        return
    if (size := path.stat().st_size) > LARGEST_OTHER:
        raise Unreadable(
            f"{path.name}: not UTF-8, and {size:,} bytes are too large for that, the"
            f" limit is {LARGEST_OTHER:,} bytes"
        )
    text, doubts, mixed = rows_as_stored(path, LARGEST_OTHER)
    read: Telling = telling_of(mixed, doubt) if mixed else str
    more: tuple[Doubt, ...] = ()
    if OLD_LETTERS in [doubt.code for doubt in doubts]:
        # A cell is too short to tell in which; the file as a whole is not.
        read, more = reading_of(text, doubt)
    yield io.StringIO(text, newline=""), read, doubts + more


def _delimiter(file: IO[str]) -> str:
    """Vietnamese Excel writes semicolons."""
    line = file.readline(10_000)
    file.seek(0)
    return max(",;\t", key=line.count)


def _json_rows(path: Path) -> Iterator[Any]:
    """A list, or an object a line; the latter may be of any length."""
    with path.open(encoding="utf-8-sig") as file:
        opening = file.read(1000).lstrip()
        file.seek(0)
        if opening.startswith("{"):
            while line := file.readline(LARGEST_CELL):
                if line.strip():
                    yield json.loads(line)
            return
    found = json.loads(text_of(path, LARGEST_JSON))
    if not isinstance(found, list):
        raise Unreadable(f"{path.name}: a list of posts is wanted")
    for row in found:
        match row:
            case {"type": "table", "data": list(data)}:
                yield from data
            case {"type": "header" | "database", **rest} if "title" not in rest:
                continue
            case _:
                yield row
