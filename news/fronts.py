"""What must a cache in front of the site throw away? For Wagtail's frontend_cache.

Which addresses showed what has changed was noted when their pages were made
(`news.caching.addresses`). They are purged in a task, because a newsroom does not wait
for it; and later again where it fails.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import get_backends, purge_urls_from_cache

from news.caching import tags
from news.caching.forgetting import addresses, forgotten

# Seconds after which it is tried again: an hour in all.
PAUSES = (10, 60, 300, 1200, 2400)


def connect() -> None:
    forgotten.connect(follow, dispatch_uid="news.fronts")


def follow(subjects: Collection[str], **kwargs: Any) -> None:
    if addresses() is not None:
        purge.enqueue(sorted(subjects))


@task()
def purge(subjects: list[str], tries: float = 0) -> None:
    """`tries` is how often it has failed."""
    try:
        throw_away(subjects)
    except Exception:
        can_wait = purge.get_backend().supports_defer
        # An older release told when it changed: that is no number of tries.
        if not (can_wait and tries < len(PAUSES)):
            raise
        later = timezone.now() + timedelta(seconds=PAUSES[int(tries)])
        purge.using(run_after=later).enqueue(subjects, tries + 1)


def throw_away(subjects: list[str]) -> None:
    if (known := addresses()) is None:
        return
    purge_urls_from_cache(sorted(known.of(subjects)))
    for backend in get_backends().values():
        # Of backends that know how: Wagtail's own purge addresses alone.
        if forget_tags := getattr(backend, "purge_tags", None):
            forget_tags([*filter(tags.SAYABLE.fullmatch, subjects), tags.MANY])
