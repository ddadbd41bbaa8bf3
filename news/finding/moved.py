"""Where is a post today that was once at this address?"""

from django.http import HttpRequest

from news.importers.old_addresses import bare
from news.models import ArticlePage
from news.querysets import restricted_paths


def moved_to(request: HttpRequest) -> ArticlePage | None:
    """The post, if anybody may read it; a draft is no secret told by its address."""
    path = bare(request.get_full_path())
    return readable_at(path) if path else None


def readable_at(path: str) -> ArticlePage | None:
    known = ArticlePage.objects.filter(old_addresses__path=path)
    if not known.exists():
        return None
    readable = known.archived(restricted_paths()).order_by("old_addresses__pk").first()
    if readable is not None:
        readable.show_last_public()
    return readable
