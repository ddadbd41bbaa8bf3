"""In which bucket do files lie, and who may open it?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("ACCESS_KEY", "SECRET_KEY")
KNOWN = ("ENDPOINT", "REGION", *NEEDED)
BACKEND = "portal.objects.storage.Uploads"
# Some providers want any word here; AWS wants its own.
REGION = "us-east-1"


def bucket(read: Callable[..., str]) -> dict[str, str] | None:
    """Of S3_BUCKET and what belongs to it; None where files lie on the disk.

    >>> bucket({"S3_REGION": "hcm", "S3_ACCESS_KEY": "a"}.get)
    Traceback (most recent call last):
    django.core.exceptions.ImproperlyConfigured: S3_BUCKET, S3_SECRET_KEY: not set, \
but S3_REGION, S3_ACCESS_KEY are
    """
    given = values("S3_", ("BUCKET", *KNOWN), read)
    if not given:
        return None
    require("S3_", ("BUCKET", *NEEDED), given)
    return {"bucket": given["BUCKET"], **access(given)}


def elsewhere(
    uploads: dict[str, str] | None, read: Callable[..., str]
) -> dict[str, str] | None:
    """Whoever keeps backups: BACKUP_S3_* where it is given, else whoever keeps uploads.

    >>> elsewhere(None, {}.get) is None
    True
    """
    given = values("BACKUP_S3_", KNOWN, read)
    if not given:
        return {k: v for k, v in uploads.items() if k != "bucket"} if uploads else None
    require("BACKUP_S3_", NEEDED, given)
    return access(given)


def storages(uploads: dict[str, str] | None) -> dict[str, dict[str, Any]]:
    """What goes into Django's STORAGES: nothing where files lie on the disk."""
    if uploads is None:
        return {}
    return {"default": {"BACKEND": BACKEND, "OPTIONS": {"place": uploads}}}


def values(
    prefix: str, names: tuple[str, ...], read: Callable[..., str]
) -> dict[str, str]:
    found = {name: (read(f"{prefix}{name}", "") or "").strip() for name in names}
    return {name: value for name, value in found.items() if value}


def require(prefix: str, names: tuple[str, ...], given: Mapping[str, str]) -> None:
    missing = [f"{prefix}{name}" for name in names if name not in given]
    if missing:
        there = ", ".join(f"{prefix}{name}" for name in given)
        raise ImproperlyConfigured(f"{', '.join(missing)}: not set, but {there} are")
    endpoint = given.get("ENDPOINT", "https://")
    if not endpoint.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"{prefix}ENDPOINT is an address with https:// before it: not {endpoint!r}"
        )


def access(given: Mapping[str, str]) -> dict[str, str]:
    return {
        "endpoint": given.get("ENDPOINT", ""),
        "region": given.get("REGION", REGION),
        "access_key": given["ACCESS_KEY"],
        "secret_key": given["SECRET_KEY"],
    }
