"""Make the groups, the workflow and the index: once, and as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page, Site

from news.models import NewsIndexPage
from news.roles import set_up


class Command(BaseCommand):
    help = (
        "Make the news index, the groups with their permissions and the workflow. "
        "What is there stays; permissions of our groups that were taken away come back."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        site = Site.objects.select_related("root_page").filter(is_default_site=True)
        if not site:
            raise CommandError("No default site: add one under Settings, Sites first.")
        index = NewsIndexPage.objects.main_first().first()
        index = index or self._new_index(site[0].root_page)
        set_up(index)
        if options["verbosity"]:
            self.stdout.write(f"The news index is at {index.url}")

    def _new_index(self, root: Page) -> NewsIndexPage:
        index = NewsIndexPage(title="Tin tức", slug="tin-tuc", show_in_menus=True)
        return root.specific.add_child(instance=index)
