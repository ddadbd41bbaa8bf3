"""How is a cache in front told with PURGE, so that it is known whether it was?

Wagtail's own backend for it logs what fails and waits for ever: nobody can try again.
"""

import contextlib
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from wagtail.contrib.frontend_cache.backends import BaseBackend

# Seconds for one exchange.
PATIENCE = 5.0
# It does not have the page: Squid, and a module of nginx, say it so.
ABSENT = {404, 410, 412}
# All that may stand in an address (RFC 3986), and what is escaped already.
ALLOWED = "/?%:@!$&'()*+,;=~"


class NotPurged(Exception):
    """The cache is away, or has refused: it may still show what is old."""


class Purging(BaseBackend):
    """`LOCATION` of the cache, and `TIMEOUT` in seconds."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = params["LOCATION"]
        self.timeout = params.get("TIMEOUT", PATIENCE)

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: list[str]) -> None:
        """A page that is refused keeps none of the others back."""
        refused = []
        try:
            with contextlib.closing(self._connection()) as cache:
                for url in urls:
                    status = ask(cache, url)
                    if status >= 300 and status not in ABSENT:
                        refused.append(f"{url}: {status}")
        except (OSError, HTTPException) as error:
            raise NotPurged(f"{self.location} does not answer: {error}") from error
        if refused:
            raise NotPurged(
                f"{self.location} refused {len(refused)} of {len(urls)}, {refused[0]}"
            )

    def _connection(self) -> HTTPConnection:
        where = urlsplit(self.location)
        kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
        return kind(where.hostname, where.port, timeout=self.timeout)


def ask(cache: HTTPConnection, url: str) -> int:
    asked = urlsplit(url)
    target = f"{asked.path or '/'}?{asked.query}" if asked.query else asked.path or "/"
    # Of a path WSGI tells its bytes, one letter each.
    target = quote(target, safe=ALLOWED, encoding="latin-1", errors="replace")
    cache.request("PURGE", target, headers={"Host": asked.netloc})
    with cache.getresponse() as answer:
        answer.read()
        return answer.status
