"""Everything the portal needs to stand again, in one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.audit.writing import note
from portal.backups.locking import NoKey, recipients
from portal.backups.making import STDOUT, make
from portal.backups.places import NoPlace
from portal.backups.placing import State
from portal.backups.uploads import WAITING
from portal.objects.reaching import be_patient

# What waits may be what the database names: a backup without it is no whole one.
WAITS = {
    State.UNCERTAIN: (
        f"A restore was cut off, or goes on just now; what it has in {WAITING} is not "
        "in this backup. Restore once more, or delete that folder if the site is as it "
        "should be."
    ),
    State.WANTED: (
        f"The last restore left uploads waiting in {WAITING}; they are not in this "
        "backup. `restore --go-on` puts them in place: then make another."
    ),
}


class Command(BaseCommand):
    help = (
        "Write the database and the uploads into one file, as of one moment, while the "
        "site is in use. Only its owner can read the file: it holds accounts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            help='a path, s3://BUCKET/NAME, or "-" for standard output',
        )
        parser.add_argument(
            "--for",
            dest="keys",
            action="append",
            metavar="KEY",
            help="lock it for this public key of age (age1…); may be given again",
        )

    def handle(
        self, *args: Any, file: str, keys: list[str] | None, **options: Any
    ) -> None:
        be_patient()
        try:
            made = make(file, recipients(keys or settings.BACKUP_FOR))
        except (NoKey, NoPlace) as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except (OSError, DatabaseError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        told = self.stderr if file == STDOUT else self.stdout
        note("portal.backup", label=Path(file).name)
        for name in made.gone:
            self.stderr.write(f"{name} was deleted meanwhile.")
        for name in made.odd:
            self.stderr.write(f"Left out, its name cannot be kept: {name!a}")
        told.write(f"{made.rows} rows and {made.files} files are in {file}.")
        if made.waits in WAITS:
            raise CommandError(WAITS[made.waits])
        if made.odd:
            raise CommandError(
                f"{len(made.odd)} uploads are not in it: rename them, and make another."
            )
