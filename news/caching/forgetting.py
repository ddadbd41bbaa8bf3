"""What has changed, for the pages that show it: told once the change is stored."""

import functools
import logging
import weakref
from collections.abc import Callable, Collection
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.dispatch import Signal

from news.conf import setting

from .addresses import Addresses, OwnAddresses, SharedAddresses
from .generations import Generations, OwnGenerations
from .shared import PREFIX, SharedGenerations, SharedPages, Store
from .stored import Common, Files

logger = logging.getLogger(__name__)

# For a cache in front of the site: `subjects` have changed, and this is stored.
forgotten = Signal()


@functools.cache
def generations_in(folder: Path) -> OwnGenerations:
    return OwnGenerations(folder / "generations")


@functools.cache
def generations_at(url: str, folder: Path) -> SharedGenerations:
    return SharedGenerations(Store(url), folder)


def generations() -> Generations | None:
    """The site's journal of changes; None where no pages are kept."""
    folder, url = setting("NEWS_PAGE_CACHE"), setting("NEWS_PAGE_CACHE_REDIS")
    if not folder:
        return None
    return generations_at(url, Path(folder)) if url else generations_in(Path(folder))


def common() -> Common:
    """Where the pages of all processes are, if any are kept."""
    known, folder = generations(), Path(setting("NEWS_PAGE_CACHE")) / "pages"
    if isinstance(known, SharedGenerations):
        return SharedPages(known.store)
    return Files(folder, setting("NEWS_PAGE_CACHE_FILES"))


def addresses() -> Addresses | None:
    """What a cache in front may have; None where there is none that is purged."""
    if not (setting("NEWS_PAGE_CACHE") and front_is_purged()):
        return None
    known, folder = generations(), Path(setting("NEWS_PAGE_CACHE"))
    if isinstance(known, SharedGenerations):
        return SharedAddresses(known.store, PREFIX)
    return OwnAddresses(folder / "addresses.sqlite3")


def front_is_purged() -> bool:
    """Wagtail's `frontend_cache` is set up."""
    known = getattr(settings, "WAGTAILFRONTENDCACHE", None)
    return bool(known) and apps.is_installed("wagtail.contrib.frontend_cache")


def forget(*subjects: str, withdrawn: bool = False) -> None:
    """Pages that show any of these are made anew, from the end of the transaction on.

    `withdrawn`: what they said must not be read by anybody any more, not even where
    something else has failed.
    """
    if subjects and setting("NEWS_PAGE_CACHE"):
        telling, before = Telling(subjects, withdrawn), last_telling()
        if before is not None:
            before.next = weakref.ref(telling)
        # Robust: whatever fails here, the others who wait for the end are called.
        transaction.on_commit(telling, robust=True)


class Telling:
    """What one call of `forget` has to tell. Of a transaction's the last tells for all:
    the cache in front is asked once, and the journal gets one line.
    """

    def __init__(self, subjects: Collection[str], withdrawn: bool) -> None:
        self.subjects = {withdrawn: {*subjects}, not withdrawn: set()}
        # Only Django holds it: what is rolled back to a savepoint is no more.
        self.next: Callable[[], Telling | None] = lambda: None

    def __call__(self) -> None:
        later = self.next()
        if later is None:
            tell(self.subjects[True], self.subjects[False] - self.subjects[True])
            return
        for withdrawn, subjects in self.subjects.items():
            later.subjects[withdrawn] |= subjects


def last_telling() -> Telling | None:
    """The last that waits for the end of this transaction."""
    waiting = (
        func for _, func, *_ in reversed(transaction.get_connection().run_on_commit)
    )
    return next((func for func in waiting if isinstance(func, Telling)), None)


def tell(withdrawn: Collection[str], changed: Collection[str]) -> None:
    for subjects, is_withdrawn in ((withdrawn, True), (changed, False)):
        try:
            generations().begin(subjects, is_withdrawn)
        except OSError:
            # What was published is published; the pages end by themselves.
            logger.exception("The page cache could not be told of a change.")
    # Who follows may fail, a queue of tasks that is locked: the log says so.
    forgotten.send_robust(sender=None, subjects={*withdrawn, *changed})
