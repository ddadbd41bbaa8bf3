"""The reports: their addresses, and their places in the menu."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from news.reports.base import READERS, NewsReport
from news.reports.counts import PostCounts
from news.reports.exceptions import Exceptions
from news.reports.incomplete import IncompletePosts
from news.reports.meetings import SilentClusters
from news.reports.moderation_times import ModerationTimes

REPORTS = (PostCounts, IncompletePosts, SilentClusters, ModerationTimes, Exceptions)


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, READERS)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    patterns = []
    for report in REPORTS:
        name = report.index_url_name
        place = f"news/reports/{name.removeprefix('news_report_')}/"
        results = report.as_view(results_only=True)
        patterns.append(path(place, report.as_view(), name=name))
        patterns.append(
            path(f"{place}results/", results, name=report.index_results_url_name)
        )
    return patterns


def menu_item(report: type[NewsReport], order: int) -> Callable[[], MenuItem]:
    def item() -> MenuItem:
        url = reverse_lazy(report.index_url_name)
        name = report.index_url_name.replace("_", "-")
        icon = report.header_icon
        return ReportMenuItem(
            report.page_title, url, name=name, icon_name=icon, order=order
        )

    return item


for place, report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", menu_item(report, 100 + place))
