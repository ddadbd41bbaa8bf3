"""What may a site decide? Each setting of the extension, with its default."""

from django.conf import settings

DEFAULTS: dict[str, int] = {
    # Posts on a page of a listing and in a feed.
    "NEWS_PAGE_SIZE": 20,
    "NEWS_FEED_SIZE": 30,
    # What an import takes: pixels of a photo, bytes of an attachment.
    "NEWS_IMPORT_MAX_PIXELS": 50_000_000,
    "NEWS_IMPORT_MAX_ATTACHMENT_BYTES": 50_000_000,
}


def setting(name: str) -> int:
    return getattr(settings, name, DEFAULTS[name])
