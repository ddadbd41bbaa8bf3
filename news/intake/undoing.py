"""How is an imported upload taken back? What nobody has touched since goes again.

What was put right before the import is kept: the posts can be imported once more.
"""

from collections.abc import Iterator

from news.importers.pages.undoing import undo
from news.models import ImportDraft, ImportUpload
from news.models.uploads import DraftQuerySet


def next_of(upload: ImportUpload) -> Iterator[int]:
    """Take back on, a number for each post or file; it may stop at any of them.

    What was kept is noted at once: the next slice has it behind it, and so it ends.
    """
    if not upload.run:
        return
    seen = list(came(upload).exclude(error="").values_list("article", flat=True))
    for undone in undo(upload.run, but=seen):
        if undone.article:
            upload.drafts.filter(article=undone.article).update(error=undone.why)
        yield 1


def forget(upload: ImportUpload) -> None:
    """What was kept the last time is looked at anew."""
    came(upload).update(error="")


def came(upload: ImportUpload) -> DraftQuerySet:
    return upload.drafts.filter(outcome__in=("created", "updated", "unchanged"))


def finish(upload: ImportUpload) -> None:
    kept = upload.run.steps.values_list("imported__article") if upload.run else []
    kept = [article for (article,) in kept]
    gone = came(upload).exclude(article__in=kept)
    gone.update(
        outcome=ImportDraft.Outcome.WAITING,
        article=None,
        error="",
        doubts=[],
        differences=None,
    )
    if not kept:
        upload.run = None
    upload.state = upload.State.DONE if kept else upload.State.READY
    upload.save(update_fields=["state", "run"])
