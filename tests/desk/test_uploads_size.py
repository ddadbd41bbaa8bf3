"""Long texts are saved or told; what is too much is answered in Vietnamese."""

import json

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from news.models import ArticlePage
from tests import build
from tests.desk.test_uploads_photos import VIETNAMESE, messages

TWO_MEGABYTES = 2_000_000


def form(article: ArticlePage, **changed: str) -> dict[str, str]:
    """What the browser sends for a post without rows of authors and the like."""
    prefixes = ("bylines", "participants", "documents", "comments")
    counts = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
    data = {f"{prefix}-{count}": "0" for prefix in prefixes for count in counts}
    data |= {f"{prefix}-MAX_NUM_FORMS": "" for prefix in prefixes}
    data |= {"title": article.title, "slug": article.slug, "lead": article.lead}
    data |= {"published_at": "13/07/2020 08:00", "body-count": "0", "topics": ""}
    return data | {"event_kind": "", "event_part_of_day": ""} | changed


def paragraph_of(text: str) -> dict[str, str]:
    block = {"key": "a1", "text": text, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    content = json.dumps({"blocks": [block], "entityMap": {}}, ensure_ascii=False)
    return stream("paragraph", {"": content})


def stream(kind: str, values: dict[str, str], at: int = 0) -> dict[str, str]:
    start = f"body-{at}"
    data = {"body-count": str(at + 1), f"{start}-deleted": "", f"{start}-id": ""}
    data |= {f"{start}-order": str(at), f"{start}-type": kind}
    return data | {
        f"{start}-value{'-' + name if name else ''}": value
        for name, value in values.items()
    }


@pytest.fixture
def draft(index):
    return build.article(index, live=False)


def kept_body():
    return ArticlePage.objects.get().get_latest_revision_as_object().body


def save(client, draft, person, data, **headers: str):
    client.force_login(person)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    return client.post(address, data, headers=headers)


def test_a_body_of_two_megabytes_is_saved(client, draft, bien):
    text = "Hội nghị. " * (TWO_MEGABYTES // len("Hội nghị. ".encode()))

    response = save(client, draft, bien, form(draft) | paragraph_of(text))

    kept = kept_body()[0].value.source
    assert response.status_code == 302
    assert len(kept.encode()) > TWO_MEGABYTES - 20


def test_a_body_of_a_thousand_blocks_is_saved(client, draft, bien):
    data = form(draft)
    for at in range(1000):
        data |= stream("heading", {"text": f"Mục {at}", "level": "2"}, at)

    response = save(client, draft, bien, data)

    assert response.status_code == 302
    assert len(kept_body()) == 1000


@pytest.mark.once
@pytest.mark.parametrize(
    "more",
    [{"lead": "x" * 11_000_000}, {f"x{number}": "" for number in range(10_001)}],
    ids=["too long", "too many parts"],
)
def test_what_is_too_much_is_told_in_a_page_and_to_autosave(client, draft, bien, more):
    page = save(client, draft, bien, form(draft) | more)
    autosave = save(client, draft, bien, form(draft) | more, accept="application/json")

    assert (page.status_code, autosave.status_code) == (400, 400)
    shown = " ".join(strip_tags(page.content.decode()).split())
    assert "không mất gì" in shown
    assert "không mất gì" in autosave.json()["error_message"]
    draft.refresh_from_db()
    assert draft.lead == ""


def test_a_request_nobody_can_read_is_answered_in_vietnamese(client, draft, bien):
    client.force_login(bien)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    response = client.post(address, b"x", content_type="multipart/form-data")

    assert response.status_code == 400
    assert VIETNAMESE.search(strip_tags(response.content.decode()))


@pytest.mark.parametrize(
    ("field", "length"), [("caption", 5000), ("credit", 300), ("alt", 300)]
)
def test_words_too_long_for_a_photo_in_the_body_are_told_and_kept(
    client, draft, bien, field, length
):
    words = {"caption": "", "credit": "", "alt": "", "source": "", "photo": ""}
    data = form(draft) | stream("photo", words | {field: "ả" * length})

    response = save(client, draft, bien, data)

    shown = response.context["form"]
    [error] = shown.errors["body"].as_data()
    told = error.block_errors[0].block_errors[field].messages
    assert str(length) in told[0]
    assert VIETNAMESE.search(told[0])
    assert shown["body"].value()[0].value[field] == "ả" * length


@pytest.mark.parametrize(
    "field", ["title", "event_place", "event_chair", "source_name"]
)
def test_a_field_that_is_too_long_is_told_beside_it(client, draft, bien, field):
    response = save(client, draft, bien, form(draft) | {field: "ả" * 300})

    assert response.status_code == 200
    assert "300" in messages(response)
    assert VIETNAMESE.search(messages(response))
