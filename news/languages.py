"""In which language is a page asked for? The address says it, and nothing else does.

The main language (`LANGUAGE_CODE`) stands at the root, every other below its code:
`/en/`. Neither the browser's wishes nor a cookie count, so one address has one answer,
which a cache may keep for everybody.
"""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from news import sites
from news.compiled import compiled


def are_several() -> bool:
    return bool(getattr(settings, "WAGTAIL_I18N_ENABLED", False))


def others() -> list[str]:
    """The codes of all languages but the main one."""
    if not are_several():
        return []
    return [code for code in get_content_languages() if code != settings.LANGUAGE_CODE]


def spoken() -> str:
    """The language of this answer."""
    return get_language() or settings.LANGUAGE_CODE


def parted(path: str) -> tuple[str, str]:
    """The language that a path begins with, "" for the main one, and what is left."""
    first, slash, below = path.removeprefix("/").partition("/")
    return (first, f"{slash}{below}") if first in others() else ("", path)


def asked_for(request: HttpRequest) -> str:
    """The language of the address; the main one where the other has no home page yet.

    Who comes to `/en/` before there is anything reads of it in Vietnamese.
    """
    said, _below = parted(request.path_info)
    there = said and home_in(request, said)
    return said if there else settings.LANGUAGE_CODE


def roots(request: HttpRequest) -> list[SiteRootPath]:
    """The pages on top of this site, one a language; some may not be public."""
    site = sites.asked_for(request)
    if site is None:
        return []
    if not hasattr(request, "_wagtail_cached_site_root_paths"):
        # Where Wagtail keeps them, too: the cache is asked once a request.
        request._wagtail_cached_site_root_paths = Site.get_site_root_paths()
    found = request._wagtail_cached_site_root_paths
    return [root for root in found if root.site_id == site.pk]


def of_page(request: HttpRequest, url_path: str) -> str:
    """The language of the page with this path in Wagtail's tree; "" if not known."""
    below = (r for r in roots(request) if url_path.startswith(r.root_path))
    return next((root.language_code for root in below), "")


def home(request: HttpRequest) -> Page | None:
    """The page on top of the site in the language of this answer, if it is public."""
    site = sites.asked_for(request)
    if site is None or not are_several():
        return site and site.root_page
    return home_in(request, spoken())


def home_in(request: HttpRequest, language: str) -> Page | None:
    here = (r for r in roots(request) if r.language_code == language)
    path = next((root.root_path for root in here), "")
    top = sites.asked_for(request).root_page if path else None
    if top is None or top.url_path == path:
        return top
    # The cache of Wagtail's sites does not say whether a page is public.
    return next((page for page in sites.homes(request) if page.url_path == path), None)


def homes(request: HttpRequest) -> list[Page]:
    """The public home pages of the site, one a language, the main one first."""
    if not are_several():
        return list(filter(None, [home(request)]))
    found = (home_in(request, root.language_code) for root in roots(request))
    public = (page for page in found if page is not None and page.live)
    return sorted(public, key=lambda page: page.path)


def home_url() -> str:
    """The path of the home page in the language of this answer."""
    return reverse("wagtail_serve", args=[""])


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of pages, for the language of the address alone.

    Its own asks the database which language is meant, and shows the page of the main
    one where there is no translation: the same page at two addresses.
    """
    # Models ask this module too, and Wagtail 8 has no views before they are loaded.
    from wagtail.views import serve as serve_of_wagtail

    if are_several():
        top = home(request)
        if top is None:
            raise Http404
        components = [component for component in path.split("/") if component]
        # Where Wagtail keeps the answer once it has looked for the page.
        below = getattr(top.specific_class, "routed_below", None)
        request._wagtail_route_for_request = (
            below and below(top, request, components)
        ) or as_it_is(top).route(request, components)
    return serve_of_wagtail(request, path)


def as_it_is(page: Page) -> Page:
    """A page as one of its own kind."""
    kind = page.specific_class or Page
    found = [page] if isinstance(page, kind) else _specific(page.pk, model=kind)
    if not found:
        raise Http404
    return found[0]


@compiled
def _specific(pk: int, *, model: type[Page]) -> QuerySet:
    return model.objects.filter(pk=pk)
