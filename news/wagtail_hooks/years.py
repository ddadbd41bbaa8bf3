"""Pages of years are made by the index: nobody edits, moves or deletes them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from news.models import NewsYearPage


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
