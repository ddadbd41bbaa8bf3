"""The lists of posts."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from news.overview.listing import post_listing, year_listing


@hooks.register("register_admin_viewset")
def listings() -> list[ViewSet]:
    return [post_listing, year_listing]
