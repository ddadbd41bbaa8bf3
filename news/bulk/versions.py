"""Which revision does each of many posts begin with, and what does its history say?"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, Revision

from news.models import ArticlePage

LOGGED = (
    *("page", "content_type", "label", "action", "data", "timestamp"),
    *("revision", "content_changed", "deleted"),
)


# What a version says of its post, which is written down before that is published.
BEFORE = {"live": False, "last_published_at": None, "has_unpublished_changes": False}


def first(article: ArticlePage) -> Revision:
    """The post names it (`latest_revision_id`), and is dated by it."""
    date(article)
    content = article.serializable_data() | BEFORE
    return Revision(
        pk=article.latest_revision_id,
        content_type_id=article.content_type_id,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(article.pk),
        object_str=str(article),
        user_id=article.owner_id,
        created_at=article.latest_revision_created_at,
        content=content,
    )


def date(article: ArticlePage) -> None:
    article.content_type = ContentType.objects.get_for_model(ArticlePage)
    article.draft_title = article.title
    article.latest_revision_created_at = (
        article.latest_revision_created_at or timezone.now()
    )
    article.has_unpublished_changes = not article.live
    if article.live:
        article.live_revision_id = article.latest_revision_id
        # Its readers saw it on that day elsewhere; nothing was changed since.
        article.first_published_at = article.published_at
        article.last_published_at = article.published_at


def log_of(article: ArticlePage) -> tuple[Any, ...]:
    """A row of the log of pages, by the names in `LOGGED`."""
    return (
        article.pk,
        article.content_type_id,
        article.title,
        "wagtail.publish" if article.live else "wagtail.create",
        {},
        article.latest_revision_created_at,
        article.latest_revision_id,
        True,
        False,
    )
