"""An empty site from what another one exported."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from wagtail.images import get_image_model

from news import preparing
from portal.audit.writing import note
from portal.backups.archive import Damaged
from portal.backups.placing import NotPlaced
from portal.backups.restoring import Refused
from portal.objects.reaching import be_patient
from portal.openform.coming import come
from portal.openform.folder import Unusable
from portal.openform.refused_files import FilesRefused, listed


class Command(BaseCommand):
    help = (
        "Make an empty site of a folder that `export` wrote: the same public pages, or "
        "nothing. Old posts in other forms are for `import_news`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument(
            "--without-refused-files",
            action="store_true",
            help="leave out photos and documents that are not taken (a virus, no photo "
            "…), and tell where they were used",
        )

    def handle(
        self, *args: Any, folder: Path, without_refused_files: bool, **options: Any
    ) -> None:
        be_patient()
        try:
            came = come(folder, without_refused=without_refused_files)
        except Unusable as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except FilesRefused as refused:
            raise CommandError(str(refused)) from refused
        except Damaged as damage:
            raise CommandError(f"{folder} is damaged. {damage}") from damage
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        except NotPlaced as left:
            note("portal.imported", label=folder.name)
            make_the_rest()
            raise CommandError(str(left)) from left
        except (OSError, DatabaseError) as error:
            said = " ".join(str(error).split())
            raise CommandError(f"Nothing was imported: {said}") from error
        note("portal.imported", label=folder.name)
        make_the_rest()
        posts = came.counts["posts"]
        files = came.counts.get("files", 0) - len(came.left_out)
        self.stdout.write(f"{posts} posts and {files} files are here.")
        if came.left_out:
            self.stdout.write(f"Left out:{listed(came.left_out)}")


def make_the_rest() -> None:
    """What showed the empty site goes; sizes of photos would be made when asked for."""
    call_command("forget_pages", verbosity=0)
    preparing.each(get_image_model().objects.values_list("pk", flat=True).iterator())
