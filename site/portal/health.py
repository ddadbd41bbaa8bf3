"""Is the process alive, and can it reach what it needs?"""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from news.lateness import lights


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether it can serve; and what of the silent work is late, which is no reason
    to send readers elsewhere.
    """
    state = {"database": has_database(), "cache": has_cache()}
    ready = all(state.values())
    late = _late() if state["database"] else []
    return JsonResponse({**state, "late": late}, status=200 if ready else 503)


def has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _late() -> list[str]:
    try:
        return [light.name for light in lights() if light.is_late]
    except DatabaseError:
        # A database of another release: the table is not there yet.
        return ["database"]


def has_cache() -> bool:
    try:
        cache.set("readyz", "ok", 5)
        return cache.get("readyz") == "ok"
    except Exception:
        return False
