"""How many bytes travel? Answers to readers are compressed, as whitenoise does files.

What belongs to a person is left alone: next to a secret, text that somebody else chose
would tell the secret by its compressed length (BREACH). Answers to readers hold none:
they have no session and no form with a token, and that is what is asked here.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from news.caching import ASKED
from news.caching.codings import LEAST, ONCE, chosen

PERSONAL = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
WORDS = ("text/", "application/json", "application/feed+json", "image/svg+xml")
ENDS = ("+xml", "/xml")


class Compression:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_kept(request) or not compressible(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = chosen(request.headers.get("Accept-Encoding", ""))
        if coding and not personal(request, response):
            compress(response, coding)
        return response


def is_kept(request: HttpRequest) -> bool:
    """The page cache in front compresses what it keeps, once for everybody."""
    shown = request.META.get(ASKED)
    return shown is not None and shown.is_kept


def compressible(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0]
    return (
        (kind.startswith(WORDS) or kind.endswith(ENDS))
        and not response.streaming
        and not response.has_header("Content-Encoding")
        and len(response.content) >= LEAST
    )


def personal(request: HttpRequest, response: HttpResponse) -> bool:
    return not PERSONAL.isdisjoint([*request.COOKIES, *response.cookies])


def compress(response: HttpResponse, coding: str) -> None:
    response.content = ONCE[coding](response.content)
    response["Content-Encoding"] = coding
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    tag = response.get("ETag", "")
    if tag and not tag.startswith("W/"):
        # The same text, other bytes: that is what a weak tag says.
        response["ETag"] = f"W/{tag}"
