"""Fill the peer with the portal's posts, as `bench/speed/inside.py` wrote them."""

import json
from datetime import datetime
from pathlib import Path

from django.core.files.images import ImageFile
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from blog.models import (
    Author,
    BlogIndexPage,
    BlogPage,
    BlogPageGalleryImage,
    BlogTagIndexPage,
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("posts", type=Path, help="a file of JSON lines")

    @transaction.atomic
    def handle(self, *args, posts, **options):
        home = Site.objects.get().root_page
        blog = BlogIndexPage(title="Tin tức", slug="blog", intro="<p>Tin tức</p>")
        home.add_child(instance=blog)
        home.add_child(instance=BlogTagIndexPage(title="Tags", slug="tags"))
        self.photos, self.authors = {}, {}
        with disable_reference_index_auto_update():
            for line in posts.read_text().splitlines():
                self.write(blog, json.loads(line))
        call_command("rebuild_references_index", verbosity=0)
        call_command("update_index", verbosity=0)

    def write(self, blog, told):
        moment = datetime.fromisoformat(told["published"])
        post = BlogPage(
            title=told["title"],
            slug=told["slug"],
            date=moment.date(),
            intro=told["lead"],
            body=told["body"],
            first_published_at=moment,
            last_published_at=moment,
        )
        post.gallery_images = [
            BlogPageGalleryImage(image=self.photo(one), caption=one["caption"])
            for one in told["photos"]
        ]
        post.authors = [self.author(name) for name in told["authors"]]
        post.tags.add(*told["tags"])
        blog.add_child(instance=post)

    def photo(self, told):
        path = Path(told["path"])
        if path not in self.photos:
            with path.open("rb") as file:
                image = ImageFile(file, name=path.name)
                self.photos[path] = get_image_model().objects.create(
                    title=told["title"], file=image
                )
        return self.photos[path]

    def author(self, name):
        if name not in self.authors:
            self.authors[name] = Author.objects.create(name=name)
        return self.authors[name]
