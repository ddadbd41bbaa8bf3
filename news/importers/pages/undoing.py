"""How is a run of the import taken back? Each post by itself, and no editor's work."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from news import caching
from news.keeping import given_up
from news.models import (
    ArticlePage,
    BroughtFile,
    ImportRun,
    ModerationState,
    RunStep,
)
from news.refusals import Refusal

from . import entries
from .runs import is_shown
from .undone import Named, Undone


def undo(run: ImportRun, but: Collection[int] = ()) -> Iterator[Undone]:
    """Take the run back, the newest step first; what was kept is told again later.

    `but` are posts that were looked at already, and kept. Each post is a transaction:
    killed halfway, it is gone on with by a second call.
    """
    steps = run.steps.exclude(imported__article__in=but).order_by("-pk")
    for number in list(steps.values_list("pk", flat=True)):
        # One at a time: each has the whole version that stood before.
        for step in run.steps.filter(pk=number).select_related("imported__article"):
            yield _take_back(step)
    # Those of posts that were kept stay with them.
    run.addresses.exclude(article__imported__steps__run=run).delete()
    named = _named_since(run) if run.files.exists() or run.entries.exists() else set()
    yield from _remove_files(run, named)
    yield from entries.remove(run, named)
    # Who was killed before had no time to say that kept pages are old.
    caching.forget(caching.SITE)
    if not run.steps.exists() and not run.undone_at:
        run.undone_at = timezone.now()
        run.save(update_fields=["undone_at"])


def _take_back(step: RunStep) -> Undone:
    article = step.imported.article
    name = f"#{article.pk} “{article.title}”"
    try:
        with transaction.atomic():
            # Nobody may come between the question and the answer.
            Page.objects.select_for_update().get(pk=article.pk)
            if why := in_the_way(step):
                return Undone("kept", name, why, article.pk)
            if step.created:
                _remove(article)
                return Undone("removed", name)
            _put_back(step)
            step.delete()
    except (Refusal, ValidationError) as error:
        return Undone("kept", name, _one_line(error), article.pk)
    return Undone("put-back", name)


def in_the_way(step: RunStep) -> str:
    """Why a post must stay as it is; empty where the run had the last word."""
    article = ArticlePage.objects.get(pk=step.imported.article_id)
    later = step.imported.steps.filter(pk__gt=step.pk).order_by("-pk").first()
    if later:
        return f"changed again by run {later.run_id}: take that back first"
    stands = (article.latest_revision_id, is_shown(article))
    # Let out by a moderator counts, too: that is not for who imported to take back.
    if stands != (step.after_id, step.left_live):
        return "edited since"
    if ModerationState.objects.in_progress().of_page(article).exists():
        return "handed in for moderation"
    if not step.created:
        return "" if step.before_id else "the version before is gone"
    if article.aliases.exists() or article.get_translations().exists():
        return "has an alias or a translation"
    if users := _others_naming(article):
        return f"named by “{users[0]}”"
    return ""


def _others_naming(article: ArticlePage) -> list[Model]:
    uses = ReferenceIndex.get_references_to(article).exclude(object_id=str(article.pk))
    # Our own rows of the post refer to it, and go with it.
    kinds = uses.filter(base_content_type=ReferenceIndex._get_base_content_type(Page))
    pages = Page.objects.filter(
        pk__in=map(int, kinds.values_list("object_id", flat=True))
    )
    return list(pages[:1])


def _remove(article: ArticlePage) -> None:
    # It may have been public, but not before this run brought it.
    with given_up(article):
        article.delete()


def _put_back(step: RunStep) -> None:
    imported, article = step.imported, step.imported.article
    stood_live, comes_down = step.stood["live"], article.live and not step.stood["live"]
    if comes_down:
        article.unpublish()
    was = step.before.as_object()
    if comes_down:
        # An import publishes only what never was public.
        was.first_published_at = was.last_published_at = None
    if not stood_live:
        was.save(clean=False)
    revision = was.save_revision()
    if stood_live and not step.stood["has_unpublished_changes"]:
        revision.publish()
    for name, value in step.remembered.items():
        setattr(imported, name, value)
    imported.save()


def _one_line(error: Refusal | ValidationError) -> str:
    said = getattr(error, "messages", None) or [error.message]
    return " ".join(" ".join(map(str, said)).split())


# --- files ---------------------------------------------------------------------------


def _remove_files(run: ImportRun, newer: set[Named]) -> Iterator[Undone]:
    """Photos and attachments that came with the run and that nothing shows now."""
    for entry in list(run.files.order_by("pk")):
        model = _models()[entry.kind]
        file = model.objects.filter(pk=entry.row).first()
        if file is None:
            _finish(entry)
            continue
        used = ReferenceIndex.get_references_to(file).exists()
        if used or (entry.kind, entry.row) in newer:
            continue
        name = f"{entry.kind} “{file}”"
        # The database first, and then the disk: in between it may be killed.
        entry.names = _names(file)
        entry.save(update_fields=["names"])
        file.delete()
        _finish(entry)
        yield Undone("file-removed", name)


def _names(file: Any) -> list[str]:
    renditions = file.renditions.all() if hasattr(file, "renditions") else ()
    return [file.file.name, *(one.file.name for one in renditions)]


def _finish(entry: BroughtFile) -> None:
    """The files go with their row, unless that was all there was time for."""
    model = _models()[entry.kind]
    storage = model._meta.get_field("file").storage
    # A later upload may have been given the name.
    if not model.objects.filter(file__in=entry.names).exists():
        for name in filter(storage.exists, entry.names):
            storage.delete(name)
    entry.delete()


def _named_since(run: ImportRun) -> set[Named]:
    """The files and entries in drafts that no index and no table knows of.

    Whatever names one of the run was saved after the run had begun; and what is
    public as it was saved last is in the index.
    """
    kinds = {
        ReferenceIndex._get_base_content_type(model).pk: kind
        for kind, model in (_models() | entries.KINDS).items()
    }
    named = set()
    saved = Page.objects.filter(
        latest_revision_created_at__gte=run.started_at, has_unpublished_changes=True
    )
    for page in saved.select_related("latest_revision").iterator(chunk_size=100):
        draft = page.get_latest_revision_as_object()
        # What Wagtail itself asks of a page that is saved.
        for kind, row, *_ in ReferenceIndex._extract_references_from_object(draft):
            if kind in kinds:
                named.add((kinds[kind], int(row)))
    return named


def _models() -> dict[str, type[Model]]:
    return {"photo": get_image_model(), "attachment": get_document_model()}
