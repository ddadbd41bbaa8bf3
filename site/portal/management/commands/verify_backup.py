"""Would this backup restore? Tried out where nothing can be harmed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backups.archive import Damaged
from portal.backups.locking import NoKey, identities
from portal.backups.places import NoPlace, Place, place
from portal.backups.restoring import check
from portal.objects.away import Away
from portal.objects.reaching import be_patient
from portal.settings.objects import KNOWN

from .restore import add_key


class Command(BaseCommand):
    help = "Restore a backup into a database of its own (SQLite), compare, and report."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a path, or s3://BUCKET/NAME")
        add_key(parser)

    def handle(self, *args: Any, file: str, key: Path | None, **options: Any) -> None:
        be_patient()
        try:
            told = check(place(file), identities(key))
        except NoPlace as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except (NoKey, Away) as reason:
            raise CommandError(str(reason)) from reason
        except FileNotFoundError as error:
            raise CommandError(f"There is no {file}.", returncode=2) from error
        except (Damaged, OSError) as damage:
            raise CommandError(f"{file} is damaged. {damage}") from damage
        self.stdout.write(f"{file} is whole: of {told['made']}, {told['database']}.")
        with tempfile.TemporaryDirectory() as folder:
            done = restored(place(file).resolve(), Path(folder), key)
        if done.returncode:
            raise CommandError(f"It does not restore: {done.stderr.strip()}")
        self.stdout.write(f"It restores: {done.stdout.strip()}")


def restored(
    file: Place, folder: Path, key: Path | None
) -> subprocess.CompletedProcess[str]:
    elsewhere = {
        **without_bucket(),
        "DATABASE_URL": f"sqlite:///{folder}/scratch.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "PAGE_CACHE": str(folder / "pages"),
        "CACHE_URL": "locmemcache://",
    }
    command = [sys.executable, str(settings.ROOT / "manage.py"), "restore", str(file)]
    if key:
        command += ["--key", str(key.resolve())]
    return subprocess.run(
        command, env=os.environ | elsewhere, capture_output=True, text=True, check=False
    )


def without_bucket() -> dict[str, str]:
    """Never where the uploads of this site are; whoever has the backup stays known."""
    keeper = settings.BACKUP_S3 or {}
    return {
        **{f"S3_{name}": "" for name in ("BUCKET", *KNOWN)},
        **{f"BACKUP_S3_{name.upper()}": value for name, value in keeper.items()},
    }
