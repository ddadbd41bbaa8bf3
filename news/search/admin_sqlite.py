"""Wagtail's search on SQLite, folded, and ranked by one statement."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import (
    BM25,
    AndNot,
    MatchExpression,
    SQLiteFTSIndexEntry,
    normalize,
)
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.search.query import And, Or, Phrase, PlainText

from .admin import Folding, Lazy
from .admin_texts import AUTOCOMPLETE, BODY, TITLE, Said

# Nobody pages further in the admin; what is counted ends here, too.
MOST = 1000
COLUMNS = [TITLE, AUTOCOMPLETE, BODY]


class Rank(BM25):
    """Wagtail's weighs all columns alike: autocomplete, body, title."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, list]:
        return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, 1.0, 1.0, 10.0)", []


class OneStatement(Folding):
    """Wagtail's own asks for the rank of each hit by a statement of its own."""

    def __init__(self, queryset: Any, query: Any, **kwargs: Any) -> None:
        # The columns of its table are title and body, whatever the fields' names are.
        self.only_title = set(kwargs.get("fields") or []) == {"title"}
        super().__init__(queryset, query, **kwargs)
        self.fields = None

    def ranked(self, config: Any) -> list[Any] | None:
        """The best hits' keys; None where rank does not matter or cannot be told."""
        query = normalize(self.query)
        if not self.order_by_relevance or not isinstance(
            query, PlainText | Phrase | And | Or | AndNot
        ):
            return None
        columns = ["title"] if self.only_title else self.FTS_TABLE_FIELDS
        hits = SQLiteFTSIndexEntry.objects.filter(
            MatchExpression(columns, self.build_search_query(query, config=config)),
            index_entry__content_type__in=get_descendants_content_types_pks(
                self.queryset.model
            ),
            index_entry__object_id__in=self._candidates(),
        )
        found = hits.order_by(Rank(), "-pk").values_list(
            "index_entry__object_id", flat=True
        )
        return list(map(self.queryset.model._meta.pk.to_python, found[:MOST]))

    def _candidates(self) -> QuerySet:
        """What may be shown at all, in the spelling of the index."""
        keys = self.queryset.order_by().annotate(_key=Cast("pk", TextField()))
        return keys.values("_key")


class Compiler(OneStatement, SQLiteSearchQueryCompiler):
    pass


class AutocompleteCompiler(OneStatement, SQLiteAutocompleteQueryCompiler):
    def __init__(self, queryset: Any, query: Any, **kwargs: Any) -> None:
        super().__init__(queryset, query, **kwargs)
        self.only_title = False  # It has one column for all.


class Results(SQLiteSearchResults):
    def _do_search(self) -> list[Model]:
        keys = self._ranked()
        if keys is None:
            return super()._do_search()
        return list(self._in_order(keys[self.start : self.stop]))

    def _do_count(self) -> int:
        keys = self._ranked()
        if keys is None:
            return super()._do_count()
        return len(keys[self.start : self.stop])

    def _ranked(self) -> list[Any] | None:
        if self._score_field is not None:
            return None
        compiler = self.query_compiler
        return compiler.ranked(compiler.get_config(self.backend))

    def _in_order(self, keys: list[Any]) -> Iterator[Model]:
        queryset = self.query_compiler.queryset
        found = {thing.pk: thing for thing in queryset.filter(pk__in=keys)}
        return (found[key] for key in keys if key in found)


class Index(Lazy, SQLiteIndex):
    def read(self, objs: Sequence[Model]) -> list[IndexEntry]:
        return [entry(Said(ObjectIndexer(obj, self.backend))) for obj in objs]

    def take_in(self, model: type[Model], entries: list[IndexEntry]) -> None:
        kind = get_content_type_pk(model)
        for one in entries:
            one.content_type_id = kind
        self.entries.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=COLUMNS,
        )


def entry(said: Said) -> IndexEntry:
    texts = {column: " ".join(said.column(column)) for column in COLUMNS}
    return IndexEntry(object_id=said.key, **texts)


class Backend(SQLiteSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
