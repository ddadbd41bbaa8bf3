"""Where is a reader asked for the password of a page? At an address of its own.

Wagtail shows the form where the page stands: an answer with a cookie, that no cache may
keep, and so one that does not take the place of the page a cache in front had there
before. A redirect does.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import Page, PageViewRestriction

Serve = Callable[..., HttpResponse]


def asked_elsewhere(serve: Serve) -> Serve:
    """Wagtail's serving of a page, but for the form."""

    def served(page: Page, request: HttpRequest, args: list, kwargs: dict):
        response = serve(page, request, args, kwargs)
        form = getattr(response, "context_data", None) or {}
        if not isinstance(form.get("form"), PasswordViewRestrictionForm):
            return response
        restriction = form["form"].restriction
        address = reverse("news-password", args=[restriction.pk, page.pk])
        back = urlencode({"return_url": request.get_full_path()})
        response = redirect(f"{address}?{back}")
        add_never_cache_headers(response)
        return response

    return served


@never_cache
@require_safe
def ask(request: HttpRequest, restriction: int, page: int) -> TemplateResponse:
    # Sent, the form goes to Wagtail's own view, which judges where to go back to.
    known = get_object_or_404(PageViewRestriction, pk=restriction)
    shown = get_object_or_404(Page, pk=page).specific
    back = {"return_url": request.GET.get("return_url", "/")}
    form = PasswordViewRestrictionForm(instance=known, initial=back)
    sent_to = reverse(
        "wagtailcore_authenticate_with_password", args=[restriction, page]
    )
    return shown.serve_password_required_response(request, form, sent_to)
