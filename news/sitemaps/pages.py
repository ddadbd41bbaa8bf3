"""Which addresses are there besides the posts? Pages, years, clusters, topics …"""

from collections import defaultdict
from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from news import languages
from news.models import ArticlePage, NewsIndexPage
from news.publisher import publisher

from .writing import Address


def other_pages(request: HttpRequest) -> list[Address]:
    """All of them: their number grows with the registers, not with the posts."""
    others = [page for home in languages.homes(request) for page in below(home)]
    told = [(page, page.get_sitemap_urls(request)) for page in others]
    places: dict = defaultdict(dict)
    for page, rows in told:
        if rows:
            language = languages.of_page(request, page.url_path)
            places[page.translation_key][language] = rows[0]["location"]
    found = [
        Address(row["location"], row.get("lastmod"), also(places, page, row))
        for page, rows in told
        for row in rows
    ]
    return [*found, *services(request)]


def services(request: HttpRequest) -> Iterator[Address]:
    """What stands beside the pages, in each language that has a home page."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for home in languages.homes(request):
        language = languages.of_page(request, home.url_path)
        with override(language):
            for name, url in services_here(request):
                places[name][language] = url
    for urls in places.values():
        for url in urls.values():
            yield Address(url, also=urls if len(urls) > 1 else {})


def services_here(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """In the language spoken. Not the search: each word typed would be one."""
    by = publisher(request)
    if NewsIndexPage.for_request(request):
        yield "calendar", by.absolute(reverse("news-calendar"))
        yield "contents", by.absolute(reverse("news-contents"))
    if by.contact:
        yield "contact", by.absolute(by.contact)


def below(home: Page) -> list[Page]:
    pages = home.get_descendants(inclusive=True).live().public()
    return list(pages.not_exact_type(ArticlePage).order_by("path").specific())


def also(places: dict, page: Page, row: dict) -> dict[str, str]:
    """Where the page itself stands in other languages; its lists are not compared."""
    same = places[page.translation_key]
    return same if len(same) > 1 and row["location"] in same.values() else {}
