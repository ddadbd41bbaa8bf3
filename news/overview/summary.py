"""How much is there? What the dashboard says above everything else."""

from typing import Any

from django.db.models import Sum
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem

from news.models import Facet


class PostsSummaryItem(PagesSummaryItem):
    """Public posts, which are counted already: for the number of pages all are read."""

    template_name = "news/admin/summary_posts.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        months = Facet.objects.filter(kind="month")
        return {"posts": months.aggregate(all=Sum("posts", default=0))["all"]}


def put_posts(items: list[SummaryItem]) -> None:
    """In the place of Wagtail's pages."""
    for at, item in enumerate(items):
        if type(item) is PagesSummaryItem:
            items[at] = PostsSummaryItem(item.request)
