"""How does a draft become a post? As by the command, with what an editor put right.

A draft, its post and the note of what became of it are one transaction: whoever is
killed in between begins at that draft again.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from news.importers.document import Document
from news.importers.packed import document_of
from news.importers.pages import Arrival, Importer
from news.importers.pages.known import Known
from news.importers.pages.runs import end
from news.importers.pages.stored import checksum
from news.models import (
    ArticlePage,
    ImportDraft,
    ImportedPost,
    ImportUpload,
    NewsIndexPage,
)
from news.uploads.room import Away
from news.uploads.viruses import CutOff, Unscanned

from . import checking, folders
from .corrections import corrected, touched
from .verdicts import NotTaken, Verdicts

logger = logging.getLogger(__name__)

# No digest is this: the field counts as changed here since the import.
AN_EDITORS = "corrected"


def next_of(upload: ImportUpload) -> Iterator[int]:
    """Import on, a number for each draft that is done; it may stop at any of them."""
    index = NewsIndexPage.objects.main_first().first()
    importer = Importer(
        *("", index), only_drafts=True, run=upload.run, known=Known(upload)
    )
    waiting = upload.drafts.to_import().order_by("file", "number")
    # One by one: between two of them the person may have left one out.
    while draft := waiting.first():
        bring(draft, upload, importer)
        yield 1


def bring(draft: ImportDraft, upload: ImportUpload, importer: Importer) -> None:
    Verdicts(upload).expect_scanner(f"post {draft.pk}")
    try:
        with transaction.atomic():
            mine = ImportDraft.objects.select_for_update().to_import()
            # As it is now: it may have been put right, or brought, since it was found.
            for locked in mine.filter(pk=draft.pk):
                _bring(locked, upload, importer)
    except CutOff:
        if not _is_given_up(draft, upload):
            raise
        _fail(draft, upload, importer, "the virus scanner broke off at it each time")
    except (OperationalError, InterfaceError, Away, Unscanned):
        # No fault of the post: it is gone on with.
        raise
    except Exception:
        # A person must not meet a traceback; whoever mends it finds it in the log.
        logger.exception("Import of draft %s failed", draft.pk)
        _fail(draft, upload, importer, "could not be imported, see the log")


def _fail(
    draft: ImportDraft, upload: ImportUpload, importer: Importer, reason: str
) -> None:
    importer.run = upload.run = _still_there(upload)
    ImportDraft.objects.filter(pk=draft.pk).update(
        outcome=ImportDraft.Outcome.FAILED, error=f"“{draft.title}” {reason}"
    )


def _is_given_up(draft: ImportDraft, upload: ImportUpload) -> bool:
    """A file of it may be what ends the scanner, inside a Word file that did not."""
    verdicts = Verdicts(upload)
    try:
        verdicts.broke_off(f"post {draft.pk}")
    except NotTaken:
        return True
    finally:
        verdicts.keep()
    return False


def _bring(draft: ImportDraft, upload: ImportUpload, importer: Importer) -> None:
    folder = folders.at_hand(draft, upload)
    read = document_of(draft.document, folder)
    importer.source = draft.source
    arrival = importer.save(corrected(read, draft, folder))
    article = arrival.article
    if draft.corrections and article:
        _remember(draft, article, read)
    if arrival.status in {"created", "updated"}:
        _sign(arrival, upload)
    if importer.run and upload.run_id != importer.run.pk:
        upload.run = importer.run
        upload.save(update_fields=["run"])
    draft.outcome = arrival.status
    draft.article = article
    draft.doubts = [[one.field, one.code, one.message] for one in arrival.doubts]
    draft.save(update_fields=["outcome", "article", "doubts"])


def _remember(draft: ImportDraft, article: ArticlePage, read: Document) -> None:
    """The source said it otherwise: when it comes again, it changes nothing, and what
    it says then does not overwrite what the editor wrote."""
    imported = ImportedPost.objects.get(article=article)
    imported.checksum = checksum(replace(read, identifier=imported.identifier))
    imported.fields |= dict.fromkeys(touched(draft), AN_EDITORS)
    imported.save(update_fields=["checksum", "fields"])


def _sign(arrival: Arrival, upload: ImportUpload) -> None:
    """Whoever brings a post in is its author for the rule of two persons."""
    article, user = arrival.article, upload.imported_by
    Revision.objects.filter(pk=article.latest_revision_id).update(user=user)
    if arrival.status == "created":
        Page.objects.filter(pk=article.pk).update(owner=user)
    action = "wagtail.create" if arrival.status == "created" else "wagtail.edit"
    log(instance=article, action=action, user=user, revision=article.latest_revision)


def _still_there(upload: ImportUpload) -> Any:
    """The run as the database has it, where the last step was rolled back."""
    return ImportUpload.objects.select_related("run").get(pk=upload.pk).run


def finish(upload: ImportUpload) -> None:
    if upload.run:
        end(upload.run)
    checking.forget(upload)
    upload.state = upload.State.CHECKING
    upload.seen_at = timezone.now()
    # Each post has come or not: another run of the same files begins to count anew.
    upload.verdicts = {}
    upload.save(update_fields=["state", "seen_at", "verdicts"])
