"""Who has tried so many passwords that the door stays shut for a while?

django-axes counts what failed by account and address. One person's slips shut out that
person at that address. Later, an address that tries one account after the other and an
account that is tried from everywhere are shut out as well. Accounts that do not exist
are counted as if they did: nobody learns from the door which there are.
"""

from collections.abc import Callable
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Of one account at one address it is AXES_FAILURE_LIMIT. A whole office may have one
# address, and a guesser many.
OF_AN_ADDRESS = 50
OF_AN_ACCOUNT = 100
# A code of six digits is guessed sooner; whoever is asked for one had the password.
OF_CODES = 20
# Wrong codes count apart from wrong passwords. No account has a colon in its name.
CODES = "code:"


class Doors(AxesDatabaseHandler):
    def is_locked(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> bool:
        if super().is_locked(request, credentials):
            return True
        lately = AccessAttempt.objects.filter(
            attempt_time__gte=get_cool_off_threshold(request)
        )
        account = get_client_username(request, credentials)
        most = OF_CODES if (account or "").startswith(CODES) else OF_AN_ACCOUNT
        limits = [
            (lately.filter(ip_address=request.axes_ip_address), OF_AN_ADDRESS),
            (lately.filter(username=account), most),
        ]
        return any(failures(attempts) >= most for attempts, most in limits)


def failures(attempts: QuerySet[AccessAttempt]) -> int:
    return attempts.aggregate(all=Sum("failures_since_start"))["all"] or 0


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The password of a page is guessed no more easily than that of an account."""

    def guard(
        request: HttpRequest, page_view_restriction_id: int, page_id: int
    ) -> HttpResponse:
        # No account has a colon in its name.
        credentials = {"username": f"page:{page_view_restriction_id}"}
        is_try = request.method == "POST"
        if is_try and not AxesProxyHandler.is_allowed(request, credentials):
            return shut(request, None, credentials)
        response = view(request, page_view_restriction_id, page_id)
        if is_try and response.status_code == 200:
            # The form again: it was the wrong one.
            user_login_failed.send(__name__, credentials=credentials, request=request)
        return response

    return guard


def shut(
    request: HttpRequest,
    response: HttpResponse | None,
    credentials: dict[str, Any] | None,
) -> HttpResponse:
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    is_code = (credentials or {}).get("username", "").startswith(CODES)
    told = {"minutes": seconds // 60, "is_code": is_code}
    answer = render(request, "429.html", told, status=429)
    answer["Retry-After"] = seconds
    answer["Cache-Control"] = "no-store"
    return answer
