"""What is asked, and what follows by itself, when something is saved or published?"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.fields import CharField, TextField
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Revision
from wagtail.signals import (
    copy_for_translation_done,
    init_new_page,
    page_published,
    page_slug_changed,
    page_unpublished,
    pre_page_move,
    task_approved,
    task_rejected,
    task_submitted,
)

from news import fronts, preparing, touched, translating
from news.filing import date_first_publication, file_under_its_year
from news.gate import door
from news.importers.old_addresses import bare
from news.indexing import following
from news.keeping import (
    keep_index_in_place,
    keep_language,
    keep_public,
    keep_shown,
)
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ModerationState,
    NewsIndexPage,
    NewsYearPage,
    OldAddress,
    Organisation,
    expiry,
    moderation,
)
from news.moderation import mails, refuse_findings, telling
from news.registers.named import keep_named
from news.vietnamese.composition import composed
from news.writing.defaults import sign

TEXT_BEARERS = (Page, Revision, AbstractImage, AbstractDocument)


def connect() -> None:
    pre_save.connect(normalise, dispatch_uid="news.normalise")
    pre_save.connect(ask_the_gate, dispatch_uid="news.gate")
    post_save.connect(keep_findings, sender=Revision, dispatch_uid="news.findings")
    init_new_page.connect(begin, dispatch_uid="news.begin")
    page_published.connect(file, sender=ArticlePage, dispatch_uid="news.file")
    pre_delete.connect(keep_public, sender=ArticlePage, dispatch_uid="news.keep")
    for register in (Cluster, Organisation, Author):
        pre_delete.connect(keep_named, sender=register, dispatch_uid="news.keep_named")
    for files in (get_image_model(), get_document_model()):
        pre_delete.connect(keep_shown, sender=files, dispatch_uid="news.keep_shown")
    page_slug_changed.connect(
        remember_address, sender=ArticlePage, dispatch_uid="news.old_address"
    )
    pre_page_move.connect(
        remember_place, sender=ArticlePage, dispatch_uid="news.old_place"
    )
    pre_page_move.connect(keep_index_in_place, dispatch_uid="news.keep_index")
    for model in (ArticlePage, NewsIndexPage, NewsYearPage):
        pre_save.connect(keep_language, sender=model, dispatch_uid="news.language")
    copy_for_translation_done.connect(
        translating.follow, dispatch_uid="news.translating"
    )
    moderation.deciding.connect(refuse_findings, dispatch_uid="news.refuse_findings")
    for signal, tell in [
        (task_submitted, telling.submitted),
        (task_approved, telling.approved),
        (task_rejected, telling.returned),
    ]:
        uid = f"news.tell.{tell.__name__}"
        signal.connect(tell, sender=ModerationState, dispatch_uid=uid)
    page_published.connect(prepare, sender=ArticlePage, dispatch_uid="news.prepare")
    post_save.connect(prepare_again, dispatch_uid="news.prepare_again")
    mails.stand_in()
    page_published.connect(
        leave_archive, sender=ArticlePage, dispatch_uid="news.leave_archive"
    )
    page_unpublished.connect(
        keep_in_archive, sender=ArticlePage, dispatch_uid="news.keep_in_archive"
    )
    # After those that date and file a post.
    following.connect()
    touched.connect()
    fronts.connect()


def normalise(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Composed letters (NFC) in everything saved: "ế" is one character, not three."""
    if isinstance(instance, TEXT_BEARERS) or sender._meta.app_label == "news":
        for name in text_fields(sender):
            if name in instance.__dict__:
                setattr(instance, name, composed(instance.__dict__[name]))


def ask_the_gate(
    instance: Model, raw: bool, update_fields: Iterable[str] | None, **kwargs: Any
) -> None:
    """No consequence but a condition: only here do all of Wagtail's paths meet.

    A fixture (`raw`) is taken as it is: its rows come in any order.
    """
    match instance:
        case Page() if not raw:
            door.guard_page(instance, update_fields)
        case Revision() if not raw:
            door.guard_schedule(instance)


def keep_findings(instance: Revision, raw: bool, **kwargs: Any) -> None:
    if not raw:
        door.keep_findings(instance)


def begin(page: Page, **kwargs: Any) -> None:
    if isinstance(page, ArticlePage):
        sign(page, page.owner)


def file(instance: ArticlePage, revision: Revision, **kwargs: Any) -> None:
    if instance.alias_of_id:
        # It has no versions of its own, and stands where somebody put it.
        return
    date_first_publication(instance, revision)
    file_under_its_year(instance)


def prepare(instance: ArticlePage, **kwargs: Any) -> None:
    preparing.photos_of(instance)


def prepare_again(instance: Model, created: bool, raw: bool, **kwargs: Any) -> None:
    if isinstance(instance, AbstractImage) and not created and not raw:
        preparing.again(instance)


def keep_in_archive(instance: ArticlePage, **kwargs: Any) -> None:
    expiry.keep(instance)


def remember_address(
    instance: ArticlePage, instance_before: ArticlePage, **kwargs: Any
) -> None:
    """Citations and search engines know a post by the address it had."""
    was = bare(instance_before.url or "")
    if was and instance_before.was_ever_public:
        OldAddress.objects.get_or_create(path=was, article=instance)


def remember_place(
    instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    """The same, where a post is moved to another year: its slug stays as it was."""
    is_filed = getattr(instance, "is_being_filed", False)
    if url_path_before != url_path_after and not is_filed:
        remember_address(instance.specific, instance.specific)


def leave_archive(instance: ArticlePage, **kwargs: Any) -> None:
    expiry.forget(instance)


def text_fields(model: type[Model]) -> list[str]:
    """Fields whose values may hold text; file fields keep the names storage gave."""
    kinds = (CharField, TextField)
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) or field.get_internal_type() == "JSONField"
    ]
