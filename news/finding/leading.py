"""Where does an old address lead today? Asked of the site itself, in this process."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port, validate_host
from django.test import RequestFactory
from wagtail.models import Site

from news.importers.old_addresses import bare
from news.models import ArticlePage
from news.querysets import restricted_paths

MOST_STEPS = 5
# A name with a dot before the first slash, unless it is that of a script.
_HOST = re.compile(
    r"(?![\w.-]+\.(?:php\d?|html?|aspx?|jsp)(?:/|$))[\w-]+(?:\.[\w-]+)+(?::\d+)?(?=/|$)"
)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lead:
    """`status`: page | redirect | clash | gone | error; `code` is the last answer's.

    `state` of a post: public | archived. `others`: the posts that claim the address,
    too, where it is a clash.
    """

    address: str
    status: str
    code: int
    target: str = ""
    title: str = ""
    state: str = ""
    others: tuple[str, ...] = ()


class Leads:
    """Answers as the site does, redirects and all; nobody is signed in."""

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.host = _host()
        self.requests = RequestFactory(SERVER_NAME=self.host)

    def lead(self, address: str) -> Lead:
        asked = path_of(address)
        if not asked:
            return Lead(address, "error", 400)
        place, code = asked, 0
        for _step in range(MOST_STEPS):
            # A page that is not there need not be looked for by its words.
            request = self.requests.head(place)
            response = self.handler.get_response(request)
            code = response.status_code
            if not 300 <= code < 400:
                return self._answered(address, asked, place, request, response)
            place = urljoin(place, response["Location"])
            if urlsplit(place).hostname not in (None, self.host):
                return Lead(address, "redirect", code, place)
        return Lead(address, "error", code, place)

    def _answered(
        self,
        address: str,
        asked: str,
        place: str,
        request: HttpRequest,
        response: HttpResponseBase,
    ) -> Lead:
        code = response.status_code
        if code in (404, 410):
            return Lead(address, "gone", code)
        if code >= 400:
            return Lead(address, "error", code, place)
        page = getattr(_route_of(request), "page", None)
        here = page.pk if page else None
        others = tuple(_told(post) for post in claiming(asked) if post.pk != here)
        moved = _path(place) != _path(asked)
        status = "clash" if others else "redirect" if moved else "page"
        title = page.title if page else _title_of(response)
        state = ""
        if isinstance(page, ArticlePage):
            state = "archived" if page.expired_on else "public"
        return Lead(address, status, code, unquote(place), title, state, others)


def claiming(address: str) -> Iterator[ArticlePage]:
    """The posts that anybody may read and that had this address once."""
    if path := bare(address):
        known = ArticlePage.objects.filter(old_addresses__path=path)
        yield from known.archived(restricted_paths()).order_by("old_addresses__pk")


def path_of(line: str) -> str:
    """What of an address the site is asked for; "" where there is nothing to ask.

    >>> path_of("https://ban.example/tin/hội nghị"), path_of("ban.example/node/1")
    ('/tin/h%E1%BB%99i%20ngh%E1%BB%8B', '/node/1')
    >>> path_of("node/1?a=b#c"), path_of("/h%E1%BB%99i"), path_of("mailto:a@b.vn")
    ('/node/1?a=b', '/h%E1%BB%99i', '')
    """
    text = line.strip()
    if _HOST.match(text):
        text = f"//{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"}:
        return ""
    path = "/" + quote(unquote(parts.path)).lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _host() -> str:
    """A name of the site that it answers to."""
    site = Site.objects.filter(is_default_site=True).first()
    wanted = [site.hostname] if site else []
    allowed = settings.ALLOWED_HOSTS or ["localhost"]
    named = [host.lstrip(".") for host in allowed if host != "*"]
    hosts = (split_domain_port(host)[0] for host in (*wanted, *named, "localhost"))
    return next((host for host in hosts if validate_host(host, allowed)), "localhost")


def _route_of(request: HttpRequest) -> object:
    """How Wagtail came to the page, where it was Wagtail that answered."""
    return getattr(request, "_wagtail_route_for_request", None)


def _path(address: str) -> str:
    """Without what makes no other page of it: the closing slash, and the query."""
    return unquote(urlsplit(address).path).rstrip("/")


def _told(post: ArticlePage) -> str:
    return f"#{post.pk} {post.title}"


def _title_of(response: HttpResponseBase) -> str:
    match = _TITLE.search(getattr(response, "content", b""))
    return " ".join(unescape(match[1].decode()).split()) if match else ""
