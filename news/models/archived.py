"""How does a post whose time is over look, where readers still find it?"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse


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
        self.title, self.lead = content["title"], content["lead"]
        self.excerpt = content["excerpt"]
        if self.lead_photo_id != content["lead_photo"]:
            self.lead_photo = None
