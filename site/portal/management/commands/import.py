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


class Command(BaseCommand):
    help = (
        "Make an empty site of a folder that `export` wrote: the same public pages, or "
        "nothing. Old posts in other forms are for `import_news`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        be_patient()
        try:
            counts = come(folder)
        except Unusable as reason:
            raise CommandError(str(reason), returncode=2) from reason
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
        posts, files = counts["posts"], counts.get("files", 0)
        self.stdout.write(f"{posts} posts and {files} files are here.")


def make_the_rest() -> None:
    """What showed the empty site goes; sizes of photos would be made when asked for."""
    call_command("forget_pages", verbosity=0)
    preparing.each(get_image_model().objects.values_list("pk", flat=True).iterator())
