"""How is a feed written as JSON Feed 1.1?"""

import json
from typing import Any

from news.feeds.feed import Enclosed, Entry, Feed

VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> str:
    publisher = {"name": feed.publisher, "url": feed.publisher_url}
    written = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language,
        "icon": feed.icon,
        "authors": [_given(publisher)],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_given(written) | {"items": written["items"]}, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, Any]:
    return _given(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.source,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.photos[0].url if entry.photos else "",
            "date_published": entry.published.isoformat(),
            "date_modified": entry.modified.isoformat(),
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(entry.labels),
            "attachments": [_attachment(photo) for photo in entry.photos],
        }
    )


def _attachment(photo: Enclosed) -> dict[str, Any]:
    return _given(
        {
            "url": photo.url,
            "mime_type": photo.kind,
            "title": photo.words,
            "size_in_bytes": photo.size,
        }
    )


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an empty string is not a name, nor an address."""
    return {name: value for name, value in values.items() if value}
