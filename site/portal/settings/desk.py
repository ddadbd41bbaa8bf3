"""At which address is the desk?"""

import re

from django.core.exceptions import ImproperlyConfigured

WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
# What is answered there is something else.
TAKEN = {
    *("api", "documents", "media", "static", "en", "_util", "xem-truoc", "metrics"),
    *("healthz", "readyz", "lich", "lien-he", "tim-kiem", "so-do-trang", "tin-tuc"),
}


def path(written: str) -> str:
    """One word between two strokes, as Django's addresses have it.

    >>> path("/phong-tin/"), path("admin")
    ('phong-tin/', 'admin/')
    """
    word = written.strip("/")
    if not WORD.fullmatch(word) or word in TAKEN:
        raise ImproperlyConfigured(
            f"DESK_ADDRESS is one word of small letters, digits and hyphens that is no "
            f"address of readers, as “admin”: not {written!r}"
        )
    return f"{word}/"
