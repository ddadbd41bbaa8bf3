"""Wagtail's search on PostgreSQL, folded."""

from typing import Any

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from .admin import Folding, Lazy


class Compiler(Folding, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(Folding, PostgresAutocompleteQueryCompiler):
    pass


class Index(Lazy, PostgresIndex):
    pass


class Backend(PostgresSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index

    def __init__(self, params: dict[str, Any]) -> None:
        # "english", the default, drops words such as "so" and "do".
        super().__init__({"SEARCH_CONFIG": "simple"} | params)
