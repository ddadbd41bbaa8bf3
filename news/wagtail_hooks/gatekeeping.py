"""The gate in Wagtail's admin: stop before publishing, exceptions, the log."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from news.exceptions import GrantExceptions
from news.gate import door
from news.models import ArticleFinding, ArticlePage


@hooks.register("register_admin_urls")
def exception_urls() -> list[URLPattern]:
    view = GrantExceptions.as_view()
    return [path("news/exceptions/<int:page_id>/", view, name="news_exceptions")]


@hooks.register("before_publish_page")
def stop_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved by now; say what is missing beside it, not in its stead."""
    if not isinstance(page, ArticlePage):
        return None
    if findings := door.in_the_way(page):
        closed = door.Closed(page, findings)
        messages.error(request, closed.told_to(request.user))
        return redirect(closed.address)
    return None


@hooks.register("register_page_header_buttons")
def way_to_exceptions(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if view_name != "edit" or not isinstance(page, ArticlePage):
        return
    stopped = page.findings.filter(severity=ArticleFinding.Severity.BLOCK)
    if stopped.exists() and door.may_let_pass(user, page):
        yield Button(
            _("Let pass with a reason"),
            reverse("news_exceptions", args=[page.pk]),
            icon_name="warning",
            priority=70,
        )


@hooks.register("register_log_actions")
def log_exceptions(actions: LogActionRegistry) -> None:
    @actions.register_action("news.exception")
    class ExceptionLogFormatter(LogFormatter):
        label = gettext_lazy("Let pass with a reason")

        def format_message(self, log_entry: Any) -> str:
            return _("Rule “%(rule)s” let pass: %(reason)s") % log_entry.data
