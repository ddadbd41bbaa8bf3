"""In which language is a page asked for? The address says it, and nothing else does.

The main language (`LANGUAGE_CODE`) stands at the root, every other below its code:
`/en/`. Neither the browser's wishes nor a cookie count, so one address has one answer,
which a cache may keep for everybody.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.views import serve as serve_of_wagtail


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


def of_path(path: str) -> str:
    """The language of an address on this server, `/en/tin-tuc/` for instance."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in others() else settings.LANGUAGE_CODE


def roots(request: HttpRequest) -> list[SiteRootPath]:
    """The pages on top of this site, one a language; some may not be public."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    if not hasattr(request, "_news_roots"):
        found = Site.get_site_root_paths()
        request._news_roots = [root for root in found if root.site_id == site.pk]
    return request._news_roots


def of_page(request: HttpRequest, url_path: str) -> str:
    """The language of the page with this path in Wagtail's tree; "" if not known."""
    below = (r for r in roots(request) if url_path.startswith(r.root_path))
    return next((root.language_code for root in below), "")


def home(request: HttpRequest) -> Page | None:
    """The page on top of the site in the language of the address, if it is public."""
    site = Site.find_for_request(request)
    if site is None or not are_several():
        return site and site.root_page
    if not hasattr(request, "_news_home"):
        request._news_home = _home(request, site)
    return request._news_home


def _home(request: HttpRequest, site: Site) -> Page | None:
    here = (r for r in roots(request) if r.language_code == spoken())
    path = next((root.root_path for root in here), None)
    if path == site.root_page.url_path:
        return site.root_page
    # Known from the cache of Wagtail's sites, which does not say what is public.
    return Page.objects.live().filter(url_path=path).first() if path else None


def home_url() -> str:
    """The path of the home page in the language of this answer."""
    return reverse("wagtail_serve", args=[""])


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of pages, for the language of the address alone.

    Its own asks the database which language is meant, and shows the page of the main
    one where there is no translation: the same page at two addresses.
    """
    if are_several():
        top = home(request)
        if top is None:
            raise Http404
        components = [component for component in path.split("/") if component]
        # Where Wagtail keeps the answer once it has looked for the page.
        request._wagtail_route_for_request = top.specific.route(request, components)
    return serve_of_wagtail(request, path)
