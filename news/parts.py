"""Which parts of pages are made once? Those that say the same when they are made again.

A card of a post stands in a dozen lists, the footer on every page. What such a part
shows is given to it as values: strings, numbers, moments, frozen dataclasses, tuples of
these. The same values are the same text, so there is nothing to forget when something
changes: that gives another value.
"""

import dataclasses
import datetime as dt
import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

PLAIN = (str, int, float, dt.date, dt.timedelta, type(None))
# These hold no others.
LEAVES = frozenset(
    {str, SafeString, int, bool, float, dt.date, dt.datetime, type(None)}
)
# Bytes, about: some thousand cards.
MOST = 32_000_000
# Of a letter in memory, where one of the text is Vietnamese.
LETTER = 2


class Parts:
    def __init__(self, most: int = MOST) -> None:
        self.most, self.size = most, 0
        # What was made, and what it takes with the values it is known by.
        self.made: OrderedDict[Hashable, tuple[SafeString, int]] = OrderedDict()
        self.lock = threading.Lock()

    def of(self, *values: Hashable, make: Callable[[], SafeString]) -> SafeString:
        """What `make` makes of these values in the language that is spoken, and in the
        zone whose time is told: editors see previews in their own.
        """
        if settings.DEBUG:
            # Its template may be another one by now.
            return make()
        spoken = get_language(), timezone.get_current_timezone()
        key = (*spoken, kinds(values), *values)
        known = self.made.get(key)
        if known is None:
            for value in values:
                check(value)
            text = make()
            self._keep(key, text)
            return text
        if self.size > self.most / 2:
            with self.lock:
                if key in self.made:
                    self.made.move_to_end(key)
        return known[0]

    def _keep(self, key: Hashable, text: SafeString) -> None:
        takes = LETTER * (len(text) + len(repr(key)))
        with self.lock:
            if key not in self.made:
                self.made[key] = text, takes
                self.size += takes
            while self.size > self.most:
                _oldest, (_text, freed) = self.made.popitem(last=False)
                self.size -= freed

    def forget(self, **_kwargs: Any) -> None:
        with self.lock:
            self.made.clear()
            self.size = 0


def kinds(value: Any) -> Hashable:
    """What it is made of: markup equals the same letters as text, and True equals 1.

    >>> kinds(("a", (1, True)))
    (<class 'str'>, (<class 'int'>, <class 'bool'>))
    """
    kind = type(value)
    if kind in LEAVES:
        return kind
    inner = value if kind is tuple else _inner(kind)(value)
    if inner is None:
        return kind
    # Asked here, a text costs no call: a page has hundreds.
    return tuple([type(one) if type(one) in LEAVES else kinds(one) for one in inner])


@functools.cache
def _inner(kind: type) -> Callable[[Any], Iterable[Any] | None]:
    """What values of this kind hold; None for those that hold nothing."""
    if issubclass(kind, tuple):
        return iter
    if not dataclasses.is_dataclass(kind):
        return lambda value: None
    names = [field.name for field in dataclasses.fields(kind)]
    return lambda value: [getattr(value, name) for name in names]


def check(value: Any) -> None:
    """A row of the database is the same row after a change, so it is no value."""
    if isinstance(value, tuple):
        for one in value:
            check(one)
    elif dataclasses.is_dataclass(value) and value.__dataclass_params__.frozen:
        for field in dataclasses.fields(value):
            check(getattr(value, field.name))
    elif not isinstance(value, PLAIN):
        raise TypeError(f"A part is made of values, and this may change: {value!r}")


parts = Parts()
# Tests change what otherwise stays as it is while a process lives.
setting_changed.connect(parts.forget, dispatch_uid="news.parts")
