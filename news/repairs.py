"""How does an editor see what of a post is in an old encoding, and put it right?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import ArticlePage
from news.repairing import (
    Found,
    found_in_draft,
    repair_post,
    standing_in_the_way,
)


class RepairForm(forms.Form):
    places = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Tick what is to be repaired.")},
    )

    def __init__(self, *args: Any, found: list[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = [(one.key, one.key) for one in found]


@dataclass(frozen=True, slots=True)
class Row:
    """One text as the page shows it; the shares are whole percents."""

    key: str
    place: str
    encoding: str
    before: str
    after: str
    share_before: int
    share_after: int
    is_ticked: bool


class RepairText(WagtailAdminTemplateMixin, FormView):
    """Each text of the newest version before and after, to be taken or left."""

    form_class = RepairForm
    template_name = "news/admin/repair_text.html"
    page_title = gettext_lazy("Repair text in an old encoding")
    header_icon = "edit"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.article = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        if not self.article.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if why := standing_in_the_way(self.article, request.user):
            messages.warning(request, why)
            return redirect(self.get_success_url())
        self.found = found_in_draft(self.article)
        if not self.found:
            messages.info(request, _("No text of this post is in an old encoding."))
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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = super().get_context_data(article=self.article, **kwargs)
        return {**shown, "rows": list(self.rows(shown["form"]))}

    def rows(self, form: RepairForm) -> Iterator[Row]:
        ticked = form.data.getlist("places") if form.is_bound else None
        for one in self.found:
            repair = one.repair
            yield Row(
                key=one.key,
                place=place_of(one),
                encoding=repair.encoding,
                before=repair.before,
                after=repair.after,
                share_before=round(100 * repair.share_before),
                share_after=round(100 * repair.share_after),
                is_ticked=ticked is None or one.key in ticked,
            )

    def form_valid(self, form: RepairForm) -> HttpResponse:
        chosen = form.cleaned_data["places"]
        outcome = repair_post(self.article, chosen, self.request.user)
        if outcome.status == "kept":
            messages.warning(self.request, outcome.why)
        else:
            told = ngettext(
                "One text is repaired, in a new draft.",
                "%(count)d texts are repaired, in a new draft.",
                len(outcome.found),
            )
            messages.success(self.request, told % {"count": len(outcome.found)})
        return super().form_valid(form)


def place_of(found: Found) -> str:
    """Where the text stands, in the words of the form."""
    match found.way:
        case ("body", int(block), *_rest):
            return _("Body, part %(number)d") % {"number": block + 1}
        case ("bylines", int(row), *_rest):
            return _("Author %(number)d") % {"number": row + 1}
        case (str(name), *_rest):
            return capfirst(ArticlePage._meta.get_field(name).verbose_name)
    return found.key
