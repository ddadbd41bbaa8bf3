"""The form by which a page is translated: Wagtail's own, without its traps.

With "include subtree" one click would copy a hundred thousand posts as drafts; and a
language in which the page above is missing is an error in the stock form.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Page

from news.models import NewsYearPage


class TranslatePage(SubmitPageTranslationView):
    def get_object(self) -> Page:
        page = super().get_object()
        if isinstance(page, NewsYearPage):
            # The index makes it in every language.
            raise Http404
        return page

    def get_form(self) -> forms.Form:
        form = super().get_form()
        below = form.fields["include_subtree"]
        below.widget, below.disabled = forms.HiddenInput(), True
        return form

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, **kwargs)
        except ParentNotTranslatedError:
            above = self.object.get_parent().get_admin_display_title()
            message = _("Translate “%(title)s” first: this page stands below it.")
            messages.error(request, message % {"title": above})
            return redirect(request.path)


if apps.is_installed("wagtail.contrib.simple_translation"):

    @hooks.register("register_admin_urls", order=-1)
    def translating_urls() -> list[URLPattern]:
        # Before Wagtail's own at the same address.
        view = TranslatePage.as_view()
        return [
            path("translation/submit/page/<int:page_id>/", view, name="news_translate")
        ]
