"""What Wagtail's own paths would lose or never finish, answered before they begin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, PageQuerySet

from news.keeping import keep_index_in_place, keep_public_below
from news.models import NewsIndexPage, NewsYearPage
from news.refusals import Refusal


@hooks.register("before_delete_page")
def keep_public_posts(request: HttpRequest, page: Page) -> None:
    keep_public_below(page)


@hooks.register("before_bulk_action")
def keep_public_posts_from_bulk(
    request: HttpRequest, action: str, objects: list[Page], view: object
) -> None:
    for page in objects:
        if action == "delete" and isinstance(page, Page):
            keep_public_below(page)


@hooks.register("before_move_page")
def keep_index(request: HttpRequest, page: Page, destination: Page) -> None:
    keep_index_in_place(type(page.specific), page, page.get_parent(), destination)


@hooks.register("construct_explorer_page_queryset")
def keep_pages_of_listing(
    parent: Page, pages: PageQuerySet, request: HttpRequest
) -> PageQuerySet:
    """Sorted by hand, a listing shows every page at once: here that never returns."""
    by_hand = request.GET.get("ordering") == "ord"
    if by_hand and isinstance(parent, NewsIndexPage | NewsYearPage):
        raise Refusal(_("Posts stand by their date: their order is not set by hand."))
    return pages


@hooks.register("before_copy_page")
def copy_to_somewhere(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail looks the destination up before it checks the form."""
    wanted = request.POST.get("new_parent_page", "")
    known = wanted.isdecimal() and Page.objects.filter(pk=wanted[:18]).exists()
    if request.method != "POST" or known:
        return None
    messages.error(request, _("Choose where the copy goes. Nothing was copied."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("register_log_actions")
def erasing(actions: LogActionRegistry) -> None:
    actions.register_action(
        "news.erase", gettext_lazy("Erase"), gettext_lazy("Erased for good")
    )
