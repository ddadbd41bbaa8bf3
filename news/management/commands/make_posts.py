"""Make very many synthetic posts, to see how a site bears them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news import indexing, synthesis
from news.models import NewsIndexPage


class Command(BaseCommand):
    help = (
        "Insert N public posts in bulk, the same for the same seed, and index them for "
        "readers. Wagtail's own index (the admin's search) is left to update_index."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--clusters", type=int, default=12, metavar="C")

    def handle(
        self, *args: Any, count: int, seed: int, clusters: int, **options: Any
    ) -> None:
        if count < 1 or clusters < 0:
            raise CommandError("N is at least 1, and C at least 0.")
        index = NewsIndexPage.objects.main_first().first()
        if index is None:
            raise CommandError("No news index: run set_up_news first.")
        pks = synthesis.insert(index, count, seed, clusters)
        indexing.refresh(pks, learning=False)
        indexing.relearn()
        if options["verbosity"]:
            self.stdout.write(f"{len(pks)} posts under {index.url_path}")
