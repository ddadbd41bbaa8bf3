"""All that is public, into a folder that any program reads."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.audit.writing import note
from portal.objects.reaching import be_patient
from portal.openform.folder import Unusable
from portal.openform.leaving import leave


class Command(BaseCommand):
    help = (
        "Write every public page with its published versions, what they name and their "
        "files into a new folder, as JSON Lines. Accounts, drafts and what is kept to "
        "some readers stay; a backup has them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        be_patient()
        try:
            counts = leave(folder)
        except Unusable as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except (OSError, DatabaseError) as error:
            said = " ".join(str(error).split())
            raise CommandError(f"Nothing was exported: {said}") from error
        note("portal.exported", label=folder.name)
        posts, files = counts["posts"], counts.get("files", 0)
        self.stdout.write(f"{posts} posts and {files} files are in {folder}.")
