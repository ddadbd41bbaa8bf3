"""Wagtail's command by our rounds: one post that may not go out stops no other."""

from typing import Any

from wagtail.management.commands import publish_scheduled

from news.models import Holdup
from news.scheduling import keep_time


class Command(publish_scheduled.Command):
    help = "Publish and take down what is due, once; `run_scheduler` keeps doing it."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        keep_time()
        for holdup in Holdup.objects.all():
            self.stderr.write(f"“{holdup.title}” waits: {holdup.reason}")
