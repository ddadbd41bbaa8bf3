"""What is wrong with the post in this form, and what does its text still offer?

The post is built in memory exactly as Wagtail builds it for a preview: nothing is
saved, and who may not edit the post may not ask.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages import preview

from news.gate import Finding, Severity, door
from news.models import ArticlePage, NewsYearPage
from news.suggestions import suggest

from .register import register, written
from .shown import shown

# Wagtail 8 names its views as views.
PreviewOnEdit = getattr(preview, "PreviewOnEditView", None) or preview.PreviewOnEdit
PreviewOnCreate = (
    getattr(preview, "PreviewOnCreateView", None) or preview.PreviewOnCreate
)


class FindingsMixin:
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            form = self.get_form(request.POST)
            is_valid = self.validate_form(form)
        except (KeyError, ValueError):
            # Streams and rows without their counts: no browser sent this form.
            return HttpResponseBadRequest()
        if not is_valid:
            return JsonResponse(_answer(_form_findings(form), None))
        article = form.save(commit=False)
        # Wagtail puts words of its own into an empty title, for the preview's sake.
        article.title = request.POST.get("title", "").strip()
        article.prepare()
        found = door.open_findings(article)
        offered = suggest(written(article), register())
        answer = _answer(found, offered, self.way_to_exceptions(article, found))
        return JsonResponse(answer)

    def way_to_exceptions(self, article: ArticlePage, found: list[Finding]) -> str:
        """Where what stops the post can be let pass, for whoever may do that."""
        stopped = any(finding.blocks for finding in found)
        if stopped and door.may_let_pass(self.request.user, article):
            return reverse("news_exceptions", args=[article.pk])
        return ""


class FindingsOnEdit(FindingsMixin, PreviewOnEdit):
    def get_object(self) -> ArticlePage:
        get_object_or_404(ArticlePage, pk=self.kwargs["page_id"])
        return super().get_object()


class FindingsOnCreate(FindingsMixin, PreviewOnCreate):
    content_type = None

    def get_object(self) -> ArticlePage:
        get_object_or_404(NewsYearPage, pk=self.kwargs["parent_id"])
        self.parent_object_id = self.kwargs["parent_id"]
        self.content_type = ContentType.objects.get_for_model(ArticlePage)
        return super().get_object()


def _form_findings(form: Form) -> list[Finding]:
    """Fields the form cannot read; the post cannot be judged until they are mended."""
    found = [
        Finding("form", Severity.BLOCK, f"{_label(form, name)}: {message}", name)
        for name, messages in form.errors.items()
        for message in messages
    ]
    for name, formset in getattr(form, "formsets", {}).items():
        if not formset.is_valid():
            message = _("A row is not filled in correctly.")
            found.append(Finding("form", Severity.BLOCK, message, name))
    return found


def _label(form: Form, name: str) -> str:
    field = form.fields.get(name)
    return capfirst(str(field.label)) if field and field.label else _("The form")


def _answer(
    found: list[Finding], offered: list | None, exceptions: str = ""
) -> dict[str, Any]:
    blocking = [one for one in found if one.blocks]
    warnings = [one for one in found if not one.blocks]
    context = {"blocking": blocking, "warnings": warnings, "exceptions": exceptions}
    answer = {
        "blocking": len(blocking),
        "warnings": len(warnings),
        "summary": summary(len(blocking), len(warnings)),
        "findings": render_to_string("news/admin/findings.html", context),
    }
    if offered is not None:
        groups = shown(offered)
        answer["offered"] = sum(1 for one in offered if one.adds)
        answer["suggestions"] = render_to_string(
            "news/admin/suggestions.html", {"groups": groups}
        )
    return answer


def summary(blocking: int, warnings: int) -> str:
    if not blocking and not warnings:
        return _("Nothing to mend.")
    must = ngettext("%(n)s thing to mend", "%(n)s things to mend", blocking)
    might = ngettext("%(n)s to look at", "%(n)s to look at", warnings)
    return f"{must % {'n': blocking}}, {might % {'n': warnings}}"
