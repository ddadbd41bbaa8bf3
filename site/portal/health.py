"""Is the process alive, and can it reach what it needs?"""

import os

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from news.lateness import Light, lights

from . import disks, media


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether it can serve; and whether uploads can be reached, and what of the silent
    work is late, which are no reasons to send readers elsewhere.
    """
    can_read = has_database()
    needed = {"database": can_read and can_store(), "cache": has_cache()}
    told = {
        **needed,
        "storage": has_storage(),
        "late": _late() if can_read else _names([disks.light()]),
    }
    return JsonResponse(told, status=200 if all(needed.values()) else 503)


def has_database() -> bool:
    """Whether pages can be read: for a file that was lost SQLite makes an empty one."""
    try:
        Page.objects.exists()
    except DatabaseError:
        return False
    return True


def can_store() -> bool:
    return not disks.is_full(disks.DATABASE)


def _late() -> list[str]:
    try:
        return _names(lights())
    except DatabaseError:
        # A database of another release: the table is not there yet.
        return ["database", *_names([disks.light()])]


def _names(found: list[Light]) -> list[str]:
    return [light.name for light in found if light.is_late]


def has_storage() -> bool:
    """Whether files can be kept: pages are read without."""
    if media.in_a_bucket():
        return default_storage.is_there()
    if disks.is_full(disks.MEDIA):
        return False
    folder = settings.MEDIA_ROOT
    # One that nobody has written to yet is made then.
    return os.access(folder, os.W_OK) or not os.path.exists(folder)


def has_cache() -> bool:
    try:
        cache.set("readyz", "ok", 5)
        return cache.get("readyz") == "ok"
    except Exception:
        return False
