"""How are the texts of a post put right? By a new version, and past the gate.

A pending draft is never lost, and nothing of it becomes public by this.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from news.models import ArticlePage, ModerationState
from news.refusals import Refusal

from .places import Found, found_in, put_right, texts_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a post: repaired | draft | kept; `why` for the latter two."""

    status: str
    found: list[Found] = field(default_factory=list)
    why: str = ""


def found_in_draft(article: ArticlePage) -> list[Found]:
    """What can be put right in the newest version."""
    newest = article.latest_revision
    return found_in(texts_of(newest.content)) if newest else []


def standing_in_the_way(
    article: ArticlePage, user: AbstractBaseUser | None = None
) -> str:
    """Why a post must be left to the people who are at it.

    Handed in, it is locked for whoever has no part in the decision: `user` is asked.
    """
    if article.alias_of_id:
        return _("The post is an alias: repair its source.")
    if article.revisions.filter(approved_go_live_at__isnull=False).exists():
        # Its version would come out in the old encoding all the same.
        return _("The post is scheduled: take it off the schedule first.")
    lock = article.get_lock()
    if article.locked or (lock and user and lock.for_user(user)):
        return _("The post is locked.")
    return ""


def repair_post(
    article: ArticlePage,
    only: Collection[str] | None = None,
    user: AbstractBaseUser | None = None,
    *,
    publish: bool = False,
) -> Outcome:
    """Put right what was found in the newest version, or only the places named.

    With `publish`, what readers see is put right too, where it passes the gate.
    """
    try:
        return _repaired(article, only, user, publish)
    except ValidationError as error:
        # A fault from before a rule of the form: the texts are not what is wrong.
        return Outcome("kept", found_in_draft(article), " ".join(error.messages))


@transaction.atomic
def _repaired(
    article: ArticlePage,
    only: Collection[str] | None,
    user: AbstractBaseUser | None,
    publish: bool,
) -> Outcome:
    # Nobody may save a draft between our reading of it and our writing.
    Page.objects.select_for_update().get(pk=article.pk)
    article = ArticlePage.objects.get(pk=article.pk)
    found = [f for f in found_in_draft(article) if only is None or f.key in only]
    seen = found_public(article) if publish and article.live else []
    if not (found or seen):
        return Outcome("repaired")
    if why := standing_in_the_way(article, user):
        return Outcome("kept", found or seen, why)
    draft, why = article.latest_revision, ""
    waits = article.has_unpublished_changes
    if seen and not waits:
        why = _published(_written(draft, found, user))
        return Outcome("draft" if why else "repaired", found, why)
    if seen:
        why = _behind(article, draft, found, seen, user)
    elif found:
        _written(draft, found, user)
    return Outcome("draft" if article.live else "repaired", found or seen, why)


def _behind(
    article: ArticlePage,
    draft: Revision,
    found: list[Found],
    seen: list[Found],
    user: AbstractBaseUser | None,
) -> str:
    """The public text first, and then the draft that waits over it, as the newest."""
    why = ""
    if ModerationState.objects.in_progress().of_page(article).exists():
        why = _("It is handed in: what readers see is repaired with its approval.")
    else:
        try:
            with transaction.atomic():
                _written(article.live_revision, seen, user).publish()
        except Refusal as refusal:
            why = _one_line(refusal)
    if found or not why:
        _written(draft, found, user)
    return why


def found_public(article: ArticlePage) -> list[Found]:
    """What can be put right in the version that readers see."""
    seen = article.live_revision
    return found_in(texts_of(seen.content)) if seen else []


def _written(
    revision: Revision, found: list[Found], user: AbstractBaseUser | None
) -> Revision:
    """A new version: the one given, with its texts put right."""
    post = revision.as_object()
    fields, body, names = put_right(revision.content, found)
    for name, text in fields.items():
        setattr(post, name, _fitting(post, name, text))
    if body is not None:
        post.body = json.dumps(body)
    rows = list(post.bylines.all())
    for at, texts in names.items():
        for name, text in texts.items():
            setattr(rows[at], name, _fitting(rows[at], name, text))
    if not post.live:
        # Lists of drafts show the page's own row.
        post.save(clean=False)
    return post.save_revision(user=user, log_action=True)


def _published(revision: Revision) -> str:
    """Why the version stays a draft; empty where readers see it now."""
    try:
        with transaction.atomic():
            revision.publish()
    except Refusal as refusal:
        return _one_line(refusal)
    return ""


def _fitting(row: Any, name: str, text: str) -> str:
    longest = row._meta.get_field(name).max_length
    return text[:longest] if longest else text


def _one_line(refusal: Refusal) -> str:
    return " ".join(str(refusal.message).split())
