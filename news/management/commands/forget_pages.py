"""Make every page anew that is kept: after an update, or a restored backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.caching import SITE
from news.caching.forgetting import forgotten, generations
from news.caching.generations import Away, Generations
from news.conf import setting


class Command(BaseCommand):
    help = (
        "Make every page anew that is kept for readers: after an update of templates "
        "or styles, a restored backup, or a change made outside of Django."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        try:
            journal = generations()
            if journal is not None:
                begin(journal)
        except Away as error:
            raise CommandError(
                f"Redis cannot be reached: {error} Its pages are made anew as soon as "
                f"a process of this machine reaches it."
            ) from error
        except OSError as error:
            folder = Path(setting("NEWS_PAGE_CACHE"))
            raise CommandError(f"{folder} cannot be written: {error}") from error
        if verbosity:
            kept = "Every page is made anew." if journal else "No pages are kept."
            self.stdout.write(kept)


def begin(journal: Generations) -> None:
    """Here and in the cache in front, which is told though this one could not be."""
    try:
        journal.begin({SITE})
    finally:
        told = forgotten.send_robust(sender=None, subjects={SITE})
    for _, answer in told:
        if isinstance(answer, Exception):
            raise CommandError(
                f"Every page is made anew, but the cache in front could not be told: "
                f"{answer}"
            ) from answer
