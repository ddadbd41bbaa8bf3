"""What does a person of the newsroom see first, and how do they start to write?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from news.models import ArticlePage, DeskPreference, ModerationState, NewsIndexPage


def write(request: HttpRequest) -> HttpResponse:
    """Into the form of a new post; nobody has to know under which year it goes."""
    for index in NewsIndexPage.objects.live().main_first():
        if not may_add_below(index, request.user):
            continue
        year = index.year_for(timezone.now())
        return redirect("wagtailadmin_pages:add", "news", "articlepage", year.pk)
    messages.error(request, _("You may not write posts here."))
    return redirect("wagtailadmin_home")


def may_add_below(index: NewsIndexPage, user: AbstractBaseUser) -> bool:
    # Not can_add_subpage(): on the index itself nothing can be added by hand.
    return user.is_superuser or "add" in index.permissions_for_user(user).permissions


class WritePanel(Component):
    """The author's panel of the dashboard: write, mend what came back, go on."""

    name = "news_write"
    template_name = "news/admin/write_panel.html"
    order = 10
    shown = 5

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = ArticlePage.objects.filter(owner=user, has_unpublished_changes=True)
        returned = ModerationState.objects.returned_to(user)
        waiting = ModerationState.objects.in_progress().filter(page__owner=user)
        for elsewhere in (returned, waiting):
            drafts = drafts.exclude(pk__in=elsewhere.order_by().values("page"))
        return {
            "write_url": reverse("news_write"),
            "returned": returned.select_related("page", "finished_by")[: self.shown],
            "returned_count": returned.count(),
            "shows_counts": DeskPreference.of(user).shows_counts,
            "drafts": drafts.order_by("-latest_revision_created_at")[: self.shown],
        }
