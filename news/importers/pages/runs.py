"""What does a run write down of each post, for whoever takes the run back?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.images import get_image_model

from news import caching, preparing
from news.models import (
    ArticlePage,
    BroughtEntry,
    BroughtFile,
    ImportedPost,
    ImportRun,
    RunStep,
)

REMEMBERED = ("checksum", "files", "fields", "was_public")
STOOD = ("live", "has_unpublished_changes")


@dataclass(frozen=True, slots=True)
class Before:
    """How a post stood before the run came to it."""

    revision: int | None = None
    stood: dict[str, Any] = field(default_factory=dict)
    remembered: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, known: ImportedPost | None) -> "Before":
        if known is None:
            return cls()
        article = known.article
        return cls(
            article.latest_revision_id,
            {name: getattr(article, name) for name in STOOD},
            {name: getattr(known, name) for name in REMEMBERED},
        )


def written_down(
    run: ImportRun | None,
    before: Before,
    article: ArticlePage,
    files: list[Any],
    entries: list[Model],
) -> ImportRun:
    """The run, made with its first step: one that changes nothing leaves no trace."""
    run = run or ImportRun.objects.create()
    imported = ImportedPost.objects.get(article=article)
    now = ArticlePage.objects.get(pk=article.pk)
    step, new = RunStep.objects.get_or_create(
        run=run,
        imported=imported,
        defaults={
            "created": not before.stood,
            "before_id": before.revision,
            "stood": before.stood,
            "remembered": before.remembered,
        },
    )
    # A post that comes twice in a run is still to be what it was before; one that was
    # edited in between stays as an editor's.
    if new or step.after_id == before.revision:
        step.after_id, step.left_live = now.latest_revision_id, is_shown(now)
        step.save()
    BroughtFile.objects.bulk_create(
        BroughtFile(run=run, kind=kind_of(file), row=file.pk) for file in files
    )
    enter(run, entries)
    return run


def enter(run: ImportRun, entries: Iterable[Model]) -> None:
    """Note which entries of the registers the run made."""
    BroughtEntry.objects.bulk_create(
        BroughtEntry(run=run, kind=entry._meta.model_name, row=entry.pk)
        for entry in entries
    )


def is_shown(article: ArticlePage) -> bool:
    """Do readers see its newest version? A draft over a public post they do not."""
    return article.live and article.live_revision_id == article.latest_revision_id


def end(run: ImportRun) -> None:
    run.ended_at = timezone.now()
    run.save(update_fields=["ended_at"])


def settle() -> None:
    """Do what runs that were killed had left to do after their last post was stored.

    Photos are made ready and kept pages forgotten only when a post is certain to stay.
    """
    for run in ImportRun.objects.filter(ended_at=None):
        if step := run.steps.order_by("-pk").first():
            preparing.photos_of(step.imported.article)
        caching.forget(caching.SITE)
        end(run)


def kind_of(file: Any) -> str:
    return "photo" if isinstance(file, get_image_model()) else "attachment"
