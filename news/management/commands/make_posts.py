"""Make very many synthetic posts, to see how a site bears them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news import bulk, synthesis
from news.models import NewsIndexPage


class Command(BaseCommand):
    help = (
        "Insert N public posts in bulk, the same for the same seed, with all that "
        "publishing them would have made: revisions, indexes, numbers. Another run "
        "adds more. Not beside readers: PostgreSQL may close its tables until the end."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--clusters", type=int, default=12, metavar="C")
        parser.add_argument(
            "--among-real-posts",
            action="store_true",
            help="also where there are other posts than synthetic ones",
        )

    def handle(
        self, *args: Any, count: int, seed: int, clusters: int, **options: Any
    ) -> None:
        if count < 1 or clusters < 0:
            raise CommandError("N is at least 1, and C at least 0.", returncode=2)
        index = NewsIndexPage.objects.main_first().first()
        if index is None:
            raise CommandError("No news index: run set_up_news first.")
        if synthesis.real_posts() and not options["among_real_posts"]:
            raise CommandError(
                "There are real posts here, which nobody could tell from synthetic "
                "ones; --among-real-posts makes them all the same."
            )
        try:
            synthesis.insert(index, count, seed, clusters)
        except bulk.Incomplete as wrong:
            raise CommandError(f"Something is missing: {wrong}") from wrong
        if options["verbosity"]:
            self.stdout.write(f"{count} posts under {index.url_path}")
