"""What stands at the side of the form: what to mend, and what the text offers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel

from news.models import ArticlePage

from .photos import may_add


class FindingsSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Check of the post")
        icon_name = "tasks"
        template_name = "news/admin/findings_toggle.html"

    name = "news-findings"
    title = _("Check of the post")
    template_name = "news/admin/findings_panel.html"
    order = 310

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        article = self.object
        parent = parent_context.get("parent_page")
        address = ("news_findings", [article.pk])
        if not article.pk:
            address = ("news_findings_of_new", [parent.pk])
        return context | {
            "address": reverse(address[0], args=address[1]),
            # Autosave makes a page of a new post without leaving the form.
            "address_of_saved": reverse("news_findings", args=[0]),
            "paste_address": reverse("news_paste"),
            "photo_address": reverse("news_add_photo") if may_add(self.request) else "",
        }

    class Media:
        css = {"all": ["news/admin/writing.css"]}
        js = [
            "news/admin/blocks.js",
            "news/admin/findings.js",
            "news/admin/additions.js",
            "news/admin/pasting.js",
            "news/admin/photos.js",
            "news/admin/sending.js",
        ]


class SuggestionsSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Suggestions from the post")
        icon_name = "circle-plus"

    name = "news-suggestions"
    title = _("Suggestions from the post")
    template_name = "news/admin/suggestions_panel.html"
    order = 320


class SidePanelsMiddleware:
    """Puts our panels beside the form of a post; Wagtail has no hook for that.

    They stand in for Wagtail's own checks, which judge English sentences; its checks
    are only there where the whole form is shown, and so are ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        context = response.context_data or {}
        panels = context.get("side_panels") or []
        for place, panel in enumerate(panels):
            writing = isinstance(panel.object, ArticlePage) and "form" in context
            if writing and isinstance(panel, ChecksSidePanel):
                ours = [
                    FindingsSidePanel(panel.object, request),
                    SuggestionsSidePanel(panel.object, request),
                ]
                panels[place : place + 1] = ours
                context["media"] += ours[0].media + ours[1].media
                break
        return response
