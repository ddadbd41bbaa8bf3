"""Who has tried so many passwords that the door stays shut for a while?

django-axes counts what failed by account and address. One person's slips shut out that
person at that address. Later, an address that tries one account after the other and an
account that is tried from everywhere are shut out as well. Accounts that do not exist
are counted as if they did: nobody learns from the door which there are.
"""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Of one account at one address. A whole office may have one address, a guesser many.
AT_ONE_ADDRESS = 5
OF_AN_ADDRESS = 50
OF_AN_ACCOUNT = 100
# The password of a page is typed by many, and the account of it is nobody's.
OF_A_PAGE_AT_ONE_ADDRESS = 20
# A code of six digits is guessed sooner; whoever is asked for one had the password.
OF_CODES = 20
# Wrong codes count apart from wrong passwords, and those of pages apart from both: who
# mistypes a page's is still let in at the desk. No account has a colon in its name.
CODES, PAGES = "code:", "page:"
IPV6_OF_ONE = 64


class Doors(AxesDatabaseHandler):
    def is_locked(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> bool:
        if super().is_locked(request, credentials):
            return True
        account = get_client_username(request, credentials) or ""
        pages = Q(username__startswith=PAGES)
        lately = AccessAttempt.objects.filter(
            pages if account.startswith(PAGES) else ~pages,
            attempt_time__gte=get_cool_off_threshold(request),
        )
        most = OF_CODES if account.startswith(CODES) else OF_AN_ACCOUNT
        limits = [
            (lately.filter(ip_address=request.axes_ip_address), OF_AN_ADDRESS),
            (lately.filter(username=account), most),
        ]
        return any(failures(attempts) >= most for attempts, most in limits)


def limit(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    account = get_client_username(request, credentials) or ""
    is_page = account.startswith(PAGES)
    return OF_A_PAGE_AT_ONE_ADDRESS if is_page else AT_ONE_ADDRESS


def address_of(request: HttpRequest) -> str | None:
    """Where somebody asks from: of IPv6 the network (/64) that one customer is given.

    One host there has more addresses than could ever be counted.
    """
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    others = address.max_prefixlen - IPV6_OF_ONE
    return str(IPv6Address(int(address) >> others << others))


def failures(attempts: QuerySet[AccessAttempt]) -> int:
    return attempts.aggregate(all=Sum("failures_since_start"))["all"] or 0


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The password of a page is guessed no more easily than that of an account."""

    def guard(
        request: HttpRequest, page_view_restriction_id: int, page_id: int
    ) -> HttpResponse:
        credentials = {"username": f"{PAGES}{page_view_restriction_id}"}
        is_try = request.method == "POST"
        if is_try and not AxesProxyHandler.is_allowed(request, credentials):
            return shut(request, None, credentials)
        response = view(request, page_view_restriction_id, page_id)
        if is_try and response.status_code == 200:
            # The form again: it was the wrong one.
            user_login_failed.send(__name__, credentials=credentials, request=request)
        elif is_try and response.status_code == 302:
            # As at the desk: who knew it in the end begins anew.
            address = address_of(request)
            AxesProxyHandler.reset_attempts(ip_address=address, **credentials)
        return response

    return guard


def shut(
    request: HttpRequest,
    response: HttpResponse | None,
    credentials: dict[str, Any] | None,
) -> HttpResponse:
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    account = (credentials or {}).get("username") or ""
    told = {
        "minutes": seconds // 60,
        "is_code": account.startswith(CODES),
        "is_page": account.startswith(PAGES),
    }
    answer = render(request, "429.html", told, status=429)
    answer["Retry-After"] = seconds
    answer["Cache-Control"] = "no-store"
    return answer
