"""The newsroom's own places: the way to write, and the registers."""

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from news.dashboard import WritePanel, write
from news.viewsets import Registers
from news.widgets import TransliteratingSlugInput

register_form_field_override(
    models.SlugField, override={"widget": TransliteratingSlugInput}
)
register_snippet(Registers)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("news/write/", write, name="news_write")]


@hooks.register("insert_global_admin_js")
def keep_typed_dates() -> SafeString:
    return format_html('<script src="{}"></script>', static("news/admin/dates.js"))


@hooks.register("register_admin_menu_item")
def write_menu_item() -> MenuItem:
    return MenuItem(
        gettext_lazy("Write a post"), reverse("news_write"), icon_name="edit", order=50
    )


@hooks.register("construct_homepage_panels")
def write_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WritePanel())


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("news/admin/desk.css")
    )
