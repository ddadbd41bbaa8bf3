"""How does an editor give somebody a draft to look at, and take it back?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from news.models import ArticlePage, PreviewLink

DAYS = [
    (1, gettext_lazy("one day")),
    (3, gettext_lazy("three days")),
    (7, gettext_lazy("a week")),
    (30, gettext_lazy("30 days")),
]


class LinkForm(forms.ModelForm):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"), choices=DAYS, coerce=int, initial=7
    )

    class Meta:
        model = PreviewLink
        fields = ["label"]

    def save(self, commit: bool = True) -> PreviewLink:
        days = timedelta(days=self.cleaned_data["days"])
        self.instance.expires_at = timezone.now() + days
        return super().save(commit)


class PreviewLinks(WagtailAdminTemplateMixin, CreateView):
    """The links of one post, how they were used, and the form for another."""

    form_class = LinkForm
    template_name = "news/admin/preview_links.html"
    page_title = gettext_lazy("Preview links")
    header_icon = "link"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.article = editable_by(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("news_preview_links", args=[self.article.pk])

    def get_page_subtitle(self) -> str:
        return self.article.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
        title = self.article.get_admin_display_title()
        return [
            {"url": edit, "label": title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = self.article.preview_links.select_related("created_by")
        shown = list(links.prefetch_related("uses"))
        for link in shown:
            link.address = self.request.build_absolute_uri(link.get_absolute_url())
        return super().get_context_data(article=self.article, links=shown, **kwargs)

    def form_valid(self, form: LinkForm) -> HttpResponse:
        form.instance.article = self.article
        form.instance.created_by = self.request.user
        response = super().form_valid(form)
        record(self.article, "news.preview_link.make", self.request, self.object)
        messages.success(self.request, _("The link is made; copy it from the list."))
        return response


@require_POST
def revoke(request: HttpRequest, page_id: int, pk: str) -> HttpResponse:
    article = editable_by(request, page_id)
    link = get_object_or_404(article.preview_links, pk=pk)
    if link.is_open:
        link.revoke()
        record(article, "news.preview_link.revoke", request, link)
    messages.success(
        request, _("The link for “%(label)s” opens nothing now.") % {"label": link}
    )
    return redirect("news_preview_links", page_id)


def editable_by(request: HttpRequest, page_id: int) -> ArticlePage:
    article = get_object_or_404(ArticlePage, pk=page_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return article


def record(
    article: ArticlePage, action: str, request: HttpRequest, link: PreviewLink
) -> None:
    log(article, action, user=request.user, data={"label": link.label})
