"""One post before it is imported: what was recognised beside what the source says."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.importers.as_written import lines_of
from news.importers.document import Document, Event
from news.importers.packed import document_of
from news.intake import folders, words
from news.intake.corrections import as_read, corrected
from news.intake.reading import label, told
from news.models import ArticlePage, Cluster, ImportDraft, ImportUpload, Organisation
from news.refusals import Refusal

from . import body
from .base import Importing
from .blocks import blocks_of
from .form import DraftForm
from .lists import says

# The field of the form beside which a doubt is told.
BESIDE = {
    "title": "title",
    "published": "published",
    "event_date": "event_date",
    "event_place": "event_place",
    "author": "authors",
    "organisation": "organisation",
    "clusters": "clusters",
    "lead": "lead",
    "tags": "topics",
}


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
        return document_of(self.draft.document, self.folder)

    @cached_property
    def read(self) -> dict[str, Any]:
        values = as_read(self.document, list(Cluster.objects.all()))
        if self.is_open:
            values["body"] = body.as_read(self.document, self.folder)
        return values

    @cached_property
    def folder(self) -> Path:
        return folders.at_hand(self.draft, self.upload, self.draft.path)

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
        more = {"read": self.read, "document": self.document, "folder": self.folder}
        return {**super().get_form_kwargs(), **more}

    def get_form(self, form_class: type[DraftForm] | None = None) -> DraftForm:
        """Raises `Refusal` where a part of it is missing: that says nothing."""
        form = super().get_form(form_class)
        try:
            form.is_valid()
        except (KeyError, ValueError) as error:
            message = gettext(
                "The form did not arrive whole, so nothing was saved. Try again."
            )
            raise Refusal(message) from error
        return form

    def get_initial(self) -> dict[str, Any]:
        values = self.read | self.draft.corrections
        written, day = values["published"], values["event_date"]
        right = corrected(self.document, self.draft, self.folder)
        return values | {
            "accepted": self.draft.accepted,
            "authors": "\n".join(values["authors"]),
            "published": datetime.fromisoformat(written) if written else None,
            "new_clusters": list(map(str, values["new_clusters"])),
            "event_date": date.fromisoformat(day) if day else None,
            "topics": "\n".join(values["topics"]),
            "body": body.shown(self.document, right.blocks) if self.is_open else None,
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
        right = corrected(self.document, draft, self.folder)
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
        path = self.folder / self.draft.path
        return shown | {
            "draft": self.draft,
            "upload": self.upload,
            "document": self.document,
            "is_open": self.is_open,
            "body_is_corrected": "body" in self.draft.corrections,
            "rows": list(self.rows(shown["form"], beside)),
            "other_doubts": list(dict.fromkeys(beside.get("other", []))),
            "photo_address": reverse("news_import_photo", args=[self.draft.pk, 0]),
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
            "topics": ", ".join(document.tags),
            **told_of(document.event),
        }
        for field in form:
            name = field.name
            if name == "body":
                continue
            yield {
                "field": field,
                "source": source.get(name, ""),
                "has_source": name in source,
                "doubts": list(dict.fromkeys(beside.get(name, []))),
                "is_corrected": name in self.draft.corrections,
            }


def told_of(event: Event) -> dict[str, str]:
    """What the source says of the meeting, in the words of the form."""
    kinds, parts = (
        dict(ArticlePage.EventKind.choices),
        dict(ArticlePage.PartOfDay.choices),
    )
    return {
        "event_kind": str(kinds.get(event.kind, "")),
        "event_date": event.date.strftime("%d/%m/%Y") if event.date else "",
        "event_part_of_day": str(parts.get(event.part_of_day, "")),
        "event_place": event.place,
        "event_chair": event.chair,
    }
