"""An administrator takes a lost factor from a person; where the desk leads to ours."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from . import losing, rules
from .doors import freshly


def may_forget(person: AbstractBaseUser, user: AbstractBaseUser) -> bool:
    """Nobody their own: whoever has lost it asks another administrator."""
    above = user.is_superuser and not person.is_superuser
    return person.has_perm("auth.change_user") and not above and person.pk != user.pk


@require_admin_access
@freshly
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("auth.change_user"):
        raise PermissionDenied
    user = get_object_or_404(get_user_model(), pk=pk)
    if not may_forget(request.user, user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "portal/factors/forget.html", {"person": user})
    losing.forget(user, by=request.user)
    told = _("%(name)s has no second factor any more.")
    messages.success(request, told % {"name": user.get_username()})
    return redirect("wagtailusers_users:index")


@hooks.register("register_user_listing_buttons")
def forgetting(
    user: AbstractBaseUser, request_user: AbstractBaseUser, **kwargs: Any
) -> Iterator[Button]:
    if rules.mode() != rules.OFF and may_forget(request_user, user):
        yield Button(
            _("Forget second factor"),
            reverse("portal_forget_factor", args=[user.pk]),
            icon_name="key",
            priority=40,
        )


@hooks.register("register_account_menu_item")
def own_factors(request: HttpRequest) -> dict[str, str] | None:
    if rules.mode() == rules.OFF:
        return None
    return {
        "url": reverse("portal_factors"),
        "label": _("Second factor"),
        "help_text": _("An app's code or a passkey, asked for after the password."),
    }


@hooks.register("register_log_actions")
def named(actions: LogActionRegistry) -> None:
    for name, label, told in (
        ("factor_added", _("Set up a second factor"), _("A second factor was set up")),
        ("factor_removed", _("Remove a factor"), _("A second factor was removed")),
        ("factors_forgotten", _("Forget factors"), _("Every factor was taken away")),
        ("codes_made", _("Make codes on paper"), _("New codes on paper were made")),
    ):
        actions.register_action(f"portal.{name}", label, told)
