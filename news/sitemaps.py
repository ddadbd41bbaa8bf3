"""What may a search engine find?"""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from news.models import ArticlePage


class ArticleSitemap(Sitemap):
    limit = 10_000

    def items(self) -> QuerySet[ArticlePage]:
        articles = ArticlePage.objects.published().defer_streamfields()
        return articles.descendant_of(self.get_wagtail_site().root_page).order_by("pk")


class OtherPagesSitemap(Sitemap):
    def items(self) -> QuerySet[Page]:
        root = self.get_wagtail_site().root_page
        pages = root.get_descendants(inclusive=True).live().public()
        return pages.not_exact_type(ArticlePage).order_by("path").specific()


def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("news-sitemap"))
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
