"""Who may import, and what do the screens of the import share?"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy

from news.dashboard import may_add_below
from news.intake import folders
from news.models import ImportUpload, NewsIndexPage

TITLE = _("Bring in old posts")


def may_import(user: AbstractBaseUser) -> bool:
    """Whoever may write posts: what comes is a draft, as what they write is."""
    index = NewsIndexPage.objects.live().main_first().first()
    return index is not None and may_add_below(index, user)


def may_take_back(user: AbstractBaseUser, upload: ImportUpload) -> bool:
    """One's own import, or anybody's for whoever publishes."""
    own = user.pk in (upload.uploaded_by_id, upload.imported_by_id)
    return own or page_permission_policy.user_has_any_permission(user, {"publish"})


class Importing:
    """To stand before Wagtail's views: the address is there for whoever may import."""

    kwargs: dict[str, Any]
    request: HttpRequest
    _show_breadcrumbs = True
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not folders.is_offered():
            raise Http404
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def upload(self) -> ImportUpload:
        uploads = ImportUpload.objects.select_related("run")
        return get_object_or_404(uploads, pk=self.kwargs["pk"])

    @property
    def upload_url(self) -> str:
        return reverse("news_import", args=[self.upload.pk])

    def way_here(self) -> list[dict[str, Any]]:
        return [{"url": reverse("news_imports"), "label": TITLE}]
