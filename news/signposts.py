"""What is a program told that comes to the door: where to look, and where not?"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from news import caching, languages
from news.conf import setting
from news.models import NewsIndexPage
from news.publisher import publisher

# Where Wagtail's own guide puts the desk.
USUAL = "/admin/"


def robots(request: HttpRequest) -> HttpResponse:
    caching.keep()
    by = publisher(request)
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed()),
        "Allow: /",
        "",
        *(
            f"Sitemap: {by.absolute(reverse(name))}"
            for name in ("news-sitemap", "news-sitemap-news")
        ),
        "",
    ]
    return _text("\n".join(lines), "text/plain")


def closed() -> Iterator[str]:
    """The desk, drafts, and pages without end: each word searched for is one."""
    # An address that a site chose itself is not told to everybody who reads this.
    if (desk := _path("wagtailadmin_home")) == USUAL:
        yield desk
    yield reverse("news-preview", args=["x"]).removesuffix("x/")
    for path in setting("NEWS_ROBOTS_DISALLOW"):
        yield path
        yield from (f"/{language}{path}" for language in languages.others())


def llms(request: HttpRequest) -> HttpResponse:
    """A guide for language models (llmstxt.org): what there is, and how to cite it."""
    indexes = NewsIndexPage.objects.under(languages.home(request))
    index = indexes.public().first()
    caching.keep("clusters")
    by = publisher(request)
    shown = {
        "by": by,
        "index": index,
        "clusters": index.clusters() if index else [],
        "api": by.absolute(path) if (path := _path("wagtailapi:pages:listing")) else "",
        "sitemap": by.absolute(reverse("news-sitemap")),
    }
    return _text(render_to_string("news/llms.txt", shown, request), "text/markdown")


def _path(name: str) -> str:
    """The path of something that a project may or may not offer."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _text(text: str, kind: str) -> HttpResponse:
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8")
