"""Which subjects of kept pages does a saved or deleted row touch?

Posts are told of by `news.indexing`, which knows what was public before. A model that
nobody has thought of here touches everything: a page too many is made anew, and none
shows what is no more.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from news.caching import SITE, forget
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Meeting,
    NewsFront,
    NewsYearPage,
    Organisation,
    Topic,
)

# No reader's page shows anything of these.
UNSEEN_APPS = {
    *("admin", "auth", "contenttypes", "sessions", "django_tasks_database"),
    *("wagtailusers", "wagtailsearch", "wagtailsearchpromotions"),
}
UNSEEN = {
    "wagtailcore": {
        *("revision", "pagelogentry", "modellogentry", "pagesubscription"),
        *("comment", "commentreply", "uploadedfile", "referenceindex"),
        *("workflow", "workflowpage", "workflowcontenttype", "workflowstate"),
        *("task", "workflowtask", "taskstate", "groupapprovaltask"),
        *("grouppagepermission", "groupcollectionpermission", "groupsitepermission"),
        *("collection", "groupapprovaltask_groups"),
    },
    "wagtailimages": {"uploadedimage"},
    "wagtaildocs": {"uploadeddocument"},
    # Rows of a post change with the post, and the index is ours.
    "news": {
        *("byline", "participant", "citeddocument", "articlecluster", "articletopic"),
        *("searchentry", "facet", "facetedpost", "expiredpost", "formeraddress"),
        *("searchword", "articlefinding", "ruleexception", "importedpost", "message"),
        *("moderationtask", "moderationtask_groups", "moderationstate", "returnreason"),
        *("deskpreference", "previewlink", "previewuse", "holdup", "heartbeat"),
    },
    "wagtailadmin": {"admin", "editingsession", "formstate"},
    "portal": {"demoaccount"},
}


def connect() -> None:
    for told in (post_save, post_delete):
        told.connect(follow, dispatch_uid="news.touched")
    m2m_changed.connect(follow_many, dispatch_uid="news.touched")
    page_published.connect(follow_publication, dispatch_uid="news.touched.page")
    for told in (page_unpublished, post_page_move):
        told.connect(follow_page, dispatch_uid="news.touched.page")


def follow(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    # Who may read a page is never found out from an old one.
    withdrawn = isinstance(instance, PageViewRestriction)
    forget(*subjects_of(instance), withdrawn=withdrawn)


def follow_many(sender: type[Model], instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Model):
        forget(*subjects_of(instance))


def follow_publication(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    # Another arrangement of a home page that was there is its own affair.
    is_new = instance.first_published_at == instance.last_published_at
    if is_new or not isinstance(instance, NewsFront):
        follow_page(sender)


def follow_page(sender: type[Page], **kwargs: Any) -> None:
    # The instance may be the half that every page has.
    if not issubclass(sender, (ArticlePage, NewsYearPage)):
        forget(SITE)


def subjects_of(instance: Model) -> Iterator[str]:
    if type(instance) is Page:
        # The half of a page that every page has: the whole has told already.
        return
    match instance:
        # A year is made with its first post.
        case ArticlePage() | NewsYearPage():
            return
        case NewsFront():
            yield f"page:{instance.pk}"
        case AbstractRendition():
            yield f"photo:{instance.image_id}"
        case AbstractImage():
            yield f"photo:{instance.pk}"
        case AbstractDocument():
            yield f"file:{instance.pk}"
        case Meeting():
            yield "meetings"
            yield f"meetings:{instance.cluster_id}"
        case ClusterTerm():
            yield f"terms:{instance.cluster_id}"
            yield "terms"
        case ClusterMember():
            yield f"terms:{instance.term.cluster_id}"
            yield "terms"
        case Cluster() | Topic() | Author() | Organisation():
            yield f"{instance.listing}s"
            yield f"{instance.listing}:{instance.pk}"
            if isinstance(instance, Organisation):
                yield from (f"terms:{pk}" for pk in clusters_naming(instance))
        case PageViewRestriction() if is_of_post(instance):
            yield f"page:{instance.page_id}"
            # An alias is kept to whom its source is kept to.
            aliases = Page.objects.filter(alias_of=instance.page_id)
            yield from (f"page:{pk}" for pk in aliases.values_list("pk", flat=True))
        case _ if is_unseen(instance):
            return
        case _:
            yield SITE


def is_of_post(restriction: PageViewRestriction) -> bool:
    return ArticlePage.objects.filter(pk=restriction.page_id).exists()


def clusters_naming(organisation: Organisation) -> set[int]:
    named = Q(leader=organisation) | Q(deputy=organisation)
    terms = ClusterTerm.objects.filter(named | Q(members__organisation=organisation))
    return set(terms.values_list("cluster", flat=True))


def is_unseen(instance: Model) -> bool:
    told = instance._meta
    return told.app_label in UNSEEN_APPS or told.model_name in UNSEEN.get(
        told.app_label, ()
    )
