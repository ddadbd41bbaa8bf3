"""An editor sees each text before and after, and takes what is right."""

import pytest
from bs4 import BeautifulSoup
from django.contrib import messages
from django.urls import reverse

from news.models import ArticlePage
from tests import build

from .garbled import LEAD, LEAD_READ, TITLE, TITLE_READ, post


@pytest.fixture
def editor(client, bien):
    client.force_login(bien)
    return client


def address(article: ArticlePage) -> str:
    return reverse("news_repair_text", args=[article.pk])


def said(response) -> list[str]:
    return [str(message) for message in messages.get_messages(response.wsgi_request)]


def test_each_text_stands_before_and_after_and_is_ticked(index, editor):
    article = post(index)

    page = BeautifulSoup(editor.get(address(article)).content, "html.parser")

    rows = [
        [cell.get_text() for cell in row("td")] for row in page.select("main tbody tr")
    ]
    assert [row[:2] for row in rows][:2] == [[TITLE, TITLE_READ], [LEAD, LEAD_READ]]
    assert rows[0][2].endswith("sau 100%")
    ticks = page.select("input[name=places]")
    assert [tick["value"] for tick in ticks] == ["title", "lead", "body.0.value"]
    assert all(tick.has_attr("checked") for tick in ticks)


def test_what_is_ticked_becomes_a_draft_of_that_person(index, editor, bien):
    article = post(index)

    response = editor.post(address(article), {"places": ["title"]})

    article = ArticlePage.objects.get()
    draft = article.get_latest_revision_as_object()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert (article.title, draft.title, draft.lead) == (TITLE, TITLE_READ, LEAD)
    assert article.latest_revision.user == bien
    assert len(said(response)) == 1


def test_nothing_ticked_is_asked_again_and_leaves_the_ticks(index, editor):
    article = post(index)

    response = editor.post(address(article))

    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("[role=alert]").get_text()
    assert not page.select("input[name=places][checked]")
    assert ArticlePage.objects.get().revisions.count() == 1


def test_a_good_post_is_told_so(index, editor):
    article = build.article(index)

    response = editor.get(address(article))

    assert response.url == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert len(said(response)) == 1


def test_a_locked_post_is_left_alone(index, editor):
    article = post(index)
    ArticlePage.objects.update(locked=True)

    response = editor.post(address(article), {"places": ["title"]})

    assert response.status_code == 302
    assert article.get_latest_revision_as_object().title == TITLE


def test_what_was_handed_in_is_left_to_those_who_decide(index, editor, bien):
    article = build.article(index, live=False)
    article.get_workflow().start(article, bien)
    article.title = TITLE
    article.save_revision()
    before = article.revisions.count()

    response = editor.post(address(article), {"places": ["title"]})

    assert response.status_code == 302
    assert ArticlePage.objects.get().revisions.count() == before


def test_the_form_leads_there(index, editor):
    article = post(index)

    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    assert address(article) in edit.content.decode()
