"""Where is a person told that something was not done at its time?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from news.lateness import lights
from news.models import Holdup


class HoldupPanel(Component):
    """On the dashboard: what hangs, why, and when it is tried again."""

    name = "news_holdups"
    template_name = "news/admin/holdup_panel.html"
    order = 20
    shown = 20

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        found = Holdup.objects.select_related("page")[: self.shown]
        own = [
            holdup
            for holdup in found
            if user.is_superuser
            or (holdup.page and holdup.page.permissions_for_user(user).can_edit())
        ]
        return {"holdups": own}


class LightsPanel(Component):
    """On the dashboard: whether the silent work is done. Who runs the portal always
    sees it; the others where it concerns them, when something is late.
    """

    name = "news_lights"
    template_name = "news/admin/lights_panel.html"
    order = 25

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        found = lights()
        if not parent_context["request"].user.has_perm("auth.change_user"):
            found = [light for light in found if light.is_late]
        return {"lights": found}


@hooks.register("construct_homepage_panels")
def lights_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(LightsPanel())


@hooks.register("construct_homepage_panels")
def holdup_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(HoldupPanel())


@hooks.register("before_edit_page")
def tell_of_holdup(request: HttpRequest, page: Page) -> None:
    if request.method != "GET":
        return
    for holdup in Holdup.objects.filter(page_id=page.pk):
        messages.warning(
            request,
            _("This post could not be published or taken down on time: %(reason)s")
            % {"reason": holdup.reason},
        )
