"""Who is the board, and how is it reached? What the settings say, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news import caching, languages
from news.listings import Link
from news.models import NewsIndexPage
from news.publisher import publisher


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    caching.keep()
    heading = _("Contact")
    shown = {
        "heading": heading,
        "description": _("%(name)s: address, telephone, e-mail and who is responsible.")
        % {"name": publisher(request).name},
        "breadcrumb": [Link(_("Home"), languages.home_url()), Link(heading)],
        "index": NewsIndexPage.for_request(request),
    }
    return render(request, "portal/contact.html", shown)
