"""Make the files of all photos anew: after an update that changed their sizes."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.images import get_image_model

from news import preparing


class Command(BaseCommand):
    help = (
        "Queue every photo that is used for its missing files: after sizes or "
        "NEWS_PHOTO_FORMATS have changed. The worker makes them in the background."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        photos = get_image_model().objects.order_by("pk").values_list("pk", flat=True)
        preparing.each(photos.iterator())
        self.stdout.write(f"{photos.count()} photos are queued.")
