"""Say where imported posts differ from the files that an editor uploaded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.intake import words, work
from news.models import ImportUpload


class Command(BaseCommand):
    help = (
        "Compare posts with the upload they came from, as they stand now: photos, "
        "captions, dates. Without a number it lists the uploads."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("upload", nargs="?", type=int, metavar="UPLOAD")

    def handle(self, *args: Any, upload: int | None, **options: Any) -> None:
        if upload is None:
            for one in ImportUpload.objects.order_by("pk"):
                self.stdout.write(f"{one.pk}: {one.get_state_display()}: {one.names}")
            return
        found = ImportUpload.objects.filter(pk=upload).first()
        if found is None:
            raise CommandError(f"No upload {upload}.", returncode=2)
        if found.is_at_work:
            raise CommandError("It is being worked on: wait until that is done.")
        self._check(found)

    def _check(self, upload: ImportUpload) -> None:
        work.at_once(upload, upload.State.CHECKING)
        differing = 0
        for draft in upload.drafts.filter(differences__isnull=False).iterator():
            if draft.differences:
                differing += 1
                said = words.told(draft.differences)
                self.stdout.write(f"#{draft.article_id} “{draft.title}”: {said}")
        if differing:
            raise CommandError(f"{differing} posts differ from their source.")
        self.stdout.write("no difference")
