"""Which versions did everybody see, whatever the log forgot of who was kept out?"""

import pytest
from wagtail.models import PageLogEntry, PageViewRestriction

from news.models import ArticlePage, NewsIndexPage
from portal.openform.seen import Seen
from tests import build

from .board import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(index) -> NewsIndexPage:
    return below(index.get_parent(), "muc-rieng")


@pytest.fixture
def post(place) -> ArticlePage:
    return build.article(place)


def below(page, slug: str) -> NewsIndexPage:
    made = NewsIndexPage(title=slug, slug=slug)
    page.specific_class.objects.get(pk=page.pk).add_child(instance=made)
    return made


def closed(page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def taken_out(page, to) -> None:
    """Moved to where everybody reads it."""
    page.refresh_from_db()
    to.refresh_from_db()
    page.move(to, pos="last-child")


def seen(post: ArticlePage) -> list[str]:
    """The leads of the versions that leave."""
    post.refresh_from_db()
    versions = post.revisions.filter(pk__in=Seen().moments([post])).order_by("pk")
    return [version.content["lead"] for version in versions]


def test_a_version_from_before_the_page_was_kept_leaves(index, place, post):
    published(post, "Ai cũng đọc")
    closed(place)
    published(post, "Riêng")
    taken_out(post, index.year_for(post.published_at))

    assert seen(post) == ["Ai cũng đọc"]


@pytest.mark.parametrize("is_purged", [False, True])
def test_a_restriction_that_the_log_knows_nothing_of_counts_as_ever(
    index, place, post, is_purged
):
    if is_purged:
        closed(place)
        PageLogEntry.objects.all().delete()
    else:
        one = PageViewRestriction(page=place, restriction_type="login")
        PageViewRestriction.objects.bulk_create([one])
    published(post, "Riêng")
    published(post, "Vẫn riêng")
    taken_out(post, index.year_for(post.published_at))

    assert seen(post) == []


@pytest.mark.parametrize("is_changed", [False, True])
def test_of_one_whose_beginning_was_purged_it_is_known_until_when(
    place, post, is_changed
):
    one = closed(place)
    published(post, "Riêng")
    published(post, "Riêng đến cuối")
    PageLogEntry.objects.filter(action="wagtail.view_restriction.create").delete()
    if is_changed:
        one.save()
    one.delete()
    published(post, "Nay ai cũng đọc")

    assert seen(post) == ["Riêng đến cuối", "Nay ai cũng đọc"]


def test_while_one_of_two_restrictions_stands_it_is_kept(index, place, post):
    one, _another = closed(place), closed(place)
    published(post, "Riêng")
    one.delete()
    published(post, "Vẫn riêng")
    published(post, "Riêng đến cuối")
    taken_out(post, index.year_for(post.published_at))

    assert seen(post) == []


def test_where_it_was_moved_from_may_have_been_moved_itself(index, place):
    home = index.get_parent()
    within, another = below(place, "trong-muc-rieng"), below(home, "muc-khac")
    post = build.article(within)
    year = post.get_parent()
    closed(place)
    published(post, "Riêng")
    published(post, "Vẫn riêng")
    taken_out(year, another)
    taken_out(within, home)

    assert seen(post) == []
