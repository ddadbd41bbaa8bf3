"""Which post of ours is a document, if any? By its identifier; where several may have
that (`news.importers.sameness`), by its words."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from news.importers import sameness
from news.importers.document import Document, Doubt
from news.importers.lines import plain
from news.importers.packed import document_of
from news.models import ArticlePage, ImportDraft, ImportedPost, ImportRun

from .stored import checksum


@dataclass(slots=True)
class Known:
    """Recognises the documents of one source, while a run goes on.

    What came in the run under an identifier of title and day is taken: another
    document that only resembles it is another post, in whatever order they come.
    """

    taken: set[str] = field(default_factory=set)

    def recognised(
        self, source: str, document: Document, run: ImportRun | None
    ) -> tuple[Document, tuple[Doubt, ...]]:
        """The document under the identifier that is its own from now on."""
        base = document.identifier
        if not sameness.is_by_day(base):
            return document, ()
        rows = {row.identifier: row for row in of_that_day(source, base)}
        named = {key: replace(document, identifier=key) for key in rows}
        for key, row in rows.items():
            if row.checksum == checksum(named[key]):
                return named[key], ()
        texts = {
            key: texts_of(row.article)
            for key, row in rows.items()
            if key not in self.taken and not came_in(run, row)
        }
        if same := sameness.most_alike(sameness.said(document), texts):
            message = "taken for the post of that title and day that is worded alike"
            return named[same], (Doubt("source", "same-by-words", message),)
        return replace(document, identifier=sameness.free(base, rows)), ()


def came_in(run: ImportRun | None, row: ImportedPost) -> bool:
    return run is not None and row.steps.filter(run=run).exists()


def of_that_day(source: str, base: str) -> list[ImportedPost]:
    """Those of the title and the day of `base`, the first one first."""
    return [
        row
        for row in beginning(source, base).select_related("article").order_by("pk")
        if sameness.is_of(base, row.identifier)
    ]


def beginning(source: str, base: str) -> QuerySet[ImportedPost]:
    found = ImportedPost.objects.filter(source=source, identifier__startswith=base)
    if connection.vendor == "sqlite":
        # Its index knows no beginnings; nothing that may follow sorts behind this sign.
        found = found.filter(identifier__gte=base, identifier__lt=base + "~")
    return found


def texts_of(article: ArticlePage) -> Iterator[str]:
    """All words of the newest version's text; and of the source, which may have been
    put right on its way."""
    yield said(article)
    for draft in ImportDraft.objects.filter(article=article).only("document"):
        yield sameness.said(document_of(draft.document, Path()))


def said(article: ArticlePage) -> str:
    newest = article.get_latest_revision_as_object()
    return " ".join([newest.lead, *_texts(newest.body.get_prep_value())])


def _texts(value: Any) -> list[str]:
    match value:
        case {"type": "paragraph", "value": str(html)}:
            return [plain(html.replace("><", "> <"))]
        case {"type": "heading" | "quote", "value": {"text": str(text)}}:
            return [text]
        case {"type": "table", "value": {"data": rows}}:
            return [cell for row in rows for cell in row if cell]
        case list():
            return [text for item in value for text in _texts(item)]
    return []
