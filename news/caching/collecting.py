"""What does an answer show? Its views say so while they make it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils import timezone

# Where the door leaves a `Shown` for the middleware, among what WSGI calls environ.
ASKED = "news.caching"
# What is on every page: the frame around it, and who may read what.
SITE = "site"


@dataclass(slots=True)
class Shown:
    """What the door learns of an answer: whether it may be kept, for what, how long."""

    subjects: set[str] = field(default_factory=lambda: {SITE})
    # The parameters of the address that make a difference.
    parameters: set[str] = field(default_factory=set)
    # The moment after which the clock alone has changed it.
    until: dt.datetime | None = None
    # A view has said that everybody may read this.
    is_public: bool = False
    # And nothing in the answer speaks against it.
    is_kept: bool = False


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


@contextmanager
def collecting(shown: Shown) -> Iterator[Shown]:
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


def midnight() -> dt.datetime:
    """When the day ends, for what says which day it is."""
    now = timezone.localtime()
    tomorrow = now.date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time(), now.tzinfo)


def shows(*subjects: str) -> None:
    """A change of any of these changes what is being made now."""
    if (shown := _shown.get()) is not None:
        shown.subjects.update(subjects)


def keep(
    *subjects: str, parameters: tuple[str, ...] = (), until: dt.datetime | None = None
) -> None:
    """Everybody may read what is being made now, and it may be kept.

    `parameters` are those of the query string that make a difference, `until` is when
    the clock changes it; the earliest of several counts.
    """
    if (shown := _shown.get()) is None:
        return
    shown.is_public = True
    shown.subjects.update(subjects)
    shown.parameters.update(parameters)
    if until is not None:
        shown.until = min(shown.until or until, until)
