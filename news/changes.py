"""Do two versions of a post say the same? What only looks different is left out.

Opening and saving a post in the browser rewrites its paragraphs (a key for each),
cuts seconds from times, gives rows their numbers. None of that is an edit by a person.
"""

import hashlib
import json
import re
from functools import lru_cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from news.blocks import PARAGRAPH_FEATURES
from news.rich_text import closed

# The tree, the state and the schedule are not what the post says; the lead photo and
# the excerpt are derived from what it does say.
CONTENT_OF_ANY_PAGE = {"title", "slug", "seo_title", "search_description"}
DERIVED = {"lead_photo", "excerpt"}
# Comments are about the post.
BESIDE = {"wagtail_admin_comments", "comments"}
NUMBERS_OF_ROWS = {"pk", "page", "content_object", "recorded_for"}
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def digest(content: dict[str, Any]) -> str:
    """A short name of all that a stored revision says."""
    plain = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    said = {
        name: _row_or_value(value)
        for name, value in plain.items()
        if name not in _left_out() and _row_or_value(value)
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1)
def _left_out() -> set[str]:
    of_pages = {field.name for field in Page._meta.concrete_fields}
    more = {"pk", "page_ptr"} | DERIVED | BESIDE
    return (of_pages - CONTENT_OF_ANY_PAGE) | more


def _row_or_value(value: Any) -> Any:
    match value:
        case str() if value.startswith(("[", "{")):
            return same_blocks(_parsed(value))
        case str() if MOMENT.match(value):
            return value[:16]  # The form shows minutes.
        case list() if value and all(isinstance(row, dict) for row in value):
            return _rows(value)
        case _:
            return value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if all("sort_order" in row for row in rows):
        rows = sorted(rows, key=lambda row: row["sort_order"] or 0)
    else:
        rows = sorted(rows, key=lambda row: str(row.get("tag", row)))
    return [_without(row, NUMBERS_OF_ROWS | {"sort_order"}) for row in rows]


def _without(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names and value}


def same_blocks(value: Any) -> Any:
    """Blocks without their numbers, empty fields and traces of the editor."""
    match value:
        case {"type": "paragraph", "value": str(html)}:
            return {"type": "paragraph", "value": as_edited(html)}
        case dict():
            kept = {name: same_blocks(item) for name, item in value.items()}
            return _without(kept, {"id"} if "value" in value else set())
        case list():
            return [same_blocks(item) for item in value]
        case _:
            return value


def as_edited(html: str) -> str:
    """A paragraph as the browser's editor would send it back, without its keys."""
    # Wagtail 8 loads models in it: it cannot be imported while ours are being made.
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    converter = ContentstateConverter(PARAGRAPH_FEATURES)
    again = converter.to_database_format(converter.from_database_format(closed(html)))
    return BLOCK_KEY.sub("", again)
