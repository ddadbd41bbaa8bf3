"""The lists of posts, and how many there are."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSet

from news.overview.listing import post_listing, year_listing
from news.overview.summary import put_posts


@hooks.register("register_admin_viewset")
def listings() -> list[ViewSet]:
    return [post_listing, year_listing]


@hooks.register("construct_homepage_summary_items", order=100)
def summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    put_posts(items)
