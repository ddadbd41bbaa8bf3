"""Delete versions that autosave left; the scheduler does so every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from news.old_revisions import old_revisions, thin_out


class Command(BaseCommand):
    help = (
        "Delete old versions that nobody decided on: of each person's the last of an "
        "hour is kept, later the last of a day (docs/behaviours/revisions.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            count = sum(1 for _ in old_revisions(timezone.now()))
            self.stdout.write(f"{count} versions would go.")
            return
        self.stdout.write(f"{thin_out()} versions are gone.")
