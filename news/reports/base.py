"""What do all our reports share? Who may read them, and that they leave safely."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from news.exports import SafeExport
from news.models import ArticlePage

# Moderators and administrators; editors have the list of posts.
READERS = frozenset({"publish"})


class YearFilter(django_filters.Filter):
    """A year, this one where none is chosen; the report itself asks for it."""

    field_class = forms.RegexField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Year"),
            regex=r"\A(19|20|21)[0-9]{2}\Z",
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
            **kwargs,
        )

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows


class YearFilterSet(WagtailFilterSet):
    year = YearFilter()

    class Meta:
        model = ArticlePage
        fields = []


class NewsReport(SafeExport, ReportView):
    """`shown` names what a row has and how the column is headed, here and in Excel."""

    permission_policy = page_permission_policy
    any_permission_required = READERS
    shown: dict[str, str | Promise] = {}
    filterset_class = YearFilterSet

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [Column(name, label=label) for name, label in self.shown.items()]

    @property
    def list_export(self) -> list[str]:
        return list(self.shown)

    @property
    def export_headings(self) -> dict[str, str | Promise]:
        return self.shown

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """What the form asks for; nothing where it makes no sense."""
        filters = self.filters
        return filters.form.cleaned_data if filters and filters.is_valid() else {}

    @property
    def year(self) -> int:
        return int(self.wanted.get("year") or timezone.localdate().year)

    def get_filtered_queryset(self) -> Sequence[Any] | QuerySet:
        return list(self.rows())

    def rows(self) -> Iterable[Any]:
        raise NotImplementedError
