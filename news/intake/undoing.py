"""How is an imported upload taken back? What nobody has touched since goes again.

What was put right before the import is kept: the posts can be imported once more.
"""

from collections.abc import Iterator

from news.importers.pages.undoing import in_the_way, undo
from news.models import ImportDraft, ImportUpload


def next_of(upload: ImportUpload) -> Iterator[int]:
    """Take back on, a number for each post or file; it may stop at any of them."""
    if upload.run:
        for _undone in undo(upload.run):
            yield 1


def finish(upload: ImportUpload) -> None:
    kept = {}
    if upload.run:
        steps = upload.run.steps.select_related("imported")
        kept = {step.imported.article_id: in_the_way(step) for step in steps}
    _say(upload, kept)
    drafts = upload.drafts.filter(outcome__in=("created", "updated", "unchanged"))
    gone = drafts.exclude(article__in=list(kept))
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


def _say(upload: ImportUpload, kept: dict[int, str]) -> None:
    for article, why in kept.items():
        upload.drafts.filter(article=article).update(error=why)
