"""Does the asker have it already? ETag, Last-Modified, 304 for what machines poll."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

# Long enough for whoever asks once a month.
KEPT = 35 * 24 * 3600


def conditional(
    request: HttpRequest, response: HttpResponse, address: str
) -> HttpResponse:
    """`response`, or 304 where the asker has it.

    `address` is the canonical one: stray parameters must not fill the cache.

    The tag is that of the bytes: whatever changed them (a correction, a post taken down
    or restricted, a cluster renamed) changes it, and nothing has to be told.
    """
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    since = _since(address, digest)
    response["ETag"] = quote_etag(digest)
    response["Last-Modified"] = http_date(since)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return get_conditional_response(request, response["ETag"], since, response)


def _since(address: str, digest: str) -> int:
    """Since which second the address has shown these bytes.

    The dates of the posts will not do: when one is taken down, the newest that is left
    is older, and whoever asks by date alone would keep the one that is gone.
    """
    key = f"news.freshness:{hashlib.sha256(address.encode()).hexdigest()}"
    known, since = cache.get(key, ("", 0))
    if known == digest:
        return since
    # HTTP knows no part of a second: two versions of one second need two dates.
    later = max(int(time.time()), since + 1)
    cache.set(key, (digest, later), KEPT)
    return later
