"""Which addresses are there besides the posts? Pages, years, clusters, topics …"""

from django.http import HttpRequest
from wagtail.models import Site

from news.models import ArticlePage

from .writing import Address


def other_pages(request: HttpRequest) -> list[Address]:
    """All of them: their number grows with the registers, not with the posts."""
    root = Site.find_for_request(request).root_page
    pages = root.get_descendants(inclusive=True).live().public()
    others = pages.not_exact_type(ArticlePage).order_by("path").specific()
    return [
        Address(told["location"], told.get("lastmod"))
        for page in others
        for told in page.get_sitemap_urls(request)
    ]
