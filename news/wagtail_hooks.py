"""Where does the extension stand in Wagtail's admin?"""

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from news.dashboard import WritePanel, write
from news.models import NewsYearPage
from news.viewsets import Registers
from news.widgets import TransliteratingSlugInput

register_form_field_override(
    models.SlugField, override={"widget": TransliteratingSlugInput}
)
register_snippet(Registers)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("news/write/", write, name="news_write")]


@hooks.register("register_admin_menu_item")
def write_menu_item() -> MenuItem:
    return MenuItem(
        gettext_lazy("Write a post"), reverse("news_write"), icon_name="edit", order=50
    )


@hooks.register("construct_homepage_panels")
def write_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WritePanel())


@hooks.register("before_edit_page")
@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_years(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not isinstance(page.specific_deferred, NewsYearPage):
        return None
    messages.info(request, _("Pages of years are made by the index; nothing to edit."))
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_move_page")
def keep_years_in_place(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    return keep_years(request, page)


@hooks.register("before_bulk_action")
def keep_years_from_bulk(
    request: HttpRequest, action: str, objects: list[Page], view: object
) -> HttpResponse | None:
    for page in objects:
        if isinstance(page, Page) and (kept := keep_years(request, page)):
            return kept
    return None
