"""The first page says what came back to whom, and why."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.dashboard import WritePanel
from news.models import ModerationState
from tests import build
from tests.desk.forms import values
from tests.desk.posts import draft_of, handed_in, step


@pytest.fixture
def returned(index, bien, minh):
    post = handed_in(index, bien, title="Cụm I họp")
    step(post).reject(user=minh, comment="Thiếu chú thích ảnh")
    return post


def first_page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_author_sees_how_many_posts_came_back_and_why(client, returned, bien):
    page = first_page(client, bien)

    assert "Bị trả lại: 1 bài" in page
    assert "Cụm I họp" in page
    assert "Thiếu chú thích ảnh" in page


def test_nobody_else_is_told(client, returned, minh):
    assert "Bị trả lại" not in first_page(client, minh)


def test_handed_in_again_it_is_no_longer_counted(client, returned, bien):
    returned.refresh_from_db()
    returned.current_workflow_state.resume(user=bien)

    assert "Bị trả lại" not in first_page(client, bien)


def test_only_the_last_return_of_a_post_counts(index, returned, bien, minh):
    returned.refresh_from_db()
    returned.current_workflow_state.resume(user=bien)
    step(returned).reject(user=minh, comment="Còn thiếu nguồn ảnh")

    states = ModerationState.objects.returned_to(bien)

    assert [state.comment for state in states] == ["Còn thiếu nguồn ảnh"]


def test_what_waits_or_came_back_is_no_draft_to_go_on_with(index, returned, bien, rf):
    handed_in(index, bien, title="Cụm II họp")
    draft = draft_of(index, bien, title="Cụm III họp")
    request = rf.get("/")
    request.user = bien

    shown = WritePanel().get_context_data({"request": request})

    assert list(shown["drafts"]) == [draft]


def test_each_person_switches_the_counts_off(client, returned, bien, minh, index):
    handed_in(index, bien, title="Cụm II họp")
    assert in_menu(client, minh) == "Chờ duyệt (1)"

    for person in (bien, minh):
        client.force_login(person)
        save_account(client, person)

    assert in_menu(client, minh) == "Chờ duyệt"
    page = first_page(client, bien)
    assert "Bị trả lại" in page
    assert "Bị trả lại:" not in page


def in_menu(client, person) -> str:
    """How the menu, which a script draws, names the queue."""
    told = re.search(r'"(Ch\\u1edd duy\\u1ec7t[^"]*)"', first_page(client, person))
    return json.loads(f'"{told[1]}"')


def save_account(client, person) -> None:
    """The account page as a browser sends it when the box of the counts is cleared."""
    address = reverse("wagtailadmin_account")
    page = BeautifulSoup(client.get(address).content, "html.parser")
    fields = page.select("form input[name], form select[name], form textarea[name]")
    sent = {field["name"]: values(field) for field in fields}
    assert sent.pop("desk-shows_counts") == ["on"]
    sent |= {"name_email-first_name": "Văn", "name_email-last_name": "Trần"}
    assert client.post(address, sent).status_code == 302


def test_how_many_posts_are_public_is_said_and_no_page_is_counted(client, index, bien):
    for number in range(2):
        build.article(index, title=f"Tin {number}")
    draft_of(index, bien)

    with CaptureQueriesContext(connection) as asked:
        page = first_page(client, bien)

    [link] = BeautifulSoup(page, "html.parser").select(".w-summary a, .summary a")[:1]
    assert link.get_text(" ", strip=True) == "2 tin bài đang công khai"
    assert link["href"] == reverse("news_posts:index")
    counting = [one["sql"] for one in asked.captured_queries if "COUNT(" in one["sql"]]
    assert not [sql for sql in counting if 'FROM "wagtailcore_page"' in sql]
