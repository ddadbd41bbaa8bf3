"""Who may read the audit log, by what is it narrowed down, and what does it show?"""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from news.exports import SafeExport
from news.overview.paging import LONGEST, CappedPaginator

from . import words
from .models import AuditEntry
from .writing import note

policy = ModelPermissionPolicy(AuditEntry)
CELLS: dict[str, Callable[[AuditEntry], Any]] = {
    "number": lambda row: row.number,
    "at": lambda row: row.at,
    # To the second: "three minutes ago" is no answer to when.
    "moment": lambda row: date_format(timezone.localtime(row.at), "d/m/Y H:i:s"),
    "who": words.who,
    "act": words.act,
    "what": words.what,
    "details": words.details,
    "whence": words.whence,
}
SHOWN = {
    "number": gettext_lazy("Number"),
    "at": gettext_lazy("When"),
    "who": gettext_lazy("Account"),
    "act": gettext_lazy("Act"),
    "what": gettext_lazy("On what"),
    "details": gettext_lazy("Details"),
    "whence": gettext_lazy("From where"),
}
TEXTS = ("who", "act", "what", "details", "whence")


class EntryFilterSet(WagtailFilterSet):
    user_name = django_filters.CharFilter(label=gettext_lazy("Account"), max_length=150)
    action = django_filters.ChoiceFilter(
        label=gettext_lazy("Act"),
        choices=words.actions,
        empty_label=gettext_lazy("All"),
    )
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("When"), widget=DateRangePickerWidget
    )
    label = django_filters.CharFilter(
        label=gettext_lazy("Name of what was acted on"),
        lookup_expr="icontains",
        max_length=255,
    )

    class Meta:
        model = AuditEntry
        fields: list[str] = []


class EntryPaginator(CappedPaginator):
    @cached_property
    def items_count_label(self) -> str:
        if self.known <= LONGEST:
            label = ngettext("%(count)s entry", "%(count)s entries", self.count)
            return label % {"count": self.count}
        return _("More than %(count)s entries: filter to see fewer") % {
            "count": LONGEST
        }


class AuditLog(SafeExport, ReportView):
    page_title = gettext_lazy("Audit log")
    header_icon = "list-ul"
    index_url_name = "portal_audit"
    index_results_url_name = "portal_audit_results"
    export_filename = "nhat-ky-thao-tac"
    permission_policy = policy
    any_permission_required = frozenset({"view"})
    filterset_class = EntryFilterSet
    paginator_class = EntryPaginator
    list_export = list(SHOWN)
    export_headings = SHOWN
    columns: list[BaseColumn] = [
        Column("at", label=SHOWN["at"], accessor=CELLS["moment"]),
        *(Column(name, label=SHOWN[name], accessor=CELLS[name]) for name in TEXTS),
    ]

    def get_filtered_queryset(self) -> QuerySet:
        return self.filter_queryset(AuditEntry.objects.order_by("-number"))

    def as_spreadsheet(self, queryset: QuerySet, kind: str) -> HttpResponseBase:
        # Out of the house nothing keeps addresses from those who may not read them.
        note("portal.audit_exported")
        return super().as_spreadsheet(queryset, kind)

    def to_row_dict(self, item: AuditEntry) -> dict[str, Any]:
        return {name: CELLS[name](item) for name in SHOWN}
