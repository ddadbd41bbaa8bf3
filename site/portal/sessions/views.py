"""The list of a person's sessions, for themselves and for who looks after accounts."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.factors import rules

from .devices import device
from .ending import end, open_for
from .models import SignIn

OTHERS = "others"


def may_end(person: AbstractBaseUser, user: AbstractBaseUser) -> bool:
    above = user.is_superuser and not person.is_superuser
    return person.has_perm("auth.change_user") and not above


class Sessions(WagtailAdminTemplateMixin, TemplateView):
    """One's own; the one that asks is not ended here but by signing out."""

    template_name = "portal/sessions.html"
    page_title = gettext_lazy("Where you are signed in")
    header_icon = "desktop"
    _show_breadcrumbs = True

    @cached_property
    def person(self) -> AbstractBaseUser:
        # By its type: that of `request.user` is a wrapper's.
        return get_user_model()._default_manager.get(pk=self.request.user.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [account, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.person
        waits = rules.mode() != rules.OFF and rules.has_factor(person)
        rows = [self.shown(row, waits) for row in open_for(person)]
        others = [row for row in rows if not row["is_this"]]
        told = {"rows": rows, "others": others, "person": person, "is_own": self.is_own}
        return super().get_context_data(**told, **kwargs)

    @property
    def is_own(self) -> bool:
        return True

    def shown(self, row: SignIn, has_factor: bool) -> dict[str, Any]:
        return {
            "id": row.public_id,
            "device": device(row.traces.get("agent", "")),
            "network": row.traces.get("network", ""),
            "began_at": row.began_at,
            "seen_at": row.seen_at,
            "is_this": row.session_key == self.request.session.session_key,
            "waits": has_factor and not row.is_verified,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        which = request.POST.get("which", "")
        if which:
            only = "" if which == OTHERS else which
            this = request.session.session_key
            count = end(self.person, by=request.user, only=only, but=this)
            if count:
                self.tell(count)
        return redirect(request.path)

    def tell(self, count: int) -> None:
        told = ngettext(
            "%(count)d session was ended.", "%(count)d sessions were ended.", count
        )
        messages.success(self.request, told % {"count": count})


class SessionsOf(Sessions):
    page_title = gettext_lazy("Sessions")
    is_own = False

    @cached_property
    def person(self) -> AbstractBaseUser:
        user = get_object_or_404(get_user_model(), pk=self.kwargs["pk"])
        if not may_end(self.request.user, user):
            raise PermissionDenied
        return user

    def get_page_subtitle(self) -> str:
        return self.person.get_username()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        accounts = reverse("wagtailusers_users:index")
        return [
            {"url": accounts, "label": _("Users")},
            {"url": "", "label": f"{self.page_title}: {self.person.get_username()}"},
        ]
