"""How many bytes travel? Answers to readers are compressed, as whitenoise does files.

What belongs to a person is left alone: next to a secret, text that somebody else chose
would tell the secret by its compressed length (BREACH). Answers to readers hold none:
they have no session and no form with a token, and that is what is asked here.
"""

import gzip
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from news.caching import ASKED

LEAST = 500  # Below it the headers weigh more than what is saved.
PERSONAL = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
WORDS = ("text/", "application/json", "application/feed+json", "image/svg+xml")
ENDS = ("+xml", "/xml")
# As a browser prefers them; at these qualities 1 to 4 ms a page on a slow machine.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda text: brotli.compress(text, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda text: gzip.compress(text, compresslevel=6, mtime=0),
}


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


def chosen(accepted: str) -> str | None:
    """
    >>> chosen("gzip, deflate, br"), chosen("br;q=0, GZIP;q=0.5"), chosen("identity")
    ('br', 'gzip', None)
    """
    offers = (
        offer.lower().replace(" ", "").split(";") for offer in accepted.split(",")
    )
    wanted = {name for name, *q in offers if not q or q[0].strip("q=0.")}
    return next((coding for coding in CODINGS if coding in wanted), None)


def compress(response: HttpResponse, coding: str) -> None:
    response.content = CODINGS[coding](response.content)
    response["Content-Encoding"] = coding
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    tag = response.get("ETag", "")
    if tag and not tag.startswith("W/"):
        # The same text, other bytes: that is what a weak tag says.
        response["ETag"] = f"W/{tag}"
