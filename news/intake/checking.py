"""Does what stands here now agree with what the source said?

Each difference is a word with its numbers, so that the page can say it in any language.
What an editor put right before the import counts as the source's.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from news.importers.document import Document
from news.importers.packed import document_of
from news.models import ArticlePage, ImportDraft, ImportUpload

from . import folders
from .corrections import corrected

AT_ONCE = 50
# As `news.uploads.photos` reports it, behind the file's name.
TOO_LARGE = re.compile(
    r"(?P<file>.+): \d+ megapixels; at most (?P<limit>\d+) are taken"
)
COME = {"created", "updated", "unchanged"}


def forget(upload: ImportUpload) -> None:
    upload.drafts.update(differences=None)


def next_of(upload: ImportUpload) -> Iterator[int]:
    """Compare on, a number for each batch; it may stop at any of them."""
    drafts = upload.drafts.filter(outcome__in=COME, differences__isnull=True).order_by(
        "pk"
    )
    while batch := list(drafts[:AT_ONCE]):
        rows = [draft.article_id for draft in batch if draft.article_id]
        posts = ArticlePage.objects.in_bulk(rows)
        for draft in batch:
            draft.differences = found(draft, posts.get(draft.article_id), upload)
            draft.save(update_fields=["differences"])
        yield len(batch)


def found(
    draft: ImportDraft, post: ArticlePage | None, upload: ImportUpload
) -> list[list[Any]]:
    if post is None:
        return [["gone"]]
    folder = folders.at_hand(draft, upload)
    document = corrected(document_of(draft.document, folder), draft, folder)
    newest = post.get_latest_revision_as_object()
    large = too_large(document, draft)
    return [list(one) for one in differences(document, newest, large)]


def too_large(document: Document, draft: ImportDraft) -> dict[str, str]:
    """By their names in the source: the photos that were too large, and the limit."""
    limits = {
        found["file"]: found["limit"]
        for _field, code, message in draft.doubts
        if code == "bad-photo" and (found := TOO_LARGE.fullmatch(message))
    }
    return {
        photo.source: limits[photo.path.name]
        for photo in document.photos
        if photo.path and photo.path.name in limits
    }


def differences(
    document: Document, post: ArticlePage, large: dict[str, str] | None = None
) -> Iterator[tuple[Any, ...]]:
    """`large` are photos that were too large to be kept, and the limit."""
    large = large or {}
    wanted = list(document.photos)
    shown = list(photos_in(post))
    there = [value for value in shown if value["photo"]]
    if len(there) < len(wanted):
        yield "photos", len(wanted), len(there)
    empty = [value["source"] for value in shown if not value["photo"]]
    if missing := [name for name in empty if name and name not in large]:
        yield "missing", ", ".join(missing)
    if names := [name for name in empty if name in large]:
        yield "too-large", ", ".join(names), large[names[0]]
    captions = sum(bool(photo.caption.strip()) for photo in wanted)
    now = sum(bool(str(value["caption"]).strip()) for value in shown)
    if now < captions:
        yield "captions", captions, now
    if len(shown) > now:
        yield "empty-captions", len(shown) - now
    if document.published is None:
        yield ("no-date",)
    elif document.published.date() != timezone.localtime(post.published_at).date():
        said = document.published.strftime("%d/%m/%Y")
        stands = timezone.localtime(post.published_at).strftime("%d/%m/%Y")
        yield "date", said, stands


def photos_in(post: ArticlePage) -> Iterator[dict[str, Any]]:
    """Of the body, those in galleries too, as they are stored."""
    yield from _photos(post.body.get_prep_value())


def _photos(value: Any) -> Iterator[dict[str, Any]]:
    match value:
        case {"photo": _, "caption": _}:
            yield {"source": "", **value}
        case dict():
            for part in value.values():
                yield from _photos(part)
        case list():
            for part in value:
                yield from _photos(part)


def finish(upload: ImportUpload) -> None:
    upload.state, upload.checked_at = upload.State.DONE, timezone.now()
    upload.seen_at = upload.checked_at
    upload.save(update_fields=["state", "checked_at", "seen_at"])
