"""How does the admin's own search find without accents, and bear any input?

Wagtail's database backends, with what they lack (`docs/behaviours/search.md`): they
are asked for the words as typed or folded; on SQLite one statement ranks; and saving a
post no longer reads the whole index for the average length of titles.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from wagtail.search.query import (
    And,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from news.vietnamese.folding import nfc

from .words import plain


def SearchBackend(params: dict[str, Any]) -> object:  # noqa: N802 - Wagtail's name
    """What WAGTAILSEARCH_BACKENDS names, for the database at hand."""
    match connection.vendor:
        case "sqlite":
            from .admin_sqlite import Backend
        case "postgresql":
            from .admin_postgresql import Backend
        case _:
            from wagtail.search.backends.database import SearchBackend as Backend
    return Backend(params)


def either(query: SearchQuery) -> SearchQuery:
    """The words as typed or folded: fields without a folded twin are found, too."""
    match query:
        case PlainText() | Phrase():
            return _either(query, _clean(query.query_string))
        case And() | Or():
            return type(query)([either(part) for part in query.subqueries])
        case Not():
            return Not(either(query.subquery))
    return query


def _either(query: PlainText | Phrase, text: str) -> SearchQuery:
    if not text:
        return Not(MatchAll())
    folded = plain(text)
    texts = [text] if folded in ("", text.casefold()) else [text, folded]
    said = [_saying(query, text) for text in texts]
    return said[0] if len(said) == 1 else Or(said)


def _saying(query: PlainText | Phrase, text: str) -> SearchQuery:
    if isinstance(query, Phrase):
        return Phrase(text)
    return PlainText(text, operator=query.operator, boost=query.boost)


def _clean(text: str) -> str:
    # A quote ends a word in the statement itself, a NUL ends the statement.
    bare = nfc(text).replace('"', " ").replace("\x00", " ").replace("\\", " ")
    return " ".join(word for word in bare.split() if any(map(str.isalnum, word)))


class Folding:
    """A compiler that asks for both spellings."""

    def __init__(self, queryset: Any, query: Any, **kwargs: Any) -> None:
        if isinstance(query, str):
            operator = kwargs.get("operator") or self.DEFAULT_OPERATOR
            query = PlainText(query, operator=operator)
        super().__init__(queryset, either(query), **kwargs)


class Lazy:
    """An index that measures titles only when it is built anew (`update_index`).

    What it takes in of things is read before it is stored: `read` asks no database.
    """

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        if objs and model.get_search_fields():
            self.take_in(model, self.read(objs))

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)
