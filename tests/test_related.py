"""From a post a reader finds those about the same, and is told why."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from news.listings import mark
from news.models import ArticleCluster
from news.models.company import beside
from tests import build
from tests.plans import asked, plan

JULY = build.moment(2020, 7, 13)


def related(client, article) -> list[tuple[str, list[str]]]:
    """Titles and reasons, as they stand on the page of a post."""
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    return [
        (
            post.select_one(".news-related__title").text,
            [reason.text for reason in post.select(".news-related__reason")],
        )
        for post in page.select(".news-related__post")
    ]


def titles(client, article) -> list[str]:
    return [title for title, _reasons in related(client, article)]


@pytest.fixture
def cluster(db):
    return build.cluster()


@pytest.fixture
def post(index, cluster):
    """A post with a neighbour on either side that has nothing in common with it."""
    for days, title in ((-0.1, "Tin ngay trước"), (0.1, "Tin ngay sau")):
        build.article(index, title=title, published_at=JULY + timedelta(days=days))
    return build.article(
        index, published_at=JULY, clusters=[cluster], topics=["khen thưởng"]
    )


def test_a_related_post_says_what_it_shares(client, index, post, cluster):
    before = {"published_at": build.moment(2019)}
    build.article(index, title="Cùng cụm", clusters=[cluster], **before)
    both = ["khen thưởng", "biên giới"]
    build.article(index, title="Cùng chủ đề", topics=both, **before)
    build.article(index, title="Khác", topics=["biên giới"], **before)

    assert sorted(related(client, post)) == [
        ("Cùng chủ đề", ["Cùng chủ đề khen thưởng"]),
        ("Cùng cụm", ["Cùng Cụm I – Các doanh nghiệp Trung ương"]),
    ]


def test_most_in_common_comes_first_then_the_nearest(client, index, post, cluster):
    for days in (9, -2, 400, -30):
        build.article(
            index,
            title=f"Cách {days} ngày",
            published_at=JULY + timedelta(days=days),
            clusters=[cluster],
        )
    build.article(
        index,
        title="Cùng cả hai",
        published_at=build.moment(2012),
        clusters=[cluster],
        topics=["khen thưởng"],
    )

    assert titles(client, post) == [
        "Cùng cả hai",
        "Cách -2 ngày",
        "Cách 9 ngày",
        "Cách -30 ngày",
        "Cách 400 ngày",
    ]
    assert len(related(client, post)[0][1]) == 2


def test_there_are_five_at_most(client, index, post, cluster):
    for day in range(1, 9):
        build.article(
            index, published_at=build.moment(2019, 1, day), clusters=[cluster]
        )

    assert len(related(client, post)) == 5


def test_what_is_beside_a_post_is_not_repeated(client, index, cluster):
    post, *beside = (
        build.article(index, published_at=build.moment(2020, 7, day), topics=["sơ kết"])
        for day in (13, 12, 14)
    )

    assert related(client, post) == []
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    shown = [link.text for link in page.select(".news-beside__link")]
    assert all(any(one.title in link for link in shown) for one in beside)
    assert not page.select(".news-related")


@pytest.mark.parametrize("state", ["draft", "withdrawn", "private"])
def test_what_is_not_public_is_not_named(client, index, post, cluster, state):
    other = build.article(
        index,
        title="Không công khai",
        clusters=[cluster],
        published_at=build.moment(2019),
        live=state != "draft",
    )
    if state != "draft":
        assert titles(client, post) == ["Không công khai"]

    match state:
        case "withdrawn":
            other.unpublish()
        case "private":
            PageViewRestriction.objects.create(page=other, restriction_type="login")

    assert titles(client, post) == []


def test_a_renamed_post_and_cluster_bear_their_new_names(client, index, post, cluster):
    other = build.article(
        index, clusters=[cluster], published_at=build.moment(2019), title="Tên cũ"
    )
    other.title = "Tên mới"
    other.save_revision().publish()
    cluster.name = "Doanh nghiệp"
    cluster.save()

    assert related(client, post) == [("Tên mới", ["Cùng Cụm I – Doanh nghiệp"])]


def test_withdrawn_posts_do_not_hide_those_behind_them(client, index, post, cluster):
    behind = build.article(
        index, clusters=[cluster], published_at=build.moment(2018), title="Xa hơn"
    )
    for day in range(1, 6):
        near = build.article(
            index, clusters=[cluster], published_at=build.moment(2019, 1, day)
        )
        near.unpublish()

    assert titles(client, post) == [behind.title]


def test_the_ties_of_a_post_follow_its_date(index, cluster):
    post = build.article(index, clusters=[cluster], topics=["khen thưởng"])
    post.published_at = build.moment(2011)

    post.save_revision().publish()

    assert ArticleCluster.objects.get().published_at == build.moment(2011)
    assert post.article_topics.get().published_at == build.moment(2011)


def test_the_preview_of_a_draft_names_them_too(client, index, post, cluster):
    build.article(
        index, clusters=[cluster], published_at=build.moment(2019), title="Cùng cụm"
    )

    response = post.make_preview_request()

    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".news-related__title").text == "Cùng cụm"


def test_related_posts_are_found_without_a_look_at_all_posts(client, index, post):
    with asked() as statements:
        client.get(post.url)
        beside(index, mark(post), post.clusters.all(), post.topics.all())
    near = [one for one in statements if "UNION" in one[0] and "LIMIT 1" in one[0]]

    assert len(near) == 2
    for one in near:
        told = plan(*one)
        assert "news_cluster_by_date" in told
        # So SQLite and PostgreSQL call what is in one of several lists.
        assert "MULTI-INDEX OR" not in told
        assert "SubPlan" not in told
