"""What has changed, for the pages that show it: told once the change is stored."""

import functools
import logging
from pathlib import Path

from django.db import transaction
from django.dispatch import Signal

from news.conf import setting

from .generations import Generations, OwnGenerations
from .shared import SharedGenerations, SharedPages, Store
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


def forget(*subjects: str, withdrawn: bool = False) -> None:
    """Pages that show any of these are made anew, from the end of the transaction on.

    `withdrawn`: what they said must not be read by anybody any more, not even where
    something else has failed.
    """
    if subjects and setting("NEWS_PAGE_CACHE"):
        told = functools.partial(tell, frozenset(subjects), withdrawn)
        transaction.on_commit(told)


def tell(subjects: frozenset[str], withdrawn: bool) -> None:
    try:
        generations().begin(subjects, withdrawn)
    except OSError:
        # What was published is published; the pages end by themselves.
        logger.exception("The page cache could not be told of a change.")
    forgotten.send(sender=None, subjects=subjects)
