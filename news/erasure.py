"""How is a post taken away for good, where a court or a law demands it?

Unpublishing is the way of every day. This leaves no text behind: the page, its drafts,
comments, mails and labels in the log go; that it was erased, when and why stays.
"""

from collections.abc import Iterator
from pathlib import Path

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, ReferenceIndex

from news.conf import setting
from news.keeping import given_up
from news.models import ArticlePage, ImportDraft, ImportedPost, Message
from news.uploads import shared


@transaction.atomic
def erase(post: ArticlePage, reason: str, with_files: bool = False) -> None:
    """Delete a post for good; with its photos and attachments where asked for.

    Files that any other page uses stay.
    """
    row = post.pk
    files = list(own_files(post)) if with_files else []
    forget_sources(post)
    # Before the page goes: the log asks whether there is such a page.
    log(post, "news.erase", deleted=True, data={"reason": reason})
    with given_up(post):
        post.delete()
    for file in files:
        file.delete()
    entries = PageLogEntry.objects.filter(page_id=row)
    entries.update(label=f"#{row}")
    entries.exclude(action="news.erase").update(data={})
    mails_about(row).delete()


def forget_sources(post: ArticlePage) -> None:
    """What an upload of old posts keeps of it: its text, its file, its photos.

    A file that holds other posts as well goes with its upload, some days later.
    """
    same = Q(article=post)
    for known in ImportedPost.objects.filter(article=post):
        # Read once more, and not brought in.
        same |= Q(source=known.source, identifier=known.identifier)
    for draft in ImportDraft.objects.filter(same).select_related("upload"):
        folder = Path(setting("NEWS_IMPORT_FOLDER")) / draft.upload.folder
        if (
            not draft.upload.drafts.filter(file=draft.file)
            .exclude(pk=draft.pk)
            .exists()
        ):
            shared.unlink(folder, draft.path)
        shared.throw_away(folder, draft.kept)
        draft.delete()


def mails_about(row: int) -> models.QuerySet:
    """What was mailed bears the title and moderators' words; each leads to the form."""
    address = reverse("wagtailadmin_pages:edit", args=[row])
    return Message.objects.filter(body__contains=address)


def own_files(post: ArticlePage) -> Iterator[models.Model]:
    """The photos and attachments that only this post uses."""
    kinds = (get_image_model(), get_document_model())
    references = ReferenceIndex.get_references_for_object(post)
    named = {
        (reference.to_content_type.model_class(), reference.to_object_id)
        for reference in references.select_related("to_content_type")
    }
    for model, pk in sorted(named, key=str):
        file = model.objects.filter(pk=pk).first() if issubclass(model, kinds) else None
        if file and not used_elsewhere(file, post):
            yield file


def used_elsewhere(file: models.Model, post: ArticlePage) -> bool:
    uses = ReferenceIndex.get_references_to(file)
    return uses.exclude(object_id=str(post.pk)).exists()
