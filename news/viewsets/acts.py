"""What may be done with one entry of a register, and what is asked before?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.widgets import AdminSnippetChooser

from news.models import ClusterTerm, Organisation
from news.refusals import Refusal
from news.registers.dissolving import dissolve
from news.registers.merging import Change, changes, merge
from news.registers.terms import copy_to_next_year


class EntryChooser(AdminSnippetChooser):
    def get_value_data(self, value: Any) -> dict[str, Any] | None:
        # Wagtail's own asks the database for whatever a hand-made request says.
        known = isinstance(value, Model) or str(value).isdecimal()
        return super().get_value_data(value if known else None)


class OtherEntryForm(forms.Form):
    kept = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args: Any, entry: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = type(entry)
        field = self.fields["kept"]
        field.queryset = model._default_manager.exclude(pk=entry.pk)
        field.widget = EntryChooser(model)
        field.label = gettext("Entry that stays")


class DissolutionForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Dissolved on"), widget=AdminDateInput)
    successor = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Successor")
    )

    def __init__(self, *args: Any, entry: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "on": entry.dissolved_on or timezone.localdate(),
            "successor": entry.successor_id,
        }
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        field.queryset = Organisation.objects.exclude(pk=entry.pk)
        field.widget = EntryChooser(Organisation)


class NothingToAsk(forms.Form):
    def __init__(self, *args: Any, entry: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class RegisterActView(
    BaseObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView
):
    """Asks, tells what will change, and does it when that was confirmed."""

    template_name = "news/admin/registers/act.html"
    index_url_name = ""
    header_icon = "list-ul"
    done = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"entry": self.object}

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = str(self.model._meta.verbose_name_plural).capitalize()
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": register},
            {
                "url": "",
                "label": self.get_page_title(),
                "sublabel": self.get_page_subtitle(),
            },
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if "confirmed" not in self.request.POST:
            return self.ask(form)
        try:
            self.act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self.form_invalid(form)
        messages.success(self.request, self.done % {"name": self.object})
        return redirect(self.index_url_name)

    def ask(self, form: forms.Form) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            asking=True,
            changes=self.changes(),
            consequences=self.consequences(getattr(form, "cleaned_data", {})),
        )
        return self.render_to_response(context)

    def changes(self) -> list[Change]:
        return []

    def consequences(self, answers: dict[str, Any]) -> list[str]:
        raise NotImplementedError

    def act(self, answers: dict[str, Any]) -> None:
        raise NotImplementedError


class MergeView(RegisterActView):
    permission_required = "delete"
    form_class = OtherEntryForm
    page_title = gettext_lazy("Merge")
    done = gettext_lazy("“%(name)s” was merged.")

    def changes(self) -> list[Change]:
        return changes(self.object)

    def consequences(self, answers: dict[str, Any]) -> list[str]:
        names = {"gone": self.object, "kept": answers["kept"]}
        told = [
            gettext("“%(gone)s” leaves the register; “%(kept)s” takes its place."),
            gettext("Its public address leads to “%(kept)s”."),
            gettext("Bylines of old posts keep the words they have."),
        ]
        if isinstance(self.object, Organisation):
            told.append(gettext("“%(gone)s” becomes another name of “%(kept)s”."))
        return [text % names for text in told]

    def act(self, answers: dict[str, Any]) -> None:
        merge(self.object, answers["kept"])


class DissolveView(RegisterActView):
    permission_required = "change"
    form_class = DissolutionForm
    page_title = gettext_lazy("Dissolve")
    done = gettext_lazy("“%(name)s” is marked as dissolved.")

    def consequences(self, answers: dict[str, Any]) -> list[str]:
        posts = self.object.articles.count() + self.object.participations.count()
        told = [
            gettext("It is not offered in new posts from %(day)s on."),
            gettext("The posts that name it stay as they are: %(posts)s."),
        ]
        if answers["successor"]:
            told.append(gettext("It is followed by “%(successor)s”."))
        day = f"{answers['on']:%d/%m/%Y}"
        shown = {"day": day, "posts": posts, "successor": answers["successor"]}
        return [text % shown for text in told]

    def act(self, answers: dict[str, Any]) -> None:
        dissolve(self.object, answers["on"], answers["successor"])


class CopyTermView(RegisterActView):
    permission_required = "add"
    form_class = NothingToAsk
    page_title = gettext_lazy("Copy to the next year")
    done = gettext_lazy("“%(name)s” was copied to the next year.")

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        # Nothing is asked but whether.
        return self.ask(self.get_form())

    def consequences(self, answers: dict[str, Any]) -> list[str]:
        term: ClusterTerm = self.object
        count = {"count": term.members.count(), "year": term.year + 1}
        return [
            gettext("A term for %(year)s is made, with leader and deputy.") % count,
            gettext("Members taken over, without their places: %(count)s.") % count,
        ]

    def act(self, answers: dict[str, Any]) -> None:
        copy_to_next_year(self.object)
