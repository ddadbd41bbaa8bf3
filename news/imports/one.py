"""One post before it is imported: what was recognised beside what the source says."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput

from news.cluster_field import ClusterField
from news.importers.as_written import lines_of
from news.importers.document import Document
from news.importers.packed import document_of
from news.intake import folders, words
from news.intake.corrections import as_read, changes, corrected
from news.intake.reading import label, told
from news.models import Cluster, ImportDraft, ImportUpload, Organisation
from news.models.tagging import this_years_terms

from .base import Importing
from .blocks import blocks_of
from .lists import says

# The field of the form beside which a doubt is told.
BESIDE = {
    "title": "title",
    "published": "published",
    "event_date": "published",
    "author": "authors",
    "organisation": "organisation",
    "clusters": "clusters",
    "lead": "lead",
}


class DraftForm(forms.Form):
    accepted = forms.BooleanField(
        label=gettext_lazy("Import this post"), required=False
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    published = forms.DateTimeField(
        label=gettext_lazy("Date of publication"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Left empty, it is the moment of the import."),
    )
    lead = forms.CharField(
        label=gettext_lazy("Lead"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line."),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"list": "news-organisations"}),
    )
    clusters = ClusterField(
        queryset=Cluster.objects.none(), required=False, label=gettext_lazy("Clusters")
    )
    new_clusters = forms.MultipleChoiceField(
        label=gettext_lazy("Not in the register yet"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is ticked is entered in the register."),
    )

    def __init__(self, *args: Any, read: dict[str, Any], document: Document, **kw: Any):
        super().__init__(*args, **kw)
        self.read = read
        self.fields["clusters"].queryset = register()
        self.fields["new_clusters"].choices = [
            (str(at), label(document.clusters[at])) for at in read["new_clusters"]
        ]
        if not read["new_clusters"]:
            del self.fields["new_clusters"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_authors(self) -> list[str]:
        lines = [
            " ".join(one.split()) for one in self.cleaned_data["authors"].split("\n")
        ]
        if any(len(name) > 255 for name in lines):
            raise forms.ValidationError(gettext("A name is too long."))
        return list(dict.fromkeys(filter(None, lines)))

    @property
    def changed_values(self) -> dict[str, Any]:
        said = self.cleaned_data
        values = {name: said[name] for name in ("title", "authors", "organisation")}
        values["lead"] = said["lead"].replace("\r\n", "\n")
        values["published"] = self.moment(said["published"])
        values["clusters"] = [cluster.pk for cluster in said["clusters"]]
        values["new_clusters"] = [int(at) for at in said.get("new_clusters", [])]
        return changes(values, self.read)

    def moment(self, chosen: datetime | None) -> str:
        """The form shows minutes: the seconds of the source are no correction."""
        if chosen is None:
            return ""
        read = self.read["published"]
        was = datetime.fromisoformat(read) if read else None
        if was and was.replace(second=0, microsecond=0) == chosen:
            return read
        return chosen.isoformat()


def register() -> QuerySet:
    terms = Prefetch("terms", queryset=this_years_terms())
    return Cluster.objects.prefetch_related(terms)


class Post(Importing, WagtailAdminTemplateMixin, FormView):
    form_class = DraftForm
    template_name = "news/admin/imports/post.html"
    page_title = gettext_lazy("Post to import")
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        drafts = ImportDraft.objects.select_related("upload")
        self.draft = get_object_or_404(drafts, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def upload(self) -> ImportUpload:
        return self.draft.upload

    @cached_property
    def document(self) -> Document:
        return document_of(self.draft.document, folders.of(self.upload))

    @cached_property
    def read(self) -> dict[str, Any]:
        return as_read(self.document, list(Cluster.objects.all()))

    @property
    def is_open(self) -> bool:
        """Once it has come, the post itself is where it is edited."""
        at_rest = self.upload.state in ("ready", "done")
        return at_rest and self.draft.outcome in ("", ImportDraft.Outcome.FAILED)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.draft.document:
            return redirect(self.upload_url)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"read": self.read, "document": self.document}
        return {**super().get_form_kwargs(), **more}

    def get_initial(self) -> dict[str, Any]:
        values = self.read | self.draft.corrections
        written = values["published"]
        return values | {
            "accepted": self.draft.accepted,
            "authors": "\n".join(values["authors"]),
            "published": datetime.fromisoformat(written) if written else None,
            "new_clusters": list(map(str, values["new_clusters"])),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.draft.document:
            return redirect(self.upload_url)
        if not self.is_open:
            messages.warning(
                request, gettext("This post is imported: edit the post itself.")
            )
            return redirect("news_import_post", self.draft.pk)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DraftForm) -> HttpResponse:
        draft = self.draft
        draft.corrections = form.changed_values
        draft.accepted = form.cleaned_data["accepted"]
        draft.corrected_at = timezone.now() if draft.corrections else None
        right = corrected(self.document, draft)
        for name, value in told(right).items():
            setattr(draft, name, value)
        # What failed is tried again.
        draft.outcome, draft.error = "", ""
        mine = ImportDraft.objects.filter(pk=draft.pk, outcome__in=("", "failed"))
        values = {
            field.attname: getattr(draft, field.attname)
            for field in draft._meta.concrete_fields
            if field.name not in ("id", "document", "article")
        }
        # Another person may have begun the import meanwhile.
        if not mine.update(**values):
            messages.warning(
                self.request, gettext("This post is imported: edit the post itself.")
            )
            return redirect("news_import_post", draft.pk)
        messages.success(self.request, gettext("Noted."))
        if "next" in self.request.POST and (after := self.neighbour(after=True)):
            return redirect("news_import_post", after)
        return redirect(self.upload_url)

    def neighbour(self, after: bool) -> int | None:
        """The key of the post before or after this one that can be looked at."""
        sign = "gt" if after else "lt"
        file, number = self.draft.file, self.draft.number
        others = self.upload.drafts.exclude(outcome="unreadable")
        order = ("file", "number") if after else ("-file", "-number")
        same = others.filter(file=file, **{f"number__{sign}": number})
        other = others.filter(**{f"file__{sign}": file})
        found = (same | other).order_by(*order).values_list("pk", flat=True)
        return found.first()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        upload = {"url": self.upload_url, "label": gettext("Posts of the upload")}
        return [*self.way_here(), upload, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self) -> str:
        return self.draft.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = super().get_context_data(**kwargs)
        doubts = [(one.field, one.code, one.message) for one in self.document.doubts]
        doubts += [tuple(one) for one in self.draft.doubts]
        beside: dict[str, list[str]] = {}
        for field, code, message in dict.fromkeys(doubts):
            place = BESIDE.get(field, "other")
            beside.setdefault(place, []).append(words.doubt(code, message))
        organisations = Organisation.objects.order_by("name")
        path = folders.of(self.upload) / self.draft.path
        return shown | {
            "draft": self.draft,
            "upload": self.upload,
            "document": self.document,
            "is_open": self.is_open,
            "rows": list(self.rows(shown["form"], beside)),
            "other_doubts": list(dict.fromkeys(beside.get("other", []))),
            "blocks": list(blocks_of(self.document, self.draft.pk)),
            "lines": lines_of(path),
            "has_file": path.is_file(),
            "says": says(self.draft),
            "organisations": organisations.values_list("name", flat=True),
            "before": self.neighbour(after=False),
            "after": self.neighbour(after=True),
            "edit_url": self.draft.article_id
            and reverse("wagtailadmin_pages:edit", args=[self.draft.article_id]),
        }

    def rows(self, form: DraftForm, beside: dict[str, list[str]]) -> Any:
        """Each field, what the source has for it, and the warnings about it."""
        document = self.document
        moment = document.published and timezone.localtime(document.published)
        source = {
            "title": document.title,
            "published": moment.strftime("%d/%m/%Y %H:%M") if moment else "",
            "lead": document.lead,
            "authors": ", ".join(one.name for one in document.authors),
            "organisation": document.organisation,
            "clusters": "; ".join(map(label, document.clusters)),
        }
        for field in form:
            name = field.name
            yield {
                "field": field,
                "source": source.get(name, ""),
                "has_source": name in source,
                "doubts": list(dict.fromkeys(beside.get(name, []))),
                "is_corrected": name in self.draft.corrections,
            }
