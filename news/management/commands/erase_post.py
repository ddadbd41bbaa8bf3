"""Take one post away for good; everything else only unpublishes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.erasure import erase, own_files
from news.models import ArticlePage


class Command(BaseCommand):
    help = (
        "Erase one post for good, as a law or a court may demand: page, drafts, "
        "comments and its words in the log. Without --yes it only tells what would go."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("post", type=int, help="the number in the admin's address")
        parser.add_argument(
            "--reason", required=True, help="who demands it; stays in the log"
        )
        parser.add_argument(
            "--with-files",
            action="store_true",
            help="photos and attachments that no other page uses, too",
        )
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        post = ArticlePage.objects.filter(pk=options["post"]).first()
        if post is None:
            raise CommandError(f"There is no post number {options['post']}.")
        if not options["reason"].strip():
            raise CommandError("Say why: --reason must not be empty.")
        files = list(own_files(post)) if options["with_files"] else []
        said = f"#{post.pk} “{post.title}” {post.url or ''}"
        if not options["yes"]:
            self.stdout.write(f"Would erase {said}")
            for file in files:
                self.stdout.write(f"  with {file._meta.verbose_name} “{file}”")
            self.stdout.write("Nothing was changed: add --yes.")
            return
        erase(post, options["reason"], options["with_files"])
        self.stdout.write(f"Erased {said} and {len(files)} files")
        self.stdout.write("Backups and caches in front of the site still may hold it.")
