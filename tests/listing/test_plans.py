"""A list costs the same however many posts there are: an index has its order."""

from importlib import import_module
from unittest.mock import call, patch

import pytest
from django.apps import apps

from news import indexing
from news.models import Author, Byline, FacetedPost, Organisation
from tests import build
from tests.plans import asked, plan

ORDERED = "news_facet_by_date"
# A page that begins at this mark has newer ones; there are more posts on either side.
SIZE = 2


@pytest.fixture
def lists(index, settings) -> list[str]:
    """Addresses of a list of each kind, with more posts than stand on one page."""
    settings.NEWS_PAGE_SIZE = settings.NEWS_FEED_SIZE = SIZE
    cluster, author = build.cluster(), Author.objects.create(name="Người viết")
    body = Organisation.objects.create(name="Sở Nội vụ")
    for day in range(1, 6):
        build.article(
            index,
            published_at=build.moment(2020, 1, day),
            clusters=[cluster],
            topics=["sơ kết"],
            bylines=[Byline(author=author)],
            organisation=body,
        )
    return [*map(index.address_of, (cluster, author, body)), "/tin-tuc/chu-de/so-ket/"]


def plans_of_posts(client, address: str) -> list[str]:
    """How the posts of a page were found: what of its questions has an end."""
    with asked() as statements:
        assert client.get(address).status_code == 200
    return [
        plan(sql, params)
        for sql, params in statements
        if f"LIMIT {SIZE + 1}" in sql and '"news_articlepage"."lead"' in sql
    ]


def test_a_list_of_a_subject_is_read_along_its_index(client, lists):
    for address in lists:
        newest = client.get(address).context["listing"]
        older = client.get(newest.older_url).context["listing"]
        for page in (
            address,
            newest.older_url,
            older.newer_url,
            f"{address}rss.xml",
            f"{address}?nam=2020",
        ):
            (told,) = plans_of_posts(client, page)

            assert ORDERED in told, page
            assert "TEMP B-TREE" not in told, page
            assert "Sort" not in told, page


def test_pages_of_a_subject_follow_each_other_without_a_gap(client, lists):
    for address in lists:
        found, page = [], address
        while page:
            listing = client.get(page).context["listing"]
            found += [post.published_at.day for post in listing.articles]
            page = listing.older_url

        assert found == [5, 4, 3, 2, 1]


def test_a_post_of_another_date_stands_elsewhere_in_the_lists_of_its_labels(
    client, index
):
    cluster = build.cluster()
    first, second = (
        build.article(
            index, published_at=build.moment(2020, 1, day), clusters=[cluster]
        )
        for day in (1, 2)
    )

    first.published_at = build.moment(2020, 1, 3)
    first.save_revision().publish()

    listing = client.get(index.address_of(cluster)).context["listing"]
    assert [post.pk for post in listing.articles] == [first.pk, second.pk]


@pytest.mark.django_db
def test_posts_that_the_release_before_has_not_dated_are_dated(index):
    article = build.article(index, topics=["sơ kết"])
    FacetedPost.objects.update(published_at=None)

    assert indexing.stale() == [article.pk]

    indexing.mend()
    dates = set(FacetedPost.objects.values_list("published_at", flat=True))
    assert (dates, indexing.stale()) == ({article.published_at}, [])


@pytest.mark.django_db
def test_a_date_that_the_release_before_has_changed_is_followed(index):
    article = build.article(index, topics=["sơ kết"])
    FacetedPost.objects.update(published_at=build.moment(2019, 1, 1))

    assert indexing.stale() == [article.pk]

    indexing.mend()
    dates = set(FacetedPost.objects.values_list("published_at", flat=True))
    assert (dates, indexing.stale()) == ({article.published_at}, [])


@pytest.mark.django_db
def test_lists_that_were_made_meanwhile_are_forgotten(index):
    build.article(index, topics=["sơ kết"])
    FacetedPost.objects.update(published_at=None)

    with patch.object(indexing.caching, "forget") as forget:
        indexing.mend()
        indexing.mend()

    assert forget.call_args_list.count(call(indexing.caching.SITE)) == 1


@pytest.mark.django_db
def test_an_update_dates_what_is_there(index):
    article = build.article(index, topics=["sơ kết"])
    FacetedPost.objects.update(published_at=None)

    import_module("news.migrations.0017_dates_and_states").date_places(apps, None)

    dates = set(FacetedPost.objects.values_list("published_at", flat=True))
    assert dates == {article.published_at}
