"""How is a page looked for below another, when the same question is asked again?"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField
from django.db.models.lookups import PatternLookup, StartsWith
from django.db.models.sql.compiler import SQLCompiler


@CharField.register_lookup
class Begins(StartsWith):
    """As `startswith`, which no index of SQLite helps either.

    With a `LIKE` whose pattern is a parameter SQLite compiles the whole question anew
    each time (sqlite.org, "The LIKE optimization"), which takes twice as long as the
    answer to a long one.
    """

    lookup_name = "begins"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Any]:
        # Databases know it by its usual name.
        return compiler.compile(StartsWith(self.lhs, self.rhs))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_kwargs: Any
    ) -> tuple[str, list[Any]]:
        text, of_text = self.process_lhs(compiler, connection)
        # Without the sign that stands for any end.
        start, of_start = super(PatternLookup, self).process_rhs(compiler, connection)
        told = f"substr({text}, 1, length({start})) = {start}"
        return told, [*of_text, *of_start, *of_start]
