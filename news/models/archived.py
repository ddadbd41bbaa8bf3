"""How does a post whose time is over look, where readers still find it?"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime


class InArchive:
    """What `ArticlePage` knows about its afterlife; `expiry` keeps the content."""

    # Since when the post is only in the archive, where readers see it there.
    expired_on: datetime | None = None
    # What readers saw then; empty for a post that is read from its own rows.
    kept: Mapping[str, Any] = MappingProxyType({})

    def serve(self, request: HttpRequest, *args: object, **kw: object) -> HttpResponse:
        response = super().serve(request, *args, **kw)
        if self.expired_on:
            response["X-Robots-Tag"] = "noindex"
        return response

    def show_last_public(self) -> None:
        """In a list: an expired post as readers knew it, not as its draft is now."""
        if self.live:
            return
        content = self.expired_post.content
        # The old address is the one that answers, whatever the draft's will be.
        self.slug, self.url_path = self.expired_post.slug, self.expired_post.url_path
        self.published_at = parse_datetime(content["published_at"])
        self.title, self.lead = content["title"], content["lead"]
        self.excerpt = content["excerpt"]
        if self.lead_photo_id != content["lead_photo"]:
            self.lead_photo = None
