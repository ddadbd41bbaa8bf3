"""Which addresses are there besides the posts? Pages, years, clusters, topics …"""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from news.models import ArticlePage, NewsIndexPage
from news.publisher import publisher

from .writing import Address


def other_pages(request: HttpRequest) -> list[Address]:
    """All of them: their number grows with the registers, not with the posts."""
    root = Site.find_for_request(request).root_page
    pages = root.get_descendants(inclusive=True).live().public()
    others = pages.not_exact_type(ArticlePage).order_by("path").specific()
    found = [
        Address(told["location"], told.get("lastmod"))
        for page in others
        for told in page.get_sitemap_urls(request)
    ]
    return [*found, *map(Address, services(request))]


def services(request: HttpRequest) -> Iterator[str]:
    """What stands beside the pages. Not the search: each word typed would be one."""
    by = publisher(request)
    if NewsIndexPage.for_request(request):
        yield by.absolute(reverse("news-calendar"))
        yield by.absolute(reverse("news-contents"))
    if by.contact:
        yield by.absolute(by.contact)
