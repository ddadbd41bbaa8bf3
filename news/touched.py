"""Which subjects of kept pages does a saved or deleted row touch?

Posts are told of by `news.indexing`, which knows what was public before. A model that
nobody has thought of here touches everything: a page too many is made anew, and none
shows what is no more.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import (
    ModelSignal,
    m2m_changed,
    post_delete,
    post_save,
    pre_save,
)
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from news.caching import SITE, forget
from news.indexing import outdated
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Meeting,
    NewsFront,
    NewsIndexPage,
    NewsYearPage,
    Organisation,
    Topic,
)

# No reader's page shows anything of these.
UNSEEN_APPS = {
    *("admin", "auth", "axes", "contenttypes", "sessions", "django_tasks_database"),
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
        *("importrun", "runstep", "broughtfile", "broughtentry", "oldaddress"),
        *("importupload", "importdraft", "sitemapfile"),
    },
    "wagtailadmin": {"admin", "editingsession", "formstate"},
    "portal": {"demoaccount", "auditentry", "audithead", "signin"},
}


# What a page of these has, and no other page shows.
OWN = {
    NewsFront: {"title", "arrangement", "seo_title", "search_description"},
    NewsIndexPage: {"introduction", "seo_title", "search_description"},
}
# What Wagtail notes of any page, and no reader sees.
NOTED = {
    *("draft_title", "latest_revision_id", "latest_revision_created_at"),
    *("live_revision_id", "first_published_at", "last_published_at"),
    "has_unpublished_changes",
    *("go_live_at", "expire_at", "locked", "locked_at", "locked_by_id"),
    *("numchild", "owner_id"),
}


def connect() -> None:
    pre_save.connect(remember, dispatch_uid="news.touched.before")
    for told in (post_save, post_delete):
        told.connect(follow, dispatch_uid="news.touched")
    m2m_changed.connect(follow_many, dispatch_uid="news.touched")
    page_published.connect(follow_publication, dispatch_uid="news.touched.page")
    for told in (page_unpublished, post_page_move):
        told.connect(follow_page, dispatch_uid="news.touched.page")


def remember(instance: Model, **kwargs: Any) -> None:
    """How it is stored, for what is judged by what changes of it."""
    if isinstance(instance, (*OWN, ClusterTerm, Organisation)):
        stored = type(instance)._base_manager.filter(pk=instance.pk)
        instance.was = stored.values().first()


def follow(
    sender: type[Model], instance: Model, signal: ModelSignal, **kwargs: Any
) -> None:
    if signal is post_delete:
        instance.was = None
    # Who may read a page is never found out from an old one.
    withdrawn = isinstance(instance, PageViewRestriction)
    forget(*subjects_of(instance), withdrawn=withdrawn)


def follow_many(sender: type[Model], instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Model):
        forget(*subjects_of(instance))


def follow_publication(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    # Of these, their saving has told what is new.
    if not isinstance(instance, tuple(OWN)):
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
        case NewsFront() | NewsIndexPage():
            yield f"page:{instance.pk}"
            if changes(instance):
                yield SITE
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
            yield from terms(instance.cluster_id, instance.year)
            if instance.was:
                yield from terms(instance.was["cluster_id"], instance.was["year"])
        case ClusterMember():
            yield from terms(instance.term.cluster_id, instance.term.year)
        case Cluster() | Topic() | Author() | Organisation():
            yield f"{instance.listing}s"
            yield f"{instance.listing}:{instance.pk}"
            if isinstance(instance, Organisation) and is_called_otherwise(instance):
                for of_cluster in terms_naming(instance):
                    yield from terms(*of_cluster)
        case PageViewRestriction() if is_of_post(instance):
            # An alias is kept to whom its source is kept to.
            aliases = Page.objects.filter(alias_of=instance.page_id)
            for pk in (instance.page_id, *aliases.values_list("pk", flat=True)):
                yield from outdated.of_post(pk)
            yield "edits"
        case _ if is_unseen(instance):
            return
        case _:
            yield SITE


def is_of_post(restriction: PageViewRestriction) -> bool:
    return ArticlePage.objects.filter(pk=restriction.page_id).exists()


def changes(page: Page) -> bool:
    """Whether more of it is new than what it shows itself."""
    if page.was is None:
        return True
    own = next(names for kind, names in OWN.items() if isinstance(page, kind))
    shown = {field.attname for field in page._meta.concrete_fields} - own - NOTED
    return any(getattr(page, name) != page.was[name] for name in shown)


def is_called_otherwise(organisation: Organisation) -> bool:
    was = organisation.was or {}
    names = ("name", "slug")
    return any(was.get(name) != getattr(organisation, name) for name in names)


def terms(cluster: int, year: int) -> Iterator[str]:
    """For the page of the cluster, its posts of that year, and those it names."""
    yield from ("terms", f"terms:{cluster}", f"terms:{cluster}:{year}")


def terms_naming(organisation: Organisation) -> set[tuple[int, int]]:
    named = Q(leader=organisation) | Q(deputy=organisation)
    found = ClusterTerm.objects.filter(named | Q(members__organisation=organisation))
    return set(found.values_list("cluster", "year"))


def is_unseen(instance: Model) -> bool:
    told = instance._meta
    return told.app_label in UNSEEN_APPS or told.model_name in UNSEEN.get(
        told.app_label, ()
    )
