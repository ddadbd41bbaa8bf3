"""Which post of ours is a document, if any? By its identifier; where several may have
that (`news.importers.sameness`), by its words."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import QuerySet

from news.importers import sameness
from news.importers.document import Document, Doubt
from news.importers.lines import plain
from news.importers.packed import document_of
from news.models import (
    ArticlePage,
    ImportDraft,
    ImportedPost,
    ImportRun,
    ImportUpload,
)

from .stored import as_before, checksum

# Of so many titles and days it is remembered what stood there.
REMEMBERED = 100
CAME = ("created", "updated", "unchanged")


@dataclass(slots=True)
class Day:
    """What there is of one title and day. `others` are those that the run has not
    met; `names` grows with what it brings."""

    names: set[str]
    others: list[ImportedPost]
    texts: sameness.Texts[str] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(2))

    def worded(self) -> sameness.Texts[str]:
        """Read when they are first asked for: most papers are known to the word. Half
        of them, after a failure, would make the others new posts."""
        if self.texts is None:
            texts: sameness.Texts[str] = sameness.Texts()
            for row in self.others[: sameness.MOST]:
                # Somebody may have erased the post since the rows were read.
                with suppress(ObjectDoesNotExist):
                    for text in texts_of(row.article):
                        texts.add(row.identifier, text)
            self.texts = texts
        return self.texts


@dataclass(slots=True)
class Known:
    """Recognises the documents of one source, while a run goes on.

    What came in the run under an identifier of title and day is taken: another
    document that only resembles it is another post, in whatever order they come.
    `upload`, where there is one, has gone on in slices: what it has met is taken, too.
    """

    upload: ImportUpload | None = None
    taken: set[tuple[str, str]] = field(default_factory=set)
    days: dict[tuple[str, str], Day] = field(default_factory=dict)

    def recognised(
        self, source: str, document: Document, run: ImportRun | None
    ) -> tuple[Document, tuple[Doubt, ...]]:
        """The document under the identifier that is its own from now on."""
        base = document.identifier
        if not sameness.is_by_day(base):
            return document, ()
        name, doubts = self.match(source, document, run)
        if name is None:
            day = self._day(source, base, run)
            name, doubts = self._free(source, base, day), not_compared(day)
        return replace(document, identifier=name), doubts

    def match(
        self, source: str, document: Document, run: ImportRun | None
    ) -> tuple[str | None, tuple[Doubt, ...]]:
        """The identifier of the post of that title and day that it is, if any is."""
        day = self._day(source, document.identifier, run)
        if same := self._to_the_word(source, document, day):
            return same, ()
        same = self._by_words(source, document, day)
        if same is None:
            return None, ()
        message = "taken for the post of that title and day that is worded alike"
        return same, (Doubt("source", "same-by-words", message),)

    def take(self, source: str, identifier: str) -> None:
        """What was found to have that identifier has come; only those of title and day
        are asked about again, and a run may bring a hundred thousand others."""
        if sameness.is_by_day(sameness.base_of(identifier)):
            self.taken.add((source, identifier))

    def _day(self, source: str, base: str, run: ImportRun | None) -> Day:
        if (source, base) not in self.days:
            if len(self.days) >= REMEMBERED:
                self.days.clear()
            rows = list(of_that_day(source, base))
            met = self._met(rows, run) if rows else set()
            others = [row for row in rows if row.pk not in met]
            self.days[source, base] = Day({row.identifier for row in rows}, others)
        return self.days[source, base]

    def _met(self, rows: list[ImportedPost], run: ImportRun | None) -> set[int]:
        """In the run, and in what the upload has matched in slices before this one."""
        met = set()
        if run is not None:
            steps = run.steps.filter(imported__in=rows)
            met |= set(steps.values_list("imported", flat=True))
        if self.upload is not None:
            drafts = self.upload.drafts.filter(outcome__in=CAME)
            of = drafts.filter(article__in=[row.article_id for row in rows])
            articles = set(of.values_list("article", flat=True))
            met |= {row.pk for row in rows if row.article_id in articles}
        return met

    def _to_the_word(self, source: str, document: Document, day: Day) -> str | None:
        if not day.names:
            return None
        base = document.identifier
        same = of_that_day(source, base, checksum=checksum(document))
        if row := next(same, None):
            return row.identifier
        for row in day.others[: sameness.MOST]:
            key = row.identifier
            if key == base or (source, key) in self.taken:
                continue
            if row.checksum == as_before(replace(document, identifier=key)):
                return key
        return None

    def _by_words(self, source: str, document: Document, day: Day) -> str | None:
        if not day.others:
            return None
        return day.worded().most_alike(
            sameness.said(document), lambda key: (source, key) not in self.taken
        )

    def _free(self, source: str, base: str, day: Day) -> str:
        """Asked once more: another import may be at the same papers."""
        is_first = not day.names
        name = sameness.free(base, day.names, day.numbers)
        while not is_first and is_there(source, name):
            day.names.add(name)
            name = sameness.free(base, day.names, day.numbers)
        day.names.add(name)
        return name


def not_compared(day: Day) -> tuple[Doubt, ...]:
    if len(day.others) <= sameness.MOST:
        return ()
    message = f"compared with {sameness.MOST} of {len(day.others)} of its title and day"
    return (Doubt("source", "too-many-of-a-day", message),)


def is_there(source: str, identifier: str) -> bool:
    same = {"source": source, "identifier": identifier}
    return ImportedPost.objects.filter(**same).exists()


def of_that_day(source: str, base: str, **more: Any) -> Iterator[ImportedPost]:
    """Those of the title and the day of `base`, the first one first."""
    rows = beginning(source, base).filter(**more).order_by("pk")
    for row in rows.only("identifier", "checksum", "article"):
        if sameness.is_of(base, row.identifier):
            yield row


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
