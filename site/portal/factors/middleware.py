"""Between the two steps of signing in, a person is nobody yet."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django_otp import DEVICE_ID_SESSION_KEY

from portal.styles import is_desk

from .rules import lacks

# The second and the third are what Wagtail's frame of a page loads, whoever sees it:
# led elsewhere, a page would stand where the icons do.
ALWAYS = {
    *("wagtailadmin_logout", "wagtailadmin_javascript_catalog"),
    "wagtailadmin_sprite",
}
# Where each may go, and where each is led.
OPEN = {
    "proof": {*ALWAYS, "portal_second_step", "portal_passkey", "portal_passkey_shown"},
    "factor": {
        *(*ALWAYS, "portal_factors", "portal_app", "portal_second_step"),
        *("portal_new_passkey", "portal_passkey_made", "portal_paper"),
    },
}
READERS_DOOR = "wagtailcore_login"
LEADS = {"proof": "portal_second_step", "factor": "portal_factors"}


class SecondStep:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a session nobody is asked for: who reads is not looked up.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        was_verified = DEVICE_ID_SESSION_KEY in request.session
        if was_verified and not request.user.is_verified():
            # The factor that opened this session was taken away.
            logout(request)
        lacking = lacks(request.user)
        if not lacking or named(request) in OPEN[lacking]:
            return self.get_response(request)
        if is_desk(request):
            return led(request, LEADS[lacking])
        if named(request) == READERS_DOOR and request.method == "GET":
            # They have signed in: what is left is the second step.
            return led_on(request, LEADS[lacking])
        request.user = AnonymousUser()
        return self.get_response(request)


def named(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None


def led(request: HttpRequest, name: str) -> HttpResponse:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    return to_step(name, request.get_full_path() if request.method == "GET" else "")


def led_on(request: HttpRequest, name: str) -> HttpResponse:
    return to_step(name, request.GET.get("next", ""))


def to_step(name: str, wanted: str) -> HttpResponse:
    ours = {"next": wanted} if wanted else {}
    return redirect(f"{reverse(name)}?{urlencode(ours)}".rstrip("?"))
