"""What was uploaded so far, and which posts are in one upload?

One list serves before the import, as a preview, and after it, as the report.
"""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets.button import HeaderButton

from news.exports import SafeExport
from news.importers import sameness
from news.importers.document import Doubt
from news.importers.packed import unpacked
from news.intake import ahead, folders, words
from news.models import ImportDraft, ImportedPost, ImportUpload
from news.overview.paging import CappedPaginator

from .base import TITLE, Importing, may_take_back
from .progress import progress_of

Outcome = ImportDraft.Outcome


class Uploads(Importing, BaseListingView):
    page_title = TITLE
    index_url_name = "news_imports"
    index_results_url_name = "news_imports_results"
    template_name = "news/admin/imports/uploads.html"
    results_template_name = "news/admin/imports/uploads_results.html"
    paginate_by = 20
    columns: list[BaseColumn] = [
        TitleColumn(
            "names",
            label=_("Files"),
            get_url=lambda row: reverse("news_import", args=[row.pk]),
        ),
        Column("state", label=_("State"), accessor="state_told"),
        DateColumn("uploaded_at", label=_("Uploaded at")),
        Column(
            "uploaded_by",
            label=_("Uploaded by"),
            accessor=lambda row: (
                get_user_display_name(row.uploaded_by) if row.uploaded_by else ""
            ),
        ),
    ]

    def get_base_queryset(self) -> QuerySet:
        # The lists of files are long, and not shown.
        uploads = ImportUpload.objects.defer("files", "attached", "refused", "verdicts")
        return uploads.select_related("uploaded_by")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("news_import_upload")
        return [HeaderButton(_("Upload files"), url=url, icon_name="upload")]


# --- the posts of one upload ----------------------------------------------------------

SHOWN = {
    "warnings": _("With warnings"),
    "photos": _("With photos missing"),
    "corrected": _("Corrected"),
    "left-out": _("Left out"),
    "differs": _("Differs from the source"),
}
CONDITIONS = {
    "warnings": Q(warnings__gt=0),
    "photos": Q(missing__gt=0),
    "corrected": Q(corrected_at__isnull=False),
    "left-out": Q(accepted=False, outcome=Outcome.WAITING),
    "differs": Q(differences__isnull=False) & ~Q(differences=[]),
}
WAITING = "waiting"


class DraftFilterSet(WagtailFilterSet):
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=list(SHOWN.items()),
        method="that_are",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"),
        choices=[
            (value or WAITING, label)
            for value, label in [
                (one.value, one.label)
                for one in Outcome  # type: ignore[attr-defined]
            ]
        ],
        method="that_became",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ImportDraft
        fields = []

    def that_are(self, drafts: QuerySet, name: str, value: str) -> QuerySet:
        return drafts.filter(CONDITIONS[value])

    def that_became(self, drafts: QuerySet, name: str, value: str) -> QuerySet:
        return drafts.filter(outcome="" if value == WAITING else value)


class DraftColumn(TitleColumn):
    """The title, whatever else is to be said of a post, and the way to it."""

    cell_template_name = "news/admin/imports/draft_cell.html"

    def get_cell_context_data(
        self, instance: ImportDraft, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        shown = super().get_cell_context_data(instance, parent_context)
        token = parent_context.get("csrf_token")
        remarks = says(instance) if instance.error or instance.differences else ""
        return shown | {"says": remarks, "csrf_token": token}


def says(draft: ImportDraft) -> str:
    """Why it failed or was kept, and what a later check found."""
    return " ".join(
        filter(None, [words.reason(draft.error), words.told(draft.differences)])
    )


def day_of(draft: ImportDraft) -> str:
    """An old date is told whole: "six years ago" tells nobody whether it is right."""
    if draft.published_at is None:
        return ""
    return date_format(localtime(draft.published_at), "SHORT_DATETIME_FORMAT")


class Posts(Importing, SafeExport, SpreadsheetExportMixin, BaseListingView):
    page_title = _("Posts of the upload")
    template_name = "news/admin/imports/posts.html"
    results_template_name = "news/admin/imports/posts_results.html"
    filterset_class = DraftFilterSet
    paginator_class = CappedPaginator
    paginate_by = 50
    export_filename = "nhap-bai-cu"
    export_headings = {
        "file": _("File"),
        "title": _("Title"),
        "published_at": _("Date of publication"),
        "clusters": _("Clusters"),
        "photos": _("Photos"),
        "missing": _("Photos without a file"),
        "status": _("Outcome"),
        "says": _("Remarks"),
        "warnings": _("Warnings"),
        "address": _("Post"),
    }
    list_export = list(export_headings)
    columns: list[BaseColumn] = [
        DraftColumn(
            "title",
            label=_("Title"),
            get_url=lambda row: reverse("news_import_post", args=[row.pk]),
        ),
        Column("published_at", label=_("Date of publication"), accessor=day_of),
        Column("clusters", label=_("Clusters")),
        Column("photos", label=_("Photos")),
        Column("warnings", label=_("Warnings")),
        Column("status", label=_("Outcome")),
    ]

    @property
    def index_url(self) -> str:
        return self.upload_url

    @property
    def index_results_url(self) -> str:
        return reverse("news_import_results", args=[self.upload.pk])

    def get_page_subtitle(self) -> str:
        return self.upload.names

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.way_here(), {"url": "", "label": self.page_title}]

    def get_base_queryset(self) -> QuerySet:
        same = {"source": OuterRef("source"), "identifier": OuterRef("identifier")}
        drafts = self.upload.drafts.order_by("file", "number").annotate(
            is_here=Exists(ImportedPost.objects.filter(**same))
        )
        return drafts if self.is_export else drafts.without_contents()

    def get_table(self, object_list: Any) -> Any:
        """With what only the words tell of papers of one title and day."""
        here = ahead.that_are_here(self.upload, object_list)
        for draft in object_list:
            if sameness.is_by_day(draft.identifier):
                draft.is_here = draft.pk in here
        return super().get_table(object_list)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload = self.upload
        return super().get_context_data(
            upload=upload,
            progress=progress_of(upload),
            may_take_back=bool(upload.run_id)
            and may_take_back(self.request.user, upload),
            **kwargs,
        )

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_export:
            rows = self.get_queryset()
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(self.export_headings[field])

    def to_row_dict(self, item: ImportDraft) -> dict[str, Any]:
        cells = {
            "file": item.path,
            "status": str(item.status),
            "says": says(item),
            "warnings": "\n".join(warnings_of(item)),
            "address": self.address(item),
        }
        return {
            name: cells.get(name, getattr(item, name, "")) for name in self.list_export
        }

    def address(self, item: ImportDraft) -> str:
        if not item.article_id:
            return ""
        path = reverse("wagtailadmin_pages:edit", args=[item.article_id])
        return self.request.build_absolute_uri(path)


def warnings_of(draft: ImportDraft) -> list[str]:
    """Those met on reading, and those met on saving, as people read them."""
    read = draft.document.get("doubts", []) if draft.document else []
    doubts: list[Doubt] = [unpacked(one, folders.root()) for one in read]
    met = [(one.code, one.message) for one in doubts]
    met += [(code, message) for _field, code, message in draft.doubts]
    return [words.doubt(*one) for one in dict.fromkeys(met)]
