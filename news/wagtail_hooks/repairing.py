"""Repairing a text in Wagtail's admin: its button and its page."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from news.models import ArticlePage
from news.repairs import RepairText


@hooks.register("register_admin_urls")
def repairing_urls() -> list[URLPattern]:
    view = RepairText.as_view()
    return [path("news/repair-text/<int:page_id>/", view, name="news_repair_text")]


@hooks.register("register_page_header_buttons")
def way_to_repairs(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if view_name != "edit" or page.specific_class is not ArticlePage:
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Repair text in an old encoding"),
            reverse("news_repair_text", args=[page.pk]),
            icon_name="edit",
            priority=75,
        )
