"""Where does the desk lead to the sessions, and when do those that are over go?"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .views import Sessions, SessionsOf, may_end


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("sessions/", Sessions.as_view(), name="portal_sessions"),
        path("sessions/<int:pk>/", SessionsOf.as_view(), name="portal_sessions_of"),
    ]


@hooks.register("register_account_menu_item")
def own_sessions(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("portal_sessions"),
        "label": _("Where you are signed in"),
        "help_text": _("Your sessions on all devices, and how to end them."),
    }


@hooks.register("register_user_listing_buttons")
def of_account(
    user: AbstractBaseUser, request_user: AbstractBaseUser, **kwargs: Any
) -> Iterator[Button]:
    if may_end(request_user, user) and user.pk != request_user.pk:
        yield Button(
            _("Sessions"),
            reverse("portal_sessions_of", args=[user.pk]),
            icon_name="desktop",
            priority=50,
        )


@hooks.register("news_at_night")
def clear_expired_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    # Nobody reads Django's own table since ours took its place, so nothing clears it;
    # deleted with the update, they would be missed by the release that still serves.
    Session.objects.all().delete()
