"""Build readers' search index anew, or see whether it is as it should be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news import indexing


class Command(BaseCommand):
    help = (
        "Build readers' search index anew. update_index is for Wagtail's own, "
        "which the admin searches."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--check", action="store_true", help="only look; 1 if posts are stale"
        )
        how.add_argument(
            "--stale", action="store_true", help="index only the posts that are stale"
        )

    def handle(
        self, *args: Any, check: bool, stale: bool, verbosity: int, **options: Any
    ) -> None:
        if check:
            late = len(indexing.stale())
            if late:
                raise CommandError(f"{late} posts are stale: run index_posts --stale.")
            said = "Readers' search knows every public post as it is."
        elif stale:
            said = f"{indexing.mend()} posts indexed."
        else:
            said = f"{indexing.rebuild()} posts in readers' search."
        if verbosity:
            self.stdout.write(said)
