"""What must a cache in front of the site throw away? For Wagtail's frontend_cache.

Which addresses showed what has changed was noted when their pages were made
(`news.caching.addresses`). They are purged in tasks, because a newsroom does not wait
for it; and later again where it fails. Wagtail's own task is not asked: what fails
there is not tried again.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from wagtail.contrib.frontend_cache.utils import get_backends

from news.caching import SITE, tags
from news.caching.addresses import Addresses
from news.caching.forgetting import addresses, forgotten
from news.conf import setting

logger = logging.getLogger(__name__)

# Seconds after which it is tried again: an hour in all.
PAUSES = (10, 60, 300, 1200, 2400)
# Addresses in one task: what fails is sent again as a whole.
AT_ONCE = 200


def connect() -> None:
    forgotten.connect(follow, dispatch_uid="news.fronts")


def follow(subjects: Collection[str], **kwargs: Any) -> None:
    if addresses() is not None:
        purge.enqueue(sorted(subjects))


@task()
def purge(subjects: list[str], tries: float = 0) -> None:
    """`tries` is how often it has failed."""
    with tried_again(purge, subjects, tries):
        throw_away(subjects)


@task()
def purge_addresses(some: list[str], backends: list[str], tries: float = 0) -> None:
    with tried_again(purge_addresses, some, backends, tries):
        purge_each(some, backends)


@contextmanager
def tried_again(failed: Task, *told: Any) -> Iterator[None]:
    try:
        yield
    except Exception:
        *told, tries = told
        can_wait = failed.get_backend().supports_defer
        # An older release told when it changed: that is no number of tries.
        if not (can_wait and tries < len(PAUSES)):
            raise
        logger.warning("A cache in front was not purged, yet.", exc_info=True)
        later = timezone.now() + timedelta(seconds=PAUSES[int(tries)])
        failed.using(run_after=later).enqueue(*told, tries + 1)


def throw_away(subjects: list[str]) -> None:
    if (known := addresses()) is None:
        return
    names = [*filter(tags.SAYABLE.fullmatch, subjects), tags.MANY]
    told, asked = [], []
    for name, backend in get_backends().items():
        # Wagtail's own purge addresses alone.
        by_name = getattr(backend, "purge_tags", None)
        if by_name:
            told.append(partial(by_name, names))
        # What changes every page is named by every page: no need to count them up.
        if not (by_name and SITE in subjects and setting("NEWS_CACHE_TAG_HEADERS")):
            asked.append(name)
    each_of([*told, partial(purge_those, known, subjects, asked)])


def purge_those(known: Addresses, subjects: list[str], backends: list[str]) -> None:
    found = sorted(known.of(subjects)) if backends else []
    if len(found) <= AT_ONCE:
        return purge_each(found, backends)
    for start in range(0, len(found), AT_ONCE):
        purge_addresses.enqueue(found[start : start + AT_ONCE], backends)


def purge_each(some: list[str], backends: list[str]) -> None:
    by_host = defaultdict(list)
    for address in some:
        by_host[urlsplit(address).netloc].append(address)
    each_of(
        partial(backend.purge_batch, of_host)
        for backend in get_backends(backends=backends).values()
        for host, of_host in by_host.items()
        if backend.invalidates_hostname(host)
    )


def each_of(acts: Iterable[Callable[[], None]]) -> None:
    """What fails keeps none of the others back; it is raised behind them."""
    failures = []
    for act in acts:
        try:
            act()
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]
