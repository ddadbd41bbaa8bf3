"""What must a cache in front of the site throw away? For Wagtail's frontend_cache.

Which addresses showed what has changed is read from the pages that are kept: a cache in
front has nothing that did not pass here. It is found out in a task, because a newsroom
does not wait for it.
"""

import time
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.conf import settings
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import get_backends, purge_urls_from_cache

from news.caching import tags
from news.caching.forgetting import common, forgotten
from news.conf import setting


def connect() -> None:
    forgotten.connect(follow, dispatch_uid="news.fronts")


def follow(subjects: Collection[str], **kwargs: Any) -> None:
    if is_in_use() and setting("NEWS_PAGE_CACHE"):
        purge.enqueue(sorted(subjects), time.time())


def is_in_use() -> bool:
    known = getattr(settings, "WAGTAILFRONTENDCACHE", None)
    return bool(known) and apps.is_installed("wagtail.contrib.frontend_cache")


@task()
def purge(subjects: list[str], since: float) -> None:
    """`since` is when it changed, in seconds since 1970."""
    pages = common().all()
    purge_urls_from_cache([p.address for p in pages if p.is_touched(subjects, since)])
    for backend in get_backends().values():
        # Of backends that know how: Wagtail's own purge addresses alone.
        if forget_tags := getattr(backend, "purge_tags", None):
            forget_tags([*subjects, tags.MANY])
