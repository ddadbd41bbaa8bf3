"""A site from its backup."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.backups.archive import Damaged
from portal.backups.placing import NotPlaced
from portal.backups.restoring import Refused, restore


class Command(BaseCommand):
    help = (
        "Put the content of a backup into an empty site: all of it, or nothing. A file "
        "that is damaged, or made by another release, is refused before that."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="in place of the site that is here"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            restored = restore(file, replace)
        except FileNotFoundError as error:
            raise CommandError(f"There is no {file}.", returncode=2) from error
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        except Damaged as damage:
            raise CommandError(f"{file} is damaged. {damage}") from damage
        except NotPlaced as left:
            raise CommandError(str(left)) from left
        except (OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        # What is made from the rest, and what showed the site that was here.
        call_command("update_index", verbosity=0)
        call_command("forget_pages", verbosity=0)
        self.stdout.write(f"{restored.rows} rows and {restored.files} files are here.")
