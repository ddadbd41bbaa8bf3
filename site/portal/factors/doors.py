"""Who was here a moment ago, and how is the door to the second step guarded?"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp import login as verified
from django_otp.models import Device
from wagtail.admin.localization import get_localized_response

from portal import doors

PROVED_AT = "portal_proved_at"
FRESH_SECONDS = 15 * 60
View = Callable[..., HttpResponse]


@receiver(user_logged_in, dispatch_uid="portal_proved")
def password_was_right(request: HttpRequest | None, **kwargs: Any) -> None:
    # Of a session that a factor opened, a password alone proves nothing new.
    if request is not None and DEVICE_ID_SESSION_KEY not in request.session:
        request.session[PROVED_AT] = time.time()


def let_in(request: HttpRequest, device: Device) -> None:
    """The second step is done, and the session has a key that nobody knew before."""
    verified(request, device)
    request.session.cycle_key()
    request.session[PROVED_AT] = time.time()
    AxesProxyHandler.update_request(request)
    AxesProxyHandler.reset_attempts(
        username=tried(request.user)["username"], ip_address=request.axes_ip_address
    )


def tried(user: AbstractBaseUser) -> dict[str, str]:
    """Wrong codes are counted apart: a right password must not begin them anew."""
    return {"username": f"{doors.CODES}{user.get_username()}"}


def is_open(request: HttpRequest) -> bool:
    return AxesProxyHandler.is_allowed(request, tried(request.user))


def refused(request: HttpRequest) -> None:
    user_login_failed.send(
        __name__, credentials=tried(request.user), request=request, step="second"
    )


def for_the_person(view: View) -> View:
    """For whoever gave a password, in the language of their account."""

    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        answer = get_localized_response(view, request, *args, **kwargs)
        answer["Cache-Control"] = "no-store, private"
        return answer

    return seen


def freshly(view: View) -> View:
    """A desk that somebody left open is not enough to change what opens the door."""

    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else reverse("portal_factors")
        step = reverse("portal_second_step")
        return redirect(f"{step}?{urlencode({'next': back})}")

    return seen


def is_fresh(request: HttpRequest) -> bool:
    return time.time() - request.session.get(PROVED_AT, 0) < FRESH_SECONDS


def back_to(request: HttpRequest) -> str:
    """Where the person was going, if that is a place of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else reverse("wagtailadmin_home")
