"""Which acts are counted? Those of people, of the scheduler and of commands."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import Signal
from wagtail.signals import page_published, page_unpublished

logger = logging.getLogger(__name__)

COUNTED: dict[str, Signal] = {
    "published": page_published,
    "withdrawn": page_unpublished,
    "signed_in": user_logged_in,
    "sign_in_failed": user_login_failed,
}


def count_all() -> None:
    for act, signal in COUNTED.items():
        name = f"portal.watching.{act}"
        signal.connect(counter_of(act), dispatch_uid=name, weak=False)


def counter_of(act: str) -> Callable[..., None]:
    def count(**_signal: Any) -> None:
        try:
            # Not before: it makes files.
            from .figures import ACTS

            ACTS.labels(act).inc()
        except Exception:
            # A full disk, say. The act is done; that it was not counted undoes nothing.
            logger.exception("Not counted: %s", act)

    return count
