"""How does a moderator let a post pass although a rule stops it, and answer for it?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.gate import Finding, door
from news.models import ArticlePage


class ExceptionForm(forms.Form):
    findings = forms.MultipleChoiceField(
        label=gettext_lazy("Let pass"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what you have looked at yourself."),
        error_messages={"required": gettext_lazy("Tick what you let pass.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the report of exceptions with your name."),
    )

    def __init__(self, *args: Any, found: dict[str, Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        choices = [(key, finding.message) for key, finding in found.items()]
        self.fields["findings"].choices = choices

    @property
    def ticked(self) -> list[Finding]:
        return [self.found[key] for key in self.cleaned_data["findings"]]


class GrantExceptions(WagtailAdminTemplateMixin, FormView):
    """The blocking findings of a post's newest draft, each to be let pass or not."""

    form_class = ExceptionForm
    template_name = "news/admin/grant_exceptions.html"
    page_title = gettext_lazy("Exceptions to rules")
    header_icon = "warning"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stored = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        if not door.may_let_pass(request.user, stored):
            raise PermissionDenied
        self.article = stored.get_latest_revision_as_object()
        found = door.in_the_way(self.article)
        self.found = {f"{f.code}:{f.subject}": f for f in found}
        if not self.found:
            messages.info(request, _("No rule stops this post."))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "found": self.found}

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_page_subtitle(self) -> str:
        return self.article.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        title = self.article.get_admin_display_title()
        return [
            {"url": self.get_success_url(), "label": title},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: ExceptionForm) -> HttpResponse:
        door.grant(
            self.article,
            form.ticked,
            form.cleaned_data["reason"],
            granted_by=self.request.user,
        )
        if newest := self.article.latest_revision:
            door.keep_findings(newest)
        told = ngettext(
            "One exception is on record.",
            "%(count)d exceptions are on record.",
            len(form.ticked),
        )
        messages.success(self.request, told % {"count": len(form.ticked)})
        return super().form_valid(form)
