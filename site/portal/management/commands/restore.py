"""A site from its backup."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.address import name_as_told
from portal.audit.models import head_of_before
from portal.audit.writing import note
from portal.backups.archive import Damaged
from portal.backups.locking import NoKey, identities
from portal.backups.places import NoPlace, Place, place
from portal.backups.placing import NotPlaced
from portal.backups.restoring import Refused, go_on, restore
from portal.objects.reaching import be_patient


class Command(BaseCommand):
    help = (
        "Put the content of a backup into an empty site: all of it, or nothing. A file "
        "that is damaged, or made by another release, is refused before that."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "file", metavar="FILE", nargs="?", help="a path, or s3://BUCKET/NAME"
        )
        what.add_argument(
            "--go-on",
            action="store_true",
            help="put in place the uploads that the last restore had to leave waiting",
        )
        parser.add_argument(
            "--replace", action="store_true", help="in place of the site that is here"
        )
        add_key(parser)

    def handle(
        self,
        *args: Any,
        file: str | None,
        go_on: bool,
        replace: bool,
        key: Path | None,
        **options: Any,
    ) -> None:
        be_patient()
        try:
            told = self.put(place(file), replace, key) if file else self.go_on()
        except NoPlace as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except (Refused, NoKey) as reason:
            raise CommandError(str(reason)) from reason
        except NotPlaced as left:
            # What is there already is read all the same.
            try:
                make_the_rest()
            except CommandError as error:
                self.stderr.write(str(error))
            raise CommandError(str(left)) from left
        make_the_rest()
        self.stdout.write(told)

    def put(self, file: Place, replace: bool, key: Path | None) -> str:
        told: dict[str, Any] = {"label": file.name}
        try:
            # The chain that was here goes with the site that was here.
            told["details"] = {"head_of_before": head_of_before()}
            restored = restore(file, replace, identities(key))
        except FileNotFoundError as error:
            raise CommandError(f"There is no {file}.", returncode=2) from error
        except Damaged as damage:
            raise CommandError(f"{file} is damaged. {damage}") from damage
        except NotPlaced:
            # Whatever of the uploads waits, the database is that of the backup.
            note("portal.restored", **told)
            raise
        except (OSError, DatabaseError) as error:
            # PostgreSQL says in several lines that it is away.
            said = " ".join(str(error).split())
            raise CommandError(f"Nothing was restored: {said}") from error
        note("portal.restored", **told)
        return f"{restored.rows} rows and {restored.files} files are here."

    def go_on(self) -> str:
        count = go_on()
        note("portal.uploads_placed", details={"count": count})
        return f"{count} files that waited are in their place."


def add_key(parser: CommandParser) -> None:
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        default=settings.BACKUP_KEY_FILE,
        help="what age-keygen wrote, for a backup that is locked",
    )


def make_the_rest() -> None:
    """What is made from the rest, and what showed the site that was here."""
    name_as_told()
    call_command("update_index", verbosity=0)
    call_command("forget_pages", verbosity=0)
