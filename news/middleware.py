"""What stands around every view: its language, and what a refusal looks like?"""

import logging
import re
from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from news import caching, languages
from news.conf import setting
from news.refusals import Refusal

logger = logging.getLogger(__name__)

# What Django and Python say of a text that stands where a row's number belongs.
NO_NUMBER = re.compile(r"Field '\w+' expected a number|invalid literal for int\(\)")


class LanguageMiddleware:
    """Speaks the language of the address.

    Django's own asks the browser, too, and answers "Vary: Accept-Language": a cache
    would have to keep every page once for each of the thousand ways to say Vietnamese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = languages.asked_for(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        kind = response.get("Content-Type", "")
        # At the desk each person reads in the language of their own account.
        if kind.startswith("text/html") and not at_the_desk(request):
            response.headers.setdefault("Content-Language", language)
        return response


class PageCacheMiddleware:
    """Tells the door (`news.caching.door`) what was shown, and whether it may keep it.

    Stands outside of everything that may set a cookie, and inside of compression.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shown = request.META.get(caching.ASKED)
        if shown is None:
            return self.get_response(request)
        request.GET = read = Recorded(request.META.get("QUERY_STRING", ""))
        with caching.collecting(shown):
            response = self.get_response(request)
        # What a view reads and does not name would be left out of the page's key.
        named = read.names <= shown.parameters
        shown.is_kept = shown.is_public and named and everybodys(response)
        if shown.is_kept:
            response.headers.setdefault("Cache-Control", setting("NEWS_CACHE_CONTROL"))
        return response


class Recorded(QueryDict):
    """A query string that knows which of its parameters were looked at."""

    def __init__(self, text: str) -> None:
        self.names: set[str] = set()
        super().__init__(text)

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return super().__getitem__(name)

    def getlist(self, name: str, default: list | None = None) -> list:
        self.names.add(name)
        return super().getlist(name, default)

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)


def everybodys(response: HttpResponse) -> bool:
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and "no-store" not in control
        and "private" not in control
    )


class RefusalMiddleware:
    """Turns a `Refusal` into a message on the page the person came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, ProtectedError):
            # Wagtail offers no deletion of what is needed, as far as its index knows.
            exception = Refusal(needed(exception))
        if not isinstance(exception, Refusal):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            # Wagtail's autosave and its like show the message themselves.
            answer = {"success": False, "error_message": str(exception.message)}
            return JsonResponse(answer, status=400)
        messages.error(request, exception.told_to(request.user))
        came_from = (
            exception.address or came_from_here(request) or reverse("wagtailadmin_home")
        )
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # Wagtail's windows over a page follow this answer.
            return JsonResponse({"step": "success", "redirect": came_from})
        return redirect(came_from)


def needed(exception: ProtectedError) -> str:
    other = min(map(str, exception.protected_objects))
    return _("Nothing was deleted: “%(other)s” needs it.") % {"other": other}


class IncompleteFormMiddleware:
    """A form that arrived in part or garbled: stock Wagtail breaks at what it misses.

    A browser cuts a form short when the line drops; nothing of it was stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        missing = isinstance(exception, MultiValueDictKeyError)
        garbled = isinstance(exception, ValueError) and NO_NUMBER.match(str(exception))
        if garbled:
            # No browser sends it; should it be a fault of ours, the log has it.
            logger.warning("Not readable: %s", request.path, exc_info=exception)
        if garbled and request.method != "POST":
            raise Http404 from exception
        if not ((missing or garbled) and request.method == "POST"):
            return None
        message = _("The form did not arrive whole, so nothing was saved. Try again.")
        return RefusalMiddleware(self.get_response).process_exception(
            request, Refusal(message)
        )


def at_the_desk(request: HttpRequest) -> bool:
    try:
        return request.path.startswith(reverse("wagtailadmin_home"))
    except NoReverseMatch:
        return False


def came_from_here(request: HttpRequest) -> str | None:
    address = request.headers.get("Referer", "")
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(address, own, request.is_secure())
    return address if safe else None
