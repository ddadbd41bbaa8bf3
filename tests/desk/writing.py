"""What a browser would post for the form of a post."""

from typing import Any

from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)


def form(**values: Any) -> dict[str, str]:
    data = {
        "title": "Hội nghị",
        "slug": "hoi-nghi",
        "lead": "",
        "published_at": "13/07/2020 15:21",
        "event_kind": "",
        "event_date": "",
        "event_part_of_day": "",
        "event_place": "",
        "event_chair": "",
        "body": streamfield([]),
        "bylines": inline_formset([]),
        "organisation": "",
        "clusters": [],
        "participants": inline_formset([]),
        "topics": "",
        "documents": inline_formset([]),
        "source_name": "",
        "source_url": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(data | values)


def paragraph(html: str) -> tuple[str, str]:
    return "paragraph", rich_text(html)


def photo(pk: int, **words: Any) -> tuple[str, dict]:
    value = {"photo": pk, "caption": "", "credit": "", "alt": "", "source": ""}
    return "photo", value | words


def row(**values: Any) -> dict[str, Any]:
    return {"id": "", "ORDER": "1", "DELETE": ""} | values
