"""Which addresses does the extension answer outside the page tree?"""

from django.urls import path, re_path
from wagtail.contrib.sitemaps.views import index, sitemap
from wagtail.views import serve

from . import finding
from .previews import show
from .sitemaps import ArticleSitemap, OtherPagesSitemap, robots

SITEMAPS = {"articles": ArticleSitemap, "pages": OtherPagesSitemap}

urlpatterns = [
    path(
        "sitemap.xml",
        index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "news-sitemap-section"},
        name="news-sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        sitemap,
        {"sitemaps": SITEMAPS},
        name="news-sitemap-section",
    ),
    path("xem-truoc/<token>/", show, name="news-preview"),
    path("tim-kiem/", finding.results, name="news-search"),
    path("tim-kiem/rss.xml", finding.feed, name="news-search-feed"),
    path("tim-kiem/goi-y/", finding.suggestions, name="news-search-suggestions"),
    # Wagtail's own pattern takes no dot in a path.
    re_path(r"^((?:[\w\-]+/)+rss\.xml)$", serve, name="news-feed"),
    re_path(r"^((?:[\w\-]+/)+ma-qr\.svg)$", serve, name="news-qr-code"),
    path("robots.txt", robots, name="news-robots"),
]
