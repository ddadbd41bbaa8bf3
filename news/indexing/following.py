"""After which changes does a post look different to readers' search and filters?

The index lies in the same database, so it changes in the same transaction: nobody
finds what was just withdrawn. What goes wrong here stops no publication; `stale`
finds it later.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from news import caching
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ExpiredPost,
    FacetedPost,
    Organisation,
    SearchEntry,
    Topic,
)
from news.querysets import below

from . import facets, outdated, refresh

logger = logging.getLogger(__name__)
# A draft over a public post saves these columns alone.
SEEN = {"live", "title", "lead", "body", "published_at", "organisation", "path"}


def connect() -> None:
    for told in (page_published, page_unpublished):
        told.connect(follow_post, sender=ArticlePage, dispatch_uid="news.index")
    post_save.connect(follow_saving, sender=ArticlePage, dispatch_uid="news.index")
    for told in (post_save, post_delete):
        told.connect(follow_expiry, sender=ExpiredPost, dispatch_uid="news.index")
    pre_delete.connect(remember_facets, sender=ArticlePage, dispatch_uid="news.index")
    post_delete.connect(follow_deletion, sender=ArticlePage, dispatch_uid="news.index")
    post_page_move.connect(follow_branch, dispatch_uid="news.index")
    for register in (Cluster, Topic, Author, Organisation):
        post_save.connect(follow_name, sender=register, dispatch_uid="news.index")
    # Of the registers, only a topic can go while posts name it.
    pre_delete.connect(remember_posts, sender=Topic, dispatch_uid="news.index")
    post_delete.connect(follow_end, sender=Topic, dispatch_uid="news.index")
    for told in (post_save, post_delete):
        told.connect(
            follow_restriction, sender=PageViewRestriction, dispatch_uid="news.index"
        )
    post_save.connect(follow_photo, sender=get_image_model(), dispatch_uid="news.index")


def follow_post(instance: ArticlePage, **kwargs: Any) -> None:
    index_again([instance.pk])


def follow_saving(
    instance: ArticlePage, update_fields: Iterable[str] | None, **kwargs: Any
) -> None:
    if update_fields is not None and not SEEN & set(update_fields):
        return
    # A draft that never was public has nothing to take back; the archive goes on
    # showing one that is over, as the tables have it now.
    known = (SearchEntry, ExpiredPost)
    if instance.live or any(
        model.objects.filter(article=instance.pk).exists() for model in known
    ):
        index_again([instance.pk])


def follow_expiry(instance: ExpiredPost, **kwargs: Any) -> None:
    index_again([instance.article_id])


def remember_facets(instance: ArticlePage, **kwargs: Any) -> None:
    """Before a post goes: afterwards nothing says which numbers were with it."""
    placed = FacetedPost.objects.filter(article=instance.pk)
    entries = SearchEntry.objects.filter(article=instance.pk).with_language()
    pairs = list(placed.values_list("article", "facet"))
    instance.placed = outdated.places(entries, pairs)


def follow_deletion(instance: ArticlePage, **kwargs: Any) -> None:
    for place in instance.placed.values():
        facets.change(Counter(dict.fromkeys(place.facets, -1)))
    outdated.forget(instance.placed, {})


def follow_branch(instance: Page, **kwargs: Any) -> None:
    """A page moved, or whom it is kept to: everything below it is judged again."""
    posts = ArticlePage.objects.descendant_of(instance, inclusive=True)
    index_again(posts.values_list("pk", flat=True))


def follow_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    posts = ArticlePage.objects.filter(below([instance.page.path]))
    index_again(posts.values_list("pk", flat=True))


def follow_name(instance: Model, created: bool, **kwargs: Any) -> None:
    if not created:
        posts = posts_naming(instance).order_by("pk").values_list("pk", flat=True)
        index_again(posts.distinct(), indirectly=True)


def remember_posts(instance: Model, **kwargs: Any) -> None:
    """Before a topic goes: afterwards nothing says which posts named it."""
    instance.named_by = list(posts_naming(instance).values_list("pk", flat=True))


def follow_end(instance: Model, **kwargs: Any) -> None:
    index_again(instance.named_by, indirectly=True)


def posts_naming(entry: Model) -> QuerySet[ArticlePage]:
    match entry:
        case Cluster():
            named = Q(article_clusters__tag=entry)
        case Topic():
            named = Q(article_topics__tag=entry)
        case Author():
            named = Q(bylines__author=entry)
        case Organisation():
            named = Q(organisation=entry) | Q(participants__organisation=entry)
    return ArticlePage.objects.filter(named)


def follow_photo(instance: Model, created: bool, **kwargs: Any) -> None:
    if not created:
        uses = ReferenceIndex.get_references_to(instance)
        of_posts = uses.filter(
            content_type=ContentType.objects.get_for_model(ArticlePage)
        )
        pks = map(int, set(of_posts.values_list("object_id", flat=True)))
        index_again(pks, indirectly=True)


def index_again(pks: Iterable[int], indirectly: bool = False) -> None:
    try:
        refresh(pks, indirectly=indirectly)
    except Exception:
        logger.exception("Readers' search could not take in what has changed.")
        caching.forget(caching.SITE)
