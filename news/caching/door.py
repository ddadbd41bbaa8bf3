"""What stands in front of Django: a page that is kept is answered without it.

A WSGI application around another. Only what is asked with GET or HEAD by somebody who
is not signed in is looked for; only what a view calls public (`keep`) is stored.
"""

import contextlib
import logging
import time
from collections.abc import Callable, Collection, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings

from news.conf import setting

from . import keys, tags
from .addresses import UNNOTED, Addresses, life
from .codings import chosen
from .collecting import ASKED, Shown
from .flights import Flights
from .forgetting import addresses, common, generations
from .generations import Away, Generations
from .stored import SPARE, Common, Page, Pages, tag_of

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

# Asked for parts or by condition, a view may answer with less than the page.
CONDITIONS = (
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH"),
    *("HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"),
)
# Made anew for each answer.
OURS = {"content-length", "content-encoding", "etag", "date", "vary"}
# What a 304 has to repeat (RFC 9110, 15.4.5).
REPEATED = {"cache-control", "content-location", "date", "expires", "vary"}
# Seconds a page is kept in memory that was made while nobody could say what changes.
AWHILE = 5.0
# By which the clocks of several machines may differ.
SKEW = 60.0
# Seconds beyond its time in which an old page is read while another makes it anew.
MEANWHILE = 30.0
STALE = ("Warning", '110 - "Response is Stale"')
FAILED = ("Warning", '111 - "Revalidation Failed"')
# Addresses of which is remembered that nothing is kept there.
MOST_REMEMBERED = 10_000

Scheme = Callable[[Environ], str]


def is_in_time(page: Page) -> bool:
    """One of a time to come is of before the clock was put back: it would not end."""
    return page.since - SKEW <= time.time() < page.until


def in_front(application: Application, scheme: Scheme) -> Application:
    """`application` behind the door, as the settings have it."""
    folder = setting("NEWS_PAGE_CACHE")
    if not folder:
        return application
    try:
        Flights(Path(folder) / "flights")
        known = generations()
    except OSError:
        logger.exception("No page is kept: %s cannot be written.", folder)
        return application
    return Door(
        application,
        Path(folder),
        generations=known,
        common=common(),
        addresses=addresses(),
        scheme=scheme,
        skips=(*setting("NEWS_PAGE_CACHE_SKIPS"), settings.STATIC_URL),
        cookies=(settings.SESSION_COOKIE_NAME,),
        parameters=frozenset(setting("NEWS_PARAMETERS")),
        in_memory=setting("NEWS_PAGE_CACHE_MEMORY"),
        longest=setting("NEWS_PAGE_CACHE_LONGEST"),
        tagged=tuple(setting("NEWS_CACHE_TAG_HEADERS")),
    )


class Door:
    """`scheme` says of a request whether it came by https; `skips` begin paths that
    are never kept; `cookies` are those of somebody who is known."""

    def __init__(
        self,
        application: Application,
        folder: Path,
        *,
        generations: Generations,
        common: Common,
        scheme: Scheme,
        skips: tuple[str, ...],
        cookies: tuple[str, ...],
        parameters: frozenset[str],
        in_memory: int,
        longest: float,
        addresses: Addresses | None = None,
        tagged: tuple[str, ...] = (),
    ) -> None:
        self.application = application
        self.generations = generations
        self.pages = Pages(in_memory, common)
        self.flights = Flights(folder / "flights")
        self.scheme, self.skips = scheme, skips
        self.cookies = tuple(f"{name}=" for name in cookies)
        self.parameters, self.longest = parameters, longest
        # What a cache in front may have.
        self.addresses = addresses
        # Headers that name the subjects, for a cache in front.
        self.tagged = tagged
        # By path, the parameters that make a difference there.
        self.differs: dict[str, frozenset[str]] = {}
        # By path, the generation in which what was answered was not to be kept.
        self.unkept: dict[str, int] = {}

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not self._is_everybodys(environ, path):
            return self.application(environ, start_response)
        key = self._key(environ, self.differs.get(path, self.parameters))
        try:
            now = self.generations.now()
        except Away:
            return self._away(key, environ, start_response)
        if self.unkept.get(path) == now:
            return self.application(environ, start_response)
        page = self.pages.get(key)
        if page is None or not self._is_good(page, now):
            page = self.pages.fetch(key)
        if page is not None and self._is_good(page, now):
            return answer(page, environ, start_response, "hit")
        return self._missed(key, page, now, environ, start_response)

    def _key(self, environ: Environ, differs: Collection[str]) -> str:
        return keys.key(
            self.scheme(environ),
            environ.get("HTTP_HOST", ""),
            environ.get("PATH_INFO", ""),
            keys.known(environ.get("QUERY_STRING", ""), differs),
        )

    def _is_everybodys(self, environ: Environ, path: str) -> bool:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        if path.startswith(self.skips):
            return False
        cookie = environ.get("HTTP_COOKIE", "")
        if cookie and any(name in cookie for name in self.cookies):
            return False
        return len(path) + len(environ.get("QUERY_STRING", "")) <= keys.LONGEST

    def _is_good(self, page: Page, now: int) -> bool:
        if not is_in_time(page):
            return False
        if page.checked != now:
            if not self.generations.is_current(page.made, page.subjects):
                return False
            page.checked = now
        return True

    def _is_of_use(self, page: Page | None, beyond: float) -> bool:
        """Whether an old page may be shown for want of a new one, so many seconds
        beyond its time: a withdrawal that never reached us must not lie about for ever.
        """
        return (
            page is not None
            and page.until + beyond > time.time()
            and not self.generations.is_withdrawn(page.made, page.subjects)
            and not self.generations.is_untold(page.subjects, page.since)
        )

    def _away(
        self, key: str, environ: Environ, start_response: Start
    ) -> Iterable[bytes]:
        """Nobody can say what has changed: what was good when somebody could is read
        for its time. The rest is made anew every few seconds, by one for all who ask
        this process, or the whole load would reach the site at once.
        """
        now = self.generations.known.word
        if self.unkept.get(environ["PATH_INFO"]) == now:
            return self.application(environ, start_response)
        page = self.pages.get(key)
        if not self._is_good_meanwhile(page):
            old, of_use = page, self._is_of_use(page, MEANWHILE)
            with self.flights.alone(key, waits=not of_use) as ours:
                if not ours and of_use:
                    return answer(old, environ, start_response, "hit", STALE)
                # Whoever made it while we waited has put it into memory.
                page = self.pages.get(key)
                if not self._is_good_meanwhile(page):
                    made = self._make(environ, now, awhile=True)
                    if made.page is not None:
                        return answer(made.page, environ, start_response, "miss")
                    page = old if made.has_failed else None
                    if not self._is_of_use(page, SPARE):
                        return made.answered(environ, start_response)
                    made.close()
        return answer(page, environ, start_response, "hit", FAILED)

    def _is_good_meanwhile(self, page: Page | None) -> bool:
        return (
            page is not None
            and is_in_time(page)
            and self.generations.is_current(page.made, page.subjects)
            and not self.generations.is_untold(page.subjects, page.since)
        )

    def _missed(
        self,
        key: str,
        old: Page | None,
        now: int,
        environ: Environ,
        start_response: Start,
    ) -> Iterable[bytes]:
        of_use = self._is_of_use(old, MEANWHILE)
        with self.flights.alone(key, waits=not of_use) as ours:
            if not ours and of_use:
                return answer(old, environ, start_response, "hit", STALE)
            # Whoever made it meanwhile has stored it.
            page = self.pages.fetch(key)
            # Here others were waited for.
            with contextlib.suppress(Away):
                now = self.generations.now()
            if page is not None and self._is_good(page, now):
                return answer(page, environ, start_response, "hit")
            made = self._make(environ, now)
            if made.page is not None:
                return answer(made.page, environ, start_response, "miss")
        if made.has_failed and self._is_of_use(old, SPARE):
            made.close()
            return answer(old, environ, start_response, "hit", FAILED)
        return made.answered(environ, start_response)

    def _make(self, environ: Environ, now: int, awhile: bool = False) -> "Made":
        """`awhile`: nobody can say when it will have changed."""
        began = time.time()
        path = environ["PATH_INFO"]
        differs = self.differs.get(path, self.parameters)
        query = keys.known(environ.get("QUERY_STRING", ""), differs)
        shown = Shown()
        asked = {k: v for k, v in environ.items() if k not in CONDITIONS}
        asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": query, ASKED: shown}
        made = Made(self.application, asked)
        if shown.is_kept:
            key = self._key(environ, shown.parameters)
            made.page = page = self._page(key, made, shown, now, began)
            if awhile:
                page.until = min(page.until, began + AWHILE)
            if self.addresses is not None:
                self._note(page)
            remember(self.differs, path, frozenset(shown.parameters))
            # Made with more than it says it differs by, it is nobody else's.
            if query == keys.known(query, shown.parameters):
                (self.pages.memory if awhile else self.pages).put(key, page)
        elif made.is_answer:
            remember(self.unkept, path, now)
        return made

    def _note(self, page: Page) -> None:
        """For who purges the cache in front, or that has it for a moment only."""
        try:
            self.addresses.note(page.address, page.subjects, life(page))
            # What changed meanwhile may have been purged already.
            self.generations.now()
            is_known = self.generations.is_current(page.made, page.subjects)
        except Away:
            is_known = False
        if not is_known:
            kept = [h for h in page.headers if h[0].lower() != "cache-control"]
            page.headers = [*kept, ("Cache-Control", UNNOTED)]

    def _page(
        self, key: str, made: "Made", shown: Shown, now: int, since: float
    ) -> Page:
        body = made.whole()
        ends = [since + self.longest]
        if shown.until is not None:
            ends.append(shown.until.timestamp())
        headers = [h for h in made.headers if h[0].lower() not in OURS]
        headers += [("Vary", "Accept-Encoding"), ("ETag", tag_of(body))]
        headers += tags.headers(shown.subjects, self.tagged)
        return Page.of(
            body,
            address=key.removesuffix("?"),
            headers=headers,
            subjects=tuple(sorted(shown.subjects)),
            made=now,
            since=since,
            until=min(ends),
        )


def remember(known: dict[str, Any], path: str, value: Any) -> None:
    if len(known) >= MOST_REMEMBERED:
        known.clear()
    known[path] = value


class Made:
    """What the application answered, before anybody has been told."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.page: Page | None = None
        self.status, self.headers = "", []
        self.written: list[bytes] = []
        self.rest = application(environ, self._start)

    def _start(self, status: str, headers: list, exc_info: object = None) -> Callable:
        self.status, self.headers = status, list(headers)
        return self.written.append

    @property
    def has_failed(self) -> bool:
        return self.status.startswith("5")

    @property
    def is_answer(self) -> bool:
        """Found, and nothing that somebody else may find, or later."""
        return self.status.startswith("200")

    def whole(self) -> bytes:
        try:
            return b"".join([*self.written, *self.rest])
        finally:
            self.close()

    def close(self) -> None:
        if hasattr(self.rest, "close"):
            self.rest.close()

    def answered(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.close()
            return []
        return self.rest


def answer(
    page: Page,
    environ: Environ,
    start_response: Start,
    how: str,
    *more: tuple[str, str],
) -> list[bytes]:
    """The page in the coding that was asked for, or that the asker has it already."""
    headers = [*page.headers, ("Cache-Status", f"BanTin; {how}"), *more]
    if more:
        # What is old may have been purged already from a cache in front.
        headers = [h for h in headers if h[0].lower() != "cache-control"]
        headers.append(("Cache-Control", UNNOTED))
        headers.append(("Age", str(max(0, round(time.time() - page.since)))))
    if has_it(page, environ):
        repeated = [h for h in headers if h[0].lower() in REPEATED or h[0] == "ETag"]
        status = HTTPStatus.NOT_MODIFIED
        start_response(f"{status.value} {status.phrase}", repeated)
        return []
    coding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""), page.bodies)
    body = page.bodies[coding]
    if coding:
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def has_it(page: Page, environ: Environ) -> bool:
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        bare = page.tag.removeprefix("W/")
        return asked.strip() == "*" or bare in asked
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and ("Last-Modified", since) in page.headers
