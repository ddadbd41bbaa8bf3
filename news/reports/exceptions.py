"""Which blocking rules were let pass, by whom, and why?"""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name

from news.models import RuleException
from news.overview.filters import rule_titles
from news.overview.paging import CappedPaginator

from .base import NewsReport


def codes() -> list[tuple[str, str]]:
    titles = rule_titles()
    granted = RuleException.objects.order_by("code").values_list("code", flat=True)
    return [(code, str(titles.get(code, code))) for code in granted.distinct()]


class ExceptionFilterSet(WagtailFilterSet):
    origin = django_filters.ChoiceFilter(
        label=_("Origin"),
        choices=RuleException.Origin.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    code = django_filters.ChoiceFilter(
        label=_("Rule"), choices=codes, empty_label=_("All")
    )

    class Meta:
        model = RuleException
        fields = []


def rule_title(row: RuleException) -> str:
    return str(rule_titles().get(row.code, row.code))


def granted_by(row: RuleException) -> str:
    return get_user_display_name(row.granted_by) if row.granted_by else ""


class Exceptions(NewsReport):
    page_title = _("Exceptions")
    header_icon = "key"
    index_url_name = "news_report_exceptions"
    index_results_url_name = "news_report_exceptions_results"
    export_filename = "ngoai-le"
    filterset_class = ExceptionFilterSet
    paginator_class = CappedPaginator
    cells: dict[str, Callable[[RuleException], Any]] = {
        "granted_at": lambda row: row.granted_at,
        "article": lambda row: row.article.title,
        "code": rule_title,
        "message": lambda row: row.message,
        "reason": lambda row: row.reason,
        "granted_by": granted_by,
        "origin": lambda row: str(row.get_origin_display()),
    }
    shown = {
        "granted_at": _("Granted at"),
        "article": _("Post"),
        "code": _("Rule"),
        "message": _("What was found"),
        "reason": _("Reason"),
        "granted_by": _("Granted by"),
        "origin": _("Origin"),
    }
    columns: list[BaseColumn] = [
        TitleColumn(
            "article",
            label=_("Post"),
            accessor="article.title",
            get_url=lambda row: reverse(
                "wagtailadmin_pages:edit", args=[row.article_id]
            ),
        ),
        DateColumn("granted_at", label=_("Granted at")),
        Column("code", label=_("Rule"), accessor=rule_title),
        Column("message", label=_("What was found")),
        Column("reason", label=_("Reason")),
        Column("granted_by", label=_("Granted by"), accessor=granted_by),
        Column("origin", label=_("Origin"), accessor="get_origin_display"),
    ]

    def get_filtered_queryset(self) -> QuerySet:
        rows = RuleException.objects.select_related("article", "granted_by")
        newest = rows.defer("article__body").order_by("-granted_at", "-pk")
        return self.filter_queryset(newest)

    def to_row_dict(self, item: RuleException) -> dict[str, Any]:
        return {name: self.cells[name](item) for name in self.shown}
