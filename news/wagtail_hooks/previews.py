"""Preview links in Wagtail's admin: their button, their page, their log."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from news.models import ArticlePage
from news.preview_links import PreviewLinks, revoke


@hooks.register("register_admin_urls")
def preview_urls() -> list[URLPattern]:
    shown, at = PreviewLinks.as_view(), "news/preview-links/<int:page_id>/"
    return [
        path(at, shown, name="news_preview_links"),
        path(f"{at}<uuid:pk>/revoke/", revoke, name="news_preview_revoke"),
    ]


@hooks.register("register_page_header_buttons")
def preview_button(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    is_post = page.specific_class is ArticlePage
    if is_post and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Preview links"),
            reverse("news_preview_links", args=[page.pk]),
            icon_name="link",
            priority=25,
        )


@hooks.register("register_log_actions")
def log_preview_links(actions: LogActionRegistry) -> None:
    @actions.register_action("news.preview_link.make")
    class MadeFormatter(LogFormatter):
        label = gettext_lazy("Make a preview link")

        def format_message(self, log_entry: Any) -> str:
            return _("Preview link made for “%(label)s”") % log_entry.data

    @actions.register_action("news.preview_link.revoke")
    class RevokedFormatter(LogFormatter):
        label = gettext_lazy("Revoke a preview link")

        def format_message(self, log_entry: Any) -> str:
            return _("Preview link for “%(label)s” revoked") % log_entry.data
