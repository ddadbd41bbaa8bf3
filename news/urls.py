"""Which addresses does the extension answer outside the page tree?"""

import re

from django.urls import path, re_path
from wagtail.views import serve

from . import signposts, sitemaps
from .listings import FEEDS
from .previews import show

NAMES = "|".join(map(re.escape, FEEDS))

urlpatterns = [
    path("sitemap.xml", sitemaps.index, name="news-sitemap"),
    path("sitemap-articles.xml", sitemaps.articles, name="news-sitemap-articles"),
    path("sitemap-pages.xml", sitemaps.pages, name="news-sitemap-pages"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap-news"),
    path("robots.txt", signposts.robots, name="news-robots"),
    path("llms.txt", signposts.llms, name="news-llms"),
    path("xem-truoc/<token>/", show, name="news-preview"),
    # Wagtail's own pattern takes no dot in a path.
    re_path(r"^((?:[\w\-]+/)+ma-qr\.svg)$", serve, name="news-qr-code"),
    re_path(rf"^((?:[\w\-]+/)+(?:{NAMES}))$", serve, name="news-feed"),
]
