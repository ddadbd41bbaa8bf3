"""Which posts of an upload are here already? Asked before, of who decides it then.

Papers of one title and day are told apart by their words and by those before them, so
all of the upload's are gone through in the order in which they will come.
"""

from collections.abc import Iterable
from itertools import chain

from news.importers import sameness
from news.importers.packed import document_of
from news.importers.pages.known import Known
from news.models import ImportDraft, ImportUpload

from . import folders
from .corrections import corrected


def that_are_here(upload: ImportUpload, drafts: Iterable[ImportDraft]) -> set[int]:
    """The keys of those of one title and day that the import will take for a post that
    is here; of these drafts and of others of the same titles and days."""
    alike = {
        (draft.source, draft.identifier)
        for draft in drafts
        if draft.is_waiting and sameness.is_by_day(draft.identifier)
    }
    return set(chain.from_iterable(_here(upload, *one) for one in sorted(alike)))


def _here(upload: ImportUpload, source: str, identifier: str) -> Iterable[int]:
    known, folder = Known(upload), folders.of(upload)
    waiting = upload.drafts.filter(source=source, identifier=identifier, outcome="")
    for draft in waiting.order_by("file", "number")[: sameness.MOST]:
        document = corrected(document_of(draft.document, folder), draft, folder)
        name, _doubts = known.match(source, document, upload.run)
        if name is None:
            continue
        yield draft.pk
        if draft.accepted:
            known.take(source, name)
