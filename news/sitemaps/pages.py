"""Which addresses are there besides the posts? Pages, years, clusters, topics …"""

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, PageQuerySet, get_page_models

from news import languages
from news.models import ArticlePage, NewsIndexPage, NewsYearPage
from news.publisher import publisher
from news.querysets import below as below_paths
from news.querysets import restricted_paths

from .writing import Address


def other_pages(request: HttpRequest) -> list[Address]:
    """All of them: their number grows with the registers, not with the posts."""
    others = below(languages.homes(request))
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


def below(homes: list[Page]) -> list[Page]:
    """The public pages that are no posts; each year knows whether it has any."""
    private_paths = restricted_paths()
    found = list(pages_but_posts(homes, private_paths))
    years = [page for page in found if isinstance(page, NewsYearPage)]
    posts = ArticlePage.objects.published(private_paths)
    holding = NewsYearPage.objects.filter(pk__in=[year.pk for year in years])
    known = set(holding.holding(posts).values_list("pk", flat=True))
    for year in years:
        year.has_posts = year.pk in known
    return found


def pages_but_posts(homes: list[Page], private_paths: list[str]) -> PageQuerySet:
    if not homes:
        return Page.objects.none()
    # By the kinds they are of: asked for what is not a post, every post is read.
    kinds = [kind for kind in get_page_models() if kind is not ArticlePage]
    tops = reduce(or_, (Q(path__startswith=home.path) for home in homes))
    pages = Page.objects.exact_type(*kinds).filter(tops).live()
    if private_paths:
        pages = pages.exclude(below_paths(private_paths))
    return pages.order_by("path").specific()


def also(places: dict, page: Page, row: dict) -> dict[str, str]:
    """Where the page itself stands in other languages; its lists are not compared."""
    same = places[page.translation_key]
    return same if len(same) > 1 and row["location"] in same.values() else {}
