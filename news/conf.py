"""What may a site decide? Each setting of the extension, with its default."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Posts on a page of a listing and in a feed.
    "NEWS_PAGE_SIZE": 20,
    "NEWS_FEED_SIZE": 30,
    # Formats of photos besides JPEG, the one to be preferred first.
    "NEWS_PHOTO_FORMATS": ("avif", "webp"),
    # Who publishes: a function of the request that answers a news.publisher.Publisher.
    "NEWS_PUBLISHER": "news.publisher.of_site",
    # What share cards are drawn with: static files of one typeface, tried in order for
    # each letter, and a square PNG. Without a typeface there are no cards.
    "NEWS_SHARE_CARD_FONTS": (),
    "NEWS_SHARE_CARD_MARK": "",
    # Paths that robots.txt closes, besides the desk and previews: a search has no end.
    "NEWS_ROBOTS_DISALLOW": ("/tim-kiem/",),
    # What answers readers' search: "database", or one of WAGTAILSEARCH_BACKENDS.
    "NEWS_SEARCH": "database",
    # Where pages are kept for the next reader: a folder that all processes can write,
    # "" for nowhere. What is kept in each process and in the folder, in bytes; and how
    # many seconds a page is kept at most, should a change not have been told.
    "NEWS_PAGE_CACHE": "",
    # Of several machines: the address of the Redis in which all keep them together.
    "NEWS_PAGE_CACHE_REDIS": "",
    "NEWS_PAGE_CACHE_MEMORY": 64_000_000,
    "NEWS_PAGE_CACHE_FILES": 500_000_000,
    "NEWS_PAGE_CACHE_LONGEST": 600,
    # What browsers and caches in front are told of a page that is kept: a browser asks
    # each time (it is told "unchanged"), a cache after a second.
    "NEWS_CACHE_CONTROL": (
        "public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=86400"
    ),
    # Headers that name what a kept page shows, for a cache that can forget by it:
    # "Cache-Tag" (Cloudflare, Akamai), "Surrogate-Key" (Fastly, Varnish).
    "NEWS_CACHE_TAG_HEADERS": ("Cache-Tag", "Surrogate-Key"),
    # Paths of which nothing is kept.
    "NEWS_PAGE_CACHE_SKIPS": (
        *("/admin/", "/api/", "/documents/", "/media/", "/xem-truoc/"),
        *("/healthz", "/readyz"),
    ),
    # The parameters that readers' addresses have; where pages are kept, readers' views
    # are given no others.
    "NEWS_PARAMETERS": (
        *("cum", "chu-de", "tac-gia", "don-vi", "nam", "thang"),
        *("truoc", "sau", "chu", "q", "trang", "p"),
    ),
    # Where uploaded archives lie until they are imported, a folder that the server and
    # its task workers see and nobody else; "" offers no import in the admin. Days after
    # which their files go.
    "NEWS_IMPORT_FOLDER": "",
    "NEWS_IMPORT_DAYS": 30,
    # Where servers share no disk: one of STORAGES that is for nobody else's eyes. The
    # folder has copies then, of each server its own.
    "NEWS_IMPORT_STORAGE": "",
    # What an import takes: pixels of a photo, bytes of an attachment.
    "NEWS_IMPORT_MAX_PIXELS": 50_000_000,
    "NEWS_IMPORT_MAX_ATTACHMENT_BYTES": 50_000_000,
    # Whether import_news has large tables and exports read by a process beside it.
    "NEWS_IMPORT_BESIDE": True,
    # What an editor may attach, by what the content is; "zip", "rar", "7z" are known.
    "NEWS_ATTACHMENT_TYPES": (
        *("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
        *("doc", "xls", "ppt", "rtf", "txt", "csv"),
    ),
    # ClamAV's daemon, which looks at each file that comes in: HOST:PORT, or the path of
    # its socket; "" for none. Seconds it may take, and whether a file that it did not
    # look at is refused.
    "NEWS_CLAMAV": "",
    "NEWS_CLAMAV_SECONDS": 30,
    "NEWS_CLAMAV_REQUIRED": True,
    # Whoever wrote or last changed a post cannot approve or publish it.
    "NEWS_TWO_PERSONS": True,
    # A second step, "Duyệt đăng", for the board's leadership; set_up_news makes it.
    "NEWS_SECOND_APPROVAL": False,
    # Office hours a moderator has for a post, and when the office is open.
    "NEWS_MODERATION_HOURS": 8,
    "NEWS_OFFICE_HOURS": (("07:30", "11:30"), ("13:30", "17:00")),
    # Hours after which another may take over a claim, or a lock.
    "NEWS_CLAIM_HOURS": 2,
    "NEWS_LOCK_HOURS": 2,
    # Days after which old versions are thinned out to one an hour, and to one a day.
    "NEWS_REVISIONS_WHOLE": 7,
    "NEWS_REVISIONS_HOURLY": 30,
    # Posts on a page of the moderators' queue.
    "NEWS_QUEUE_SIZE": 20,
    # How often a message is tried before it is left for an administrator.
    "NEWS_MAIL_ATTEMPTS": 12,
}


def setting(name: str) -> Any:
    return getattr(settings, name, DEFAULTS[name])
