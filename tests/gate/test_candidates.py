"""Which few earlier posts is a post compared with?"""

import datetime as dt

import pytest
from django.db import connection
from wagtail.models import Locale

from news.gate.likeness import CANDIDATES, candidates
from news.models import ArticlePage
from tests import build
from tests.plans import asked, plan

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 7, 10)


def earlier(article, among=None):
    return [one.title for one in candidates(article, among)]


def new(**values):
    """A post that is not stored yet."""
    values.setdefault("published_at", build.moment(2020, 7, 13))
    return ArticlePage(**{"title": "Tin mới"} | values)


def test_a_title_that_begins_alike_the_newest_first(index):
    build.article(index, title="Tin mới")
    build.article(index, title="Tin mới nhất")
    build.article(index, title="Tin cũ")

    assert earlier(new()) == ["Tin mới nhất", "Tin mới"]


def test_the_same_meeting_told_within_two_months(index):
    build.article(index, title="Ký giao ước", event_date=DAY)
    build.article(index, title="Họp khác", event_date=DAY + dt.timedelta(1))
    late = build.moment(2020, 10, 1)
    build.article(index, title="Nhìn lại", event_date=DAY, published_at=late)

    assert earlier(new(event_date=DAY)) == ["Ký giao ước"]
    assert earlier(new()) == []


def test_a_post_of_both_kinds_comes_once_and_no_post_is_its_own(index):
    one = build.article(index, title="Tin mới", event_date=DAY)
    two = build.article(index, title="Tin mới", event_date=DAY)

    assert earlier(new(event_date=DAY)) == ["Tin mới", "Tin mới"]
    assert earlier(one) == earlier(two) == ["Tin mới"]


def test_so_many_of_each_kind_are_compared(index):
    for number in range(CANDIDATES + 2):
        build.article(index, title=f"Tin mới {number}")

    found = earlier(new())

    assert found == [f"Tin mới {n}" for n in range(CANDIDATES + 1, 1, -1)]


def test_a_translation_tells_the_same_on_purpose(index):
    build.article(index, title="Tin mới")
    english = Locale.objects.create(language_code="en")

    assert earlier(new(locale=english)) == []
    assert earlier(new(locale=index.locale)) == ["Tin mới"]


def test_the_words_of_the_body_come_along(index, django_assert_num_queries):
    build.article(index, title="Tin mới", body=[build.paragraph("Đã họp.")])

    with django_assert_num_queries(1):
        (found,) = candidates(new(event_date=DAY))

    assert found.text.split() == ["Đã", "họp."]


def test_without_title_and_meeting_nothing_is_asked(index, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert earlier(new(title="")) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its plans of tiny tables")
def test_not_all_posts_of_a_language_are_gone_through(index):
    """A site is in one language: by that index each post would ask for all of them."""
    article = build.article(index, event_date=dt.date(2020, 7, 9))

    with asked() as statements:
        candidates(article)

    ((sql, params),) = [one for one in statements if " UNION " in one[0]]
    told = plan(sql, params)
    assert "locale" not in told
    assert "slug>?" in told
