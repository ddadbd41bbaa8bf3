"""What the newsroom never loses: posts that were public, and their addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from news.models import ArticlePage, NewsIndexPage, NewsYearPage
from news.refusals import Refusal

# The row of the one post that `erasure` is taking away.
_given_up: ContextVar[int | None] = ContextVar("news_given_up", default=None)


def keep_public(sender: type[ArticlePage], instance: ArticlePage, **_: Any) -> None:
    """Before any deletion: whichever path led here, Django asks for each post."""
    if instance.was_ever_public and instance.pk != _given_up.get():
        raise kept(instance)


def keep_public_below(page: Page) -> None:
    """The same question before anybody is asked "are you sure?"."""
    below = ArticlePage.objects.descendant_of(page, inclusive=True)
    if post := below.ever_public().only("title").first():
        raise kept(post)


def keep_shown(sender: type[Model], instance: Model, **_: Any) -> None:
    """A photo or an attachment that readers of a page see, or saw."""
    uses = ReferenceIndex.get_references_to(instance)
    pages = uses.filter(base_content_type=ReferenceIndex._get_base_content_type(Page))
    numbers = [int(number) for number in pages.values_list("object_id", flat=True)]
    shown = Page.objects.filter(pk__in=numbers)
    if page := shown.exclude(live=False, first_published_at=None).first():
        raise Refusal(in_use(instance, page))


def keep_index_in_place(
    sender: type[Page],
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **_: Any,
) -> None:
    """Moving an index changes the address of every post ever published in it."""
    if sender is ArticlePage or parent_page_before.pk == parent_page_after.pk:
        return
    indexes = NewsIndexPage.objects.descendant_of(instance, inclusive=True)
    if indexes.filter(numchild__gt=0).exists():
        raise Refusal(immovable())


def keep_language(sender: type[Page], instance: Page, raw: bool, **_: Any) -> None:
    """Nothing stands in a language it is not written in, and no year stands twice."""
    if raw or not instance._state.adding:
        return
    if instance.alias_of and instance.alias_of.locale_id != instance.locale_id:
        raise Refusal(untranslated(instance))
    if sender is NewsYearPage:
        same = Page.objects.filter(translation_key=instance.translation_key)
        if same.filter(locale=instance.locale_id).exists():
            raise Refusal(years_are_made())


def untranslated(page: Page) -> str:
    message = _(
        "“%(title)s” would stand under another language untranslated. Translate it "
        "instead: the translation is a draft until it is approved."
    )
    return message % {"title": page.title}


def years_are_made() -> str:
    return _("Pages of years are made by the index; nothing to edit.")


def kept(post: ArticlePage) -> Refusal:
    return Refusal(
        _(
            "“%(title)s” has been public, so it stays: citations and the archive need "
            "it. Unpublish it instead of deleting it."
        )
        % {"title": post.title}
    )


def in_use(file: Model, page: Page) -> str:
    message = _(
        "“%(file)s” stays: “%(page)s” shows it to readers. Take it out there and "
        "publish that first."
    )
    return message % {"file": file, "page": page.title}


def immovable() -> str:
    return _(
        "The news index holds posts: moving it would change the address of every one. "
        "Nothing was moved."
    )


@contextmanager
def given_up(post: ArticlePage) -> Iterator[None]:
    """Within it this one post may be deleted; only `erasure` has a reason to."""
    token = _given_up.set(post.pk)
    try:
        yield
    finally:
        _given_up.reset(token)
