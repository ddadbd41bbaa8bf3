"""What did the source say, as one short string that changes when it does?"""

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from news.importers.document import Document
from news.importers.sameness import base_of

# Where a file or the post was found says nothing of what the post says.
PLACES = {"source", "path", "doubts", "addresses"}


def checksum(document: Document) -> str:
    """SHA-256 of all that the document says; the files' places do not count.

    Nor does which of several papers of one title and day it came to be: it is looked
    for by this among all of them.
    """
    return as_before(replace(document, identifier=base_of(document.identifier)))


def is_checksum_of(document: Document, known: str) -> bool:
    """Whether it is; those that were stored before counted the number, too."""
    return known in (checksum(document), as_before(document))


def as_before(document: Document) -> str:
    return digest(list(_spelled(document)))


def digest(value: Any) -> str:
    """SHA-256 of a value; the order of names in a mapping does not count.

    PostgreSQL keeps the names of a JSON object in an order of its own.

    >>> digest({"a": 1, "b": [{"c": 2, "d": 3}]}) == digest(
    ...     {"b": [{"d": 3, "c": 2}], "a": 1}
    ... )
    True
    """
    return _hashed(_ordered(value))


def is_digest_of(value: Any, known: str) -> bool:
    """Whether it is; those that were stored before counted the order, too."""
    return known in (digest(value), _hashed(value))


def _hashed(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _ordered(value: Any) -> Any:
    match value:
        case dict():
            return {name: _ordered(value[name]) for name in sorted(value, key=str)}
        case list():
            return [_ordered(item) for item in value]
    return value


def _spelled(value: Any) -> Iterator[str]:
    if is_dataclass(value):
        yield type(value).__name__
        names = [field.name for field in fields(value)]
        skipped = PLACES if isinstance(value, Document) else {"path"}
        for name in names:
            if name not in skipped:
                yield name
                yield from _spelled(getattr(value, name))
    elif isinstance(value, tuple):
        yield "("
        for item in value:
            yield from _spelled(item)
        yield ")"
    else:
        yield repr(value)
