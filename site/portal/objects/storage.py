"""Where do uploads lie when several web servers share them? In one private bucket.

Nobody reads it but the portal, and, where MEDIA_URL is another host, whoever is let in
to the renditions (`images/`) there.
"""

import posixpath
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from . import forgetting, reaching
from .away import Away
from .reaching import reached

# Renditions: what readers see of photos.
PUBLIC = "images/"
# The portal's own address for all others; `serving` knows who may read them.
OWN = "/media/"
# What photos are, by their endings: not every system knows the newer ones.
KINDS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# A larger file lies on the disk while it is read.
IN_MEMORY = 4_000_000
# Seconds for which it is known whether the bucket answers.
FRESH = 5.0


def kind_of(name: str) -> str:
    """
    >>> kind_of("images/hop.width-480.WEBP"), kind_of("documents/a.html")
    ('image/webp', '')
    """
    return KINDS.get(posixpath.splitext(name)[1].lower(), "")


class Uploads(S3Storage):
    """`place` is what `settings.objects.bucket` answers."""

    def __init__(self, place: dict[str, str]) -> None:
        self.place = place
        self.looking, self.looked, self.seen = threading.Lock(), -FRESH, False
        super().__init__(
            bucket_name=place["bucket"],
            endpoint_url=place["endpoint"] or None,
            region_name=place["region"],
            access_key=place["access_key"],
            secret_key=place["secret_key"],
            client_config=reaching.config(s3=reaching.style(place)),
            transfer_config=reaching.TRANSFER,
            file_overwrite=False,
            default_acl=None,
            max_memory_size=IN_MEMORY,
        )

    def generate_filename(self, filename: str) -> str:
        """Of an original: no other server can choose the same name meanwhile.

        On a disk the second of two that write one name is told so; here its file would
        take the place of the first one's.
        """
        name = super().generate_filename(filename)
        if name.startswith(PUBLIC):
            return name
        return self.get_alternative_name(*posixpath.splitext(name))

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        told = super().get_object_parameters(name)
        kind = kind_of(name)
        return told | ({"ContentType": kind} if kind else {})

    def url(self, name: str, *args: Any, **options: Any) -> str:
        base = settings.MEDIA_URL if name.startswith(PUBLIC) else OWN
        return base + filepath_to_uri(name).lstrip("/")

    # Each of these asks the bucket.

    def _open(self, name: str, mode: str = "rb") -> File:
        with reached():
            file = super()._open(name, mode)
            # Fetched now, so that whoever reads need not know of buckets.
            file.file  # noqa: B018
            return file

    def _save(self, name: str, content: File) -> str:
        with reached():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        """Later, where the bucket is away: the row that named the file is gone."""
        try:
            self.delete_now(name)
        except Away:
            if not forgetting.later(name):
                raise

    def delete_now(self, name: str) -> None:
        with reached():
            super().delete(name)

    def rename(self, name: str, to: str) -> None:
        """In the bucket itself; what had that name is never missing meanwhile."""
        source = {"Bucket": self.bucket_name, "Key": name}
        with reached():
            self.connection.meta.client.copy(
                source, self.bucket_name, to, Config=reaching.TRANSFER
            )
        self.delete_now(name)

    def exists(self, name: str) -> bool:
        with reached():
            return super().exists(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with reached():
            return super().listdir(path)

    def names(self, folder: str = "") -> Iterator[str]:
        """Every file below a folder, without a list of them in memory."""
        pages = self.connection.meta.client.get_paginator("list_objects_v2")
        pages = iter(pages.paginate(Bucket=self.bucket_name, Prefix=folder))
        while True:
            with reached():
                page = next(pages, None)
            if page is None:
                return
            yield from (entry["Key"] for entry in page.get("Contents", ()))

    def size(self, name: str) -> int:
        with reached():
            return super().size(name)

    def get_modified_time(self, name: str) -> datetime:
        with reached():
            return super().get_modified_time(name)

    @cached_property
    def glance(self) -> Any:
        return reaching.client(
            self.place, retries={"total_max_attempts": 1}, **reaching.AT_A_GLANCE
        )

    def is_there(self) -> bool:
        """Within three seconds, and whatever was a moment ago.

        Anybody may ask: who comes while one looks, or just after, has its answer.
        """
        with self.looking:
            if time.monotonic() >= self.looked + FRESH:
                self.seen = self._is_seen()
                self.looked = time.monotonic()
            return self.seen

    def _is_seen(self) -> bool:
        try:
            self.glance.head_bucket(Bucket=self.bucket_name)
        except Exception:
            return False
        reaching.rest.end()
        return True
