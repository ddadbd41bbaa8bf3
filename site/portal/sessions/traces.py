"""What is remembered of a sign-in, so that its owner knows it again?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from news.previews import network_of

from .models import SignIn

TRACES = "portal_traces"
LONGEST = 300
# Nobody needs to know it better, and it is not written with every request.
COARSE = timedelta(minutes=15)


def connect() -> None:
    user_logged_in.connect(remember, dispatch_uid="portal.sessions")


def remember(request: HttpRequest | None, **kwargs: Any) -> None:
    if request is None:
        return
    agent = request.META.get("HTTP_USER_AGENT", "")
    request.session[TRACES] = {
        "at": timezone.now().isoformat(),
        "agent": agent[:LONGEST],
        "network": network_of(request.META.get("REMOTE_ADDR", "")),
    }


class Seen:
    """Beside the session, not in it: to be seen does not make it last longer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            see(request)
        return self.get_response(request)


def see(request: HttpRequest) -> None:
    session = request.session
    if SESSION_KEY not in session or session.seen_at is None:
        return
    if timezone.now() - session.seen_at > COARSE:
        own = SignIn.objects.filter(session_key=session.session_key)
        own.update(seen_at=timezone.now())
