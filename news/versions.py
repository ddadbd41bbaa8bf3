"""In which languages can this very page be read, and where?

Only what anybody may read counts. A site of one language is asked nothing for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language_info, override
from wagtail.models import Page, PageViewRestriction

from news import caching, languages, sites
from news.compiled import compiled
from news.filters import ArticleFilter
from news.listings import Listing
from news.models import ArticlePage, NewsIndexPage
from news.vietnamese.folding import nfc

# By language, and by what they are translations of: the pages and the homes.
Found = dict[str, dict[UUID, Page]]
# Lists of what is registered say something without a post in their language.
REGISTERED = {"index", "clusters", "cluster"}


@dataclass(frozen=True, slots=True)
class Version:
    language: str
    url: str

    @property
    def name(self) -> str:
        """The language in its own words."""
        # Django keeps "Tiếng Việt" with its accents apart.
        return nfc(capfirst(get_language_info(self.language)["name_local"]))

    @property
    def is_main(self) -> bool:
        return self.language == settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class Versions:
    """`pages`: this page and its translations; none where it is in one language."""

    pages: tuple[Version, ...] = ()
    translations: tuple[Version, ...] = ()
    # Of the languages it cannot be read in.
    homes: tuple[Version, ...] = ()
    # False for a list that is filtered, or paged: its like may not exist elsewhere.
    is_exact: bool = True


def of_context(request: HttpRequest | None, shown: Mapping) -> Versions:
    """Of what a template shows: a list, the calendar, a page, or none of these."""
    if request is None or len(languages.roots(request)) < 2:
        return Versions()
    index = shown.get("index")
    match shown:
        case {"listing": Listing() as listing}:
            return of_listing(request, index, listing)
        case {"page": Page() as page}:
            return of_page(request, page, index)
    if index and (name := _same_everywhere(request)):
        return of_view(request, index, name)
    return _versions(_found(request, None, index), "", {})


def of_page(request: HttpRequest, page: Page, index: NewsIndexPage | None) -> Versions:
    found = _found(request, page, index)
    urls = {
        language: pages[page.translation_key].get_url(request)
        for language, pages in found.items()
        if page.translation_key in pages
    }
    # A draft has no version: neither has its preview.
    return _versions(found, page.live and page.get_url(request), urls)


def of_listing(
    request: HttpRequest, index: NewsIndexPage, listing: Listing
) -> Versions:
    found, address = _found(request, index, index), listing.address or request.path
    below = address.removeprefix(index.url)
    urls = {}
    for language, pages in found.items():
        other = pages.get(index.translation_key)
        if other and _has(index, other, listing, below):
            urls[language] = other.get_url(request) + below
    # A parameter that is none of ours, as campaigns add them, changes nothing.
    asked = ArticleFilter.from_query(request.GET)
    is_exact = listing.canonical in ("", address) and asked == asked.unpaged()
    return _versions(found, address, urls, is_exact)


def of_view(request: HttpRequest, index: NewsIndexPage, name: str) -> Versions:
    found, urls = _found(request, index, index), {}
    for language, pages in found.items():
        if index.translation_key in pages:
            with override(language):
                urls[language] = reverse(name)
    return _versions(found, reverse(name), urls)


def _same_everywhere(request: HttpRequest) -> str:
    """The name of a view that asks for nothing: calendar, map, contact.

    Of a month one language may tell nothing, and the words of a search are of one.
    """
    match = request.resolver_match
    if match is None or match.args or match.kwargs or match.view_name == "news-search":
        return ""
    return match.view_name or ""


def _found(
    request: HttpRequest, page: Page | None, index: NewsIndexPage | None
) -> Found:
    """In one query: the public translations of a page, and of the home page."""
    top = sites.asked_for(request).root_page
    keys = {top.translation_key, page.translation_key if page else top.translation_key}
    found: Found = {}
    caching.shows(*(f"same:{key}" for key in keys))
    # Of homes alone some are known already.
    there = _public(sorted(keys)) if len(keys) > 1 else languages.homes(request)
    for one in there:
        language = languages.of_page(request, one.url_path)
        if language not in ("", languages.spoken()):
            found.setdefault(language, {})[one.translation_key] = one
    private = _private(index) if found else []
    return {
        language: {key: one for key, one in pages.items() if _is_open(one, private)}
        for language, pages in found.items()
        # Below a home that is no page of the site nothing can be reached.
        if top.translation_key in pages
        and _is_open(pages[top.translation_key], private)
    }


@compiled
def _public(keys: list[UUID]) -> QuerySet:
    same = Page.objects.live().filter(translation_key__in=keys)
    return same.only("path", "depth", "url_path", "translation_key").order_by("path")


def _private(index: NewsIndexPage | None) -> list[str]:
    if index is not None:
        return index.private_paths
    rows = PageViewRestriction.objects.select_related("page")
    return [row.page.path for row in rows]


def _is_open(page: Page, private: Iterable[str]) -> bool:
    return not page.path.startswith(tuple(private))


def _has(index: NewsIndexPage, other: Page, listing: Listing, below: str) -> bool:
    """Whether a list would have anything to say in the other language."""
    if listing.kind in REGISTERED:
        return True
    if listing.subject:
        wanted = ArticleFilter(**{listing.kind: listing.subject.slug})
    elif listing.kind == "subjects":
        wanted = ArticleFilter()
    else:
        year, *month = map(int, below.strip("/").split("/"))
        wanted = ArticleFilter(year=year, month=next(iter(month), None))
    there = ArticlePage.objects.descendant_of(other).published(index.private_paths)
    return there.matching(wanted).exists()


def _versions(
    found: Found, here: str, urls: Mapping[str, str], is_exact: bool = True
) -> Versions:
    others = tuple(Version(language, url) for language, url in urls.items() if here)
    own = Version(languages.spoken(), here)
    translated = {version.language for version in others}
    homes = {}
    for language in found.keys() - translated:
        with override(language):
            homes[language] = languages.home_url()
    return Versions(
        pages=(own, *others) if others else (),
        translations=others,
        homes=tuple(Version(language, url) for language, url in homes.items()),
        is_exact=is_exact,
    )
