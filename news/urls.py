"""Which addresses does the extension answer outside the page tree?"""

import re

from django.urls import path, re_path

from . import calendars, contents, finding, signposts, sitemaps
from .languages import serve
from .listings import FEEDS
from .passwords import ask
from .previews import show
from .sharing import show as show_card

NAMES = "|".join(map(re.escape, FEEDS))

# What there is once, whatever the language.
of_the_site = [
    path("sitemap.xml", sitemaps.index, name="news-sitemap"),
    path("sitemap-articles.xml", sitemaps.articles, name="news-sitemap-articles"),
    path("sitemap-pages.xml", sitemaps.pages, name="news-sitemap-pages"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap-news"),
    path("robots.txt", signposts.robots, name="news-robots"),
    path("llms.txt", signposts.llms, name="news-llms"),
    # A number that no row can have would be an error of the database.
    re_path(
        r"^the-chia-se/(?P<pk>[0-9]{1,15})-(?P<digest>[0-9a-f]+)\.png$",
        show_card,
        name="news-share-card",
    ),
    path("xem-truoc/<token>/", show, name="news-preview"),
]
# What there is in each language: a site stands them into `i18n_patterns`.
in_each_language = [
    path("lich.ics", calendars.file, name="news-calendar-ics"),
    path("lich/lich.ics", calendars.file, name="news-calendar-ics-beside"),
    path("lich/", calendars.front, name="news-calendar"),
    re_path(
        r"^lich/([12][0-9]{3})/(0[1-9]|1[0-2])/$",
        calendars.month,
        name="news-calendar-month",
    ),
    path("so-do-trang/", contents.show, name="news-contents"),
    path("tim-kiem/", finding.results, name="news-search"),
    re_path(rf"^tim-kiem/(?P<name>{NAMES})$", finding.feed, name="news-search-feed"),
    path("tim-kiem/goi-y/", finding.suggestions, name="news-search-suggestions"),
    # Beside Wagtail's own address that the form is sent to; nothing is kept there.
    re_path(
        r"^_util/mat-khau/(?P<restriction>[0-9]{1,15})/(?P<page>[0-9]{1,15})/$",
        ask,
        name="news-password",
    ),
    # Wagtail's own pattern takes no dot in a path.
    re_path(r"^((?:[\w\-]+/)+lich\.ics)$", serve, name="news-calendar-of-cluster"),
    re_path(r"^((?:[\w\-]+/)+ma-qr\.svg)$", serve, name="news-qr-code"),
    re_path(rf"^((?:[\w\-]+/)+(?:{NAMES}))$", serve, name="news-feed"),
]

urlpatterns = of_the_site + in_each_language
