"""The screens that come with a second language speak Vietnamese, too."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from news.roles import ADMINISTRATORS
from tests import build
from tests.desk.test_overview_posts import LIST, titles

from .english import translated

# Where neither clusters nor people are named: no label and no name is asked for.
WITH_LANGUAGES = 23


@pytest.fixture
def desk(client, quantri):
    client.force_login(quantri)
    return client


def test_the_list_of_languages_counts_languages(desk, english):
    page = desk.get(reverse("wagtaillocales:index")).content.decode()

    assert "2 ngôn ngữ" in page


def test_rights_are_named_in_vietnamese(desk, english):
    group = Group.objects.get(name=ADMINISTRATORS)

    page = desk.get(reverse("wagtailusers_groups:edit", args=[group.pk]))

    assert "<h3>Ngôn ngữ</h3>" in page.content.decode()
    assert "<h3>Dịch trang</h3>" in page.content.decode()


@pytest.mark.parametrize("posts", [1, 6])
def test_a_post_in_another_language_is_marked_in_the_list(
    desk, index, english, posts, django_assert_num_queries
):
    for number in range(posts):
        translated(build.article(index), title=f"Conference {number}")
    desk.get(LIST)

    with django_assert_num_queries(WITH_LANGUAGES):
        page = BeautifulSoup(desk.get(LIST).content, "html.parser")

    marked = {
        cell.select_one("a").text: [
            mark.text.strip() for mark in cell.select(".w-status")
        ]
        for cell in page.select("[data-listing-page-title]")
    }
    assert len(marked) == 2 * posts
    for title, marks in marked.items():
        assert marks == (["English"] if title.startswith("Conference") else [])


@pytest.mark.indexes
def test_the_list_is_narrowed_by_language(desk, index, english):
    translated(build.article(index, title="Hội nghị"), title="Conference")

    for query in ({}, {"q": "conference"}):
        assert titles(desk.get(LIST, query | {"locale": "en"})) == ["Conference"]
    assert titles(desk.get(LIST, {"locale": "vi"})) == ["Hội nghị"]
