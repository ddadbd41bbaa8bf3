"""How do very many posts come at once, and end as if each had come by itself?

New posts that bring no file are gathered and stored by `news.bulk`, one transaction a
batch; everything else goes the way of `Importer.save`. A post that cannot come
with the others is saved by itself, and tells why; a batch that fails is halved.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from news import bulk
from news.gate.among import Among
from news.importers import sameness
from news.importers.document import Attachment, Document, Photo
from news.models import ImportedPost, ImportRun

from . import batch
from .known import of_that_day
from .posts import Arrival, Importer
from .remembered import Remembered
from .runs import enter

logger = logging.getLogger(__name__)

BATCH = 500
# Fewer than that are soon saved by themselves, and tell every signal of Wagtail's.
FEWEST = 20

# A document, and what became of it: an error where it could not be saved.
Outcome = tuple[Document, Arrival | Exception]


@dataclass(slots=True)
class Many:
    """Saves the documents of one source, in their order."""

    importer: Importer
    written: int = 0
    # After so many posts the database is told how large its tables have become.
    weighed_at: int = field(default=BATCH)

    def saved(self, documents: Iterable[Document]) -> Iterator[Outcome]:
        for gathered in gathering(documents):
            new: list[Document] = []
            for document, fits in zip(gathered, self._fitting(gathered), strict=True):
                if fits:
                    new.append(document)
                    continue
                yield from self._all(new)
                new = []
                yield self._alone(document)
            yield from self._all(new)

    def _fitting(self, documents: list[Document]) -> Iterator[bool]:
        """Which of them are new, and bring no file?"""
        known = ImportedPost.objects.filter(
            source=self.importer.source,
            identifier__in=[document.identifier for document in documents],
        )
        met = set(known.values_list("identifier", flat=True))
        for document in documents:
            new = document.identifier not in met and not self._may_be_known(document)
            met.add(document.identifier)
            yield new and not self.importer.dry_run and not brings_files(document)

    def _may_be_known(self, document: Document) -> bool:
        """By title and day alone: its words will tell, when it comes by itself."""
        base = document.identifier
        by_day = sameness.is_by_day(base)
        return by_day and any(of_that_day(self.importer.source, base))

    def _all(self, documents: list[Document]) -> Iterator[Outcome]:
        if len(documents) < max(FEWEST, 2):
            yield from map(self._alone, documents)
            return
        try:
            arrivals = self._at_once(documents)
        except Unfit as error:
            yield from self._all(documents[: error.at])
            yield self._alone(documents[error.at])
            yield from self._all(documents[error.at + 1 :])
        except Exception as error:
            logger.warning(
                "%s posts did not come at once, and come in two halves: %r",
                len(documents),
                error,
            )
            middle = len(documents) // 2
            yield from self._all(documents[:middle])
            yield from self._all(documents[middle:])
        else:
            yield from zip(documents, arrivals, strict=True)

    def _alone(self, document: Document) -> Outcome:
        try:
            return document, self.importer.save(document)
        except Exception as error:
            return document, error

    def _at_once(self, documents: list[Document]) -> list[Arrival]:
        importer = self.importer
        run = importer.run
        with transaction.atomic():
            registers = Remembered()
            among = Among(registers.clusters, registers.organisation_names)
            made: list[batch.Made] = []
            for at, document in enumerate(documents):
                try:
                    made.append(batch.made(importer, document, registers, among))
                except Exception as error:
                    raise Unfit(at) from error
            registers.store()
            bulk.write(importer.index, [one.article for one in made], weighed=False)
            run = run or ImportRun.objects.create()
            batch.write_down(importer, run, made)
            enter(run, registers.made)
            clashes = batch.lead_to(run, made)
        # Only now: a run that was made in a failed transaction is none.
        importer.run = run
        self._weigh(len(made))
        return [one.arrival(clashes[one.article.pk]) for one in made]

    def _weigh(self, came: int) -> None:
        """Now and then, so that its plans fit: each time it would cost ever more."""
        self.written += came
        if self.written >= self.weighed_at:
            self.weighed_at = 4 * self.written
            try:
                bulk.weigh()
            except DatabaseError as error:
                # The posts are there; somebody else may be at the tables.
                logger.warning("The tables could not be weighed: %s", error)


class Unfit(Exception):
    """The post at this place cannot come with the others."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def brings_files(document: Document) -> bool:
    files = (one for one in document.blocks if isinstance(one, Photo | Attachment))
    return any(file.path for file in files)


def gathering(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """So many at a time, or up to one with files.

    An error of the reader comes after what it had read.
    """
    gathered: list[Document] = []
    try:
        for document in documents:
            gathered.append(document)
            # What a reader unpacked is there only until it is asked for the next.
            if len(gathered) == BATCH or brings_files(document):
                yield gathered
                gathered = []
    except Exception:
        if gathered:
            yield gathered
        raise
    if gathered:
        yield gathered
