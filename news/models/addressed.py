"""Which address has a post, or a list of posts? Worked out once for a reader's page.

Wagtail resolves an address anew each time, and a page asks for some fifty of them.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

# The site, its root and the path below it, as Wagtail's `get_url_parts` answers them.
Parts = tuple[int, str, str]


class IndexAddress:
    """A mixin of the index that a reader's request came to."""

    def get_url(
        self, request: HttpRequest | None = None, current_site: Site | None = None
    ) -> str | None:
        if not self.is_routed:
            return super().get_url(request, current_site)
        known: dict[Any, Any] = self.__dict__.setdefault("_urls", {})
        asked = self.url_path, get_language(), request is None, current_site
        if asked not in known:
            known[asked] = super().get_url(request, current_site)
        return known[asked]

    def get_url_parts(self, request: HttpRequest | None = None) -> Parts | None:
        if not self.is_routed:
            return super().get_url_parts(request)
        known: dict[Any, Any] = self.__dict__.setdefault("_url_parts", {})
        asked = self.url_path, get_language(), request is None
        if asked not in known:
            known[asked] = super().get_url_parts(request)
        return known[asked]


class PostAddress:
    """A mixin of posts: whose index is at hand asks that for all but the rest."""

    def get_url_parts(self, request: HttpRequest | None = None) -> Parts | None:
        index = self.__dict__.get("_index")
        if index is None or not self.url_path.startswith(index.url_path):
            return super().get_url_parts(request)
        parts = index.get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        site, root, path = parts
        return site, root, path + self.url_path.removeprefix(index.url_path)
