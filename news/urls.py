"""Which addresses does the extension answer outside the page tree?"""

from django.urls import path, re_path
from wagtail.contrib.sitemaps.views import index, sitemap
from wagtail.views import serve

from . import calendars
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
    path("lich.ics", calendars.file, name="news-calendar-ics"),
    path("lich/lich.ics", calendars.file, name="news-calendar-ics-beside"),
    path("lich/", calendars.front, name="news-calendar"),
    re_path(
        r"^lich/([12][0-9]{3})/(0[1-9]|1[0-2])/$",
        calendars.month,
        name="news-calendar-month",
    ),
    path("xem-truoc/<token>/", show, name="news-preview"),
    # Wagtail's own pattern takes no dot in a path.
    re_path(r"^((?:[\w\-]+/)+rss\.xml)$", serve, name="news-feed"),
    re_path(r"^((?:[\w\-]+/)+lich\.ics)$", serve, name="news-calendar-of-cluster"),
    re_path(r"^((?:[\w\-]+/)+ma-qr\.svg)$", serve, name="news-qr-code"),
    path("robots.txt", robots, name="news-robots"),
]
