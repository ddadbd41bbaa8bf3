"""Which addresses does the extension answer outside the page tree?"""

import re

from django.urls import path, re_path
from wagtail.contrib.sitemaps.views import index, sitemap
from wagtail.views import serve

from .listings import FEEDS
from .previews import show
from .sitemaps import ArticleSitemap, OtherPagesSitemap, robots

NAMES = "|".join(map(re.escape, FEEDS))
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
    # Wagtail's own pattern takes no dot in a path.
    re_path(r"^((?:[\w\-]+/)+ma-qr\.svg)$", serve, name="news-qr-code"),
    re_path(rf"^((?:[\w\-]+/)+(?:{NAMES}))$", serve, name="news-feed"),
    path("robots.txt", robots, name="news-robots"),
]
