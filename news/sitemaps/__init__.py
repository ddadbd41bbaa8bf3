"""What may a search engine find? Posts in stretches of rows, the other pages, news.

Wagtail's own sitemap pages by OFFSET and ends at 50,000 addresses without a word. Here
a file holds the posts of one stretch of row numbers: no file can be too long, and none
costs more than another, however many posts there are.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from news.freshness import conditional
from news.models import ArticlePage
from news.publisher import publisher
from news.querysets import ArticleQuerySet

from .pages import other_pages
from .writing import Address, NewsAddress, written_index, written_set

STRETCH = 10_000
# What Google's news sitemaps take: two days, and a thousand addresses.
NEWS_DAYS, NEWS_LONGEST = 2, 1_000


def index(request: HttpRequest) -> HttpResponse:
    rows = public(request).values(number=F("pk") / STRETCH)
    stretches = rows.annotate(last=Max("last_published_at")).order_by("number")
    others = range(0, len(other_pages(request)), STRETCH)
    parts = [
        Address(address(request, "news-sitemap-articles", row["number"]), row["last"])
        for row in stretches
    ] + [
        Address(address(request, "news-sitemap-pages", number))
        for number, _start in enumerate(others)
    ]
    return answer(request, written_index(parts))


def articles(request: HttpRequest) -> HttpResponse:
    start = number_of(request) * STRETCH
    rows = public(request).filter(pk__gte=start, pk__lt=start + STRETCH)
    found = [
        Address(url, changed) for url, changed in located(request, rows.order_by("pk"))
    ]
    return answer(request, written_set(found))


def pages(request: HttpRequest) -> HttpResponse:
    start = number_of(request) * STRETCH
    return answer(request, written_set(other_pages(request)[start : start + STRETCH]))


def news(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    fresh = public(request).filter(
        published_at__gt=now - timedelta(days=NEWS_DAYS), published_at__lte=now
    )
    name, language = publisher(request).name, get_language() or "vi"
    found = [
        NewsAddress(url, name, language, published, title)
        for url, published, title in located(
            request, fresh.newest_first()[:NEWS_LONGEST], "published_at", "title"
        )
    ]
    return answer(request, written_set(found))


def public(request: HttpRequest) -> ArticleQuerySet:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return ArticlePage.objects.published().descendant_of(site.root_page)


def located(
    request: HttpRequest, rows: ArticleQuerySet, *fields: str
) -> Iterator[tuple]:
    """The full address of each post, then its fields; no page has to be built."""
    site = Site.find_for_request(request)
    base = site.root_url + reverse("wagtail_serve", args=[""])
    below = len(site.root_page.url_path)
    wanted = fields or ("last_published_at",)
    for path, *values in rows.values_list("url_path", *wanted):
        yield base + path[below:], *values


def number_of(request: HttpRequest) -> int:
    """Which file of several: `?p=3`, without it the first."""
    text = request.GET.get("p", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def address(request: HttpRequest, name: str, number: int) -> str:
    return publisher(request).absolute(f"{reverse(name)}?p={number}")


def answer(request: HttpRequest, xml: str) -> HttpResponse:
    response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    key = f"{request.path}?p={request.GET.get('p', '')[:9]}"
    return conditional(request, response, publisher(request).absolute(key))
