"""What may a search engine find? Posts in stretches of rows, the other pages, news.

Wagtail's own sitemap pages by OFFSET and ends at 50,000 addresses without a word. Here
a file holds the posts of one stretch of row numbers: no file can be too long, and none
costs more than another, however many posts there are.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from news import caching, languages
from news.freshness import conditional
from news.models import ArticlePage, SitemapFile
from news.publisher import publisher
from news.querysets import ArticleQuerySet, restricted_paths

from . import files
from .pages import other_pages
from .writing import Address, NewsAddress, written_index, written_set

# What Google's news sitemaps take: two days, and a thousand addresses.
NEWS_DAYS, NEWS_LONGEST = 2, 1_000
# Until then what is two days old by now may stay.
RENEWED = timedelta(minutes=1)
ROW = ("last_published_at", "translation_key")


def index(request: HttpRequest) -> HttpResponse:
    others = range(0, len(other_pages(request)), SitemapFile.STRETCH)
    parts = [
        Address(address(request, "news-sitemap-articles", number), last)
        for number, last in changed(request)
    ] + [
        Address(address(request, "news-sitemap-pages", number))
        for number, _start in enumerate(others)
    ]
    return answer(request, written_index(parts))


def changed(request: HttpRequest) -> list[tuple[int, datetime | None]]:
    return sorted(files.changed(homes_of(request), restricted_paths()))


def articles(request: HttpRequest) -> HttpResponse:
    start = number_of(request) * SitemapFile.STRETCH
    rows = public(request).filter(pk__gte=start, pk__lt=start + SitemapFile.STRETCH)
    rows, also = rows.order_by("pk"), translations(request, rows)
    found = [
        Address(url, changed, also.get(key, {}))
        for url, _, changed, key in located(request, rows, *ROW)
    ]
    return answer(request, written_set(some(found)))


def some(addresses: list[Address]) -> list[Address]:
    """No file without any is named, and by its schema there can be none."""
    if not addresses:
        raise Http404
    return addresses


def translations(request: HttpRequest, rows: ArticleQuerySet) -> dict[UUID, dict]:
    """Of these posts those that stand in several languages: where, for each."""
    if len(languages.roots(request)) < 2:
        return {}
    keys = rows.order_by().values("translation_key")
    found: dict[UUID, dict[str, str]] = {}
    same = public(request).filter(translation_key__in=keys)
    for url, language, _, key in located(request, same, *ROW):
        found.setdefault(key, {})[language] = url
    return {key: urls for key, urls in found.items() if len(urls) > 1}


def pages(request: HttpRequest) -> HttpResponse:
    start = number_of(request) * SitemapFile.STRETCH
    found = other_pages(request)[start : start + SitemapFile.STRETCH]
    return answer(request, written_set(some(found)))


def news(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    caching.keep(until=now + RENEWED)
    fresh = public(request).filter(
        published_at__gt=now - timedelta(days=NEWS_DAYS), published_at__lte=now
    )
    name = publisher(request).name
    found = [
        NewsAddress(url, name, language, published, title)
        for url, language, published, title in located(
            request, fresh.newest_first()[:NEWS_LONGEST], "published_at", "title"
        )
    ]
    # By its schema a sitemap has an address; whoever comes for news finds them there.
    homes = [Address(url) for url in home_addresses(request)]
    return answer(request, written_set(found or homes))


def home_addresses(request: HttpRequest) -> Iterator[str]:
    for home in languages.homes(request):
        with override(languages.of_page(request, home.url_path)):
            yield home.get_full_url(request)


def public(request: HttpRequest) -> ArticleQuerySet:
    """In every language of the site, below a home page that is public."""
    return ArticlePage.objects.published().filter(files.within(homes_of(request)))


def homes_of(request: HttpRequest) -> list[Page]:
    homes = languages.homes(request)
    if not homes:
        raise Http404
    return homes


def located(
    request: HttpRequest, rows: ArticleQuerySet, *fields: str
) -> Iterator[tuple]:
    """The full address of each post and its language, then its fields.

    No page has to be built.
    """
    bases = []
    for root in languages.roots(request):
        with override(root.language_code):
            base = root.root_url + reverse("wagtail_serve", args=[""])
        bases.append((root.root_path, base, root.language_code))
    for path, *values in rows.values_list("url_path", *fields):
        for root, base, language in bases:
            if path.startswith(root):
                yield base + path[len(root) :], language, *values
                break


def number_of(request: HttpRequest) -> int:
    """Which file of several: `?p=3`, without it the first."""
    text = request.GET.get("p", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def address(request: HttpRequest, name: str, number: int) -> str:
    return publisher(request).absolute(f"{reverse(name)}?p={number}")


def answer(request: HttpRequest, xml: str) -> HttpResponse:
    registers = ("clusters", "topics", "authors", "organisations")
    caching.keep("posts", "edits", *registers, parameters=("p",))
    response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    key = f"{request.path}?p={request.GET.get('p', '')[:9]}"
    return conditional(request, response, publisher(request).absolute(key))
