"""The newsroom finds any post: in one flat list, and in the explorer's year."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from news.models import ArticleFinding, Author, Byline
from news.overview import paging
from news.overview.states import State
from news.roles import EDITORS, MODERATORS
from tests import build
from tests.once import once

LIST = "/admin/news/posts/"
# Two of them, and four in the explorer, are for the languages of the site.
QUERIES = 25
YEAR_QUERIES = 36


def titles(response) -> list[str]:
    return [post.title for post in response.context["object_list"]]


def returned(index, bien, minh, **values):
    post = build.article(index, live=False, **values)
    post.get_workflow().start(post, bien)
    post.current_workflow_task_state.reject(user=minh, comment="Thiếu ảnh")
    return post


def scheduled(index, **values):
    post = build.article(index, live=False, **values)
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision(approved_go_live_at=post.go_live_at)
    return post


def submitted(index, bien, **values):
    post = build.article(index, live=False, **values)
    post.get_workflow().start(post, bien)
    return post


def in_each_state(index) -> None:
    writes, decides = build.person("viet", EDITORS), build.person("duyet", MODERATORS)
    build.article(index, title="Nháp", live=False)
    submitted(index, writes, title="Chờ")
    returned(index, writes, decides, title="Trả lại")
    scheduled(index, title="Hẹn")
    build.article(index, title="Đăng")
    old = build.article(index, title="Hết hạn")
    old.live, old.expired = False, True
    old.save(clean=False)


one_of_each = once(in_each_state)


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("draft", "Nháp"),
        ("submitted", "Chờ"),
        ("returned", "Trả lại"),
        ("scheduled", "Hẹn"),
        ("published", "Đăng"),
        ("expired", "Hết hạn"),
    ],
)
def test_each_state_is_found_and_named(client, one_of_each, minh, state, title):
    client.force_login(minh)

    response = client.get(LIST, {"state": state})

    assert titles(response) == [title]
    assert str(State(state).label) in response.content.decode()


def test_posts_are_narrowed_by_cluster_author_month_and_finding(client, index, bien):
    cluster, author = build.cluster(), Author.objects.create(name="Hoàng Quốc Thịnh")
    wanted = build.article(
        index,
        title="Tìm tôi",
        clusters=[cluster],
        bylines=[Byline(author=author)],
        published_at=build.moment(2021, 3, 31, 23),
    )
    ArticleFinding.objects.create(article=wanted, code="late-report", severity="warn")
    build.article(index, published_at=build.moment(2021, 4, 1, 0))
    client.force_login(bien)

    for query in (
        {"cluster": cluster.pk},
        {"author": author.pk},
        {"month": "2021-03"},
        {"finding": "late-report"},
    ):
        assert titles(client.get(LIST, query)) == ["Tìm tôi"], query


@pytest.mark.indexes
def test_a_post_is_found_without_accents(client, index, bien):
    build.article(index, title="Đảng bộ Đồng Tháp tổng kết")
    build.article(index)
    client.force_login(bien)

    response = client.get(LIST, {"q": "dong thap"})

    assert titles(response) == ["Đảng bộ Đồng Tháp tổng kết"]


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "query",
    [
        {"q": '"'},
        {"q": "\x00"},
        {"q": "NEAR( * ^ -:"},
        {"p": "-1"},
        {"p": "999999999999999999999"},
        {"ordering": "password"},
        {"ordering": "-owner__password"},
        {"cluster": "1 OR 1=1"},
        {"cluster": "9" * 40},
        {"author": "<script>alert(1)</script>"},
        {"state": "'; DROP TABLE"},
        {"month": "2020-13"},
        {"month": "٢٠٢٠-٠١"},
        {"month": "0000-00"},
        {"finding": "\x00"},
        {"q": "hội", "state": "draft", "month": "2020-07", "ordering": "published_at"},
        {"q": "hội", "state": "submitted", "finding": "nothing"},
    ],
    ids=repr,
)
@pytest.mark.parametrize("place", ["list", "results", "year"])
def test_a_hostile_query_is_answered_calmly(client, index, bien, query, place):
    post = build.article(index)
    year = reverse("wagtailadmin_explore", args=[post.get_parent().pk])
    address = {"list": LIST, "results": f"{LIST}results/", "year": year}[place]
    client.force_login(bien)

    response = client.get(address, query)

    assert response.status_code == 200
    assert b"<script>alert(1)" not in response.content


@pytest.mark.once
@pytest.mark.parametrize("posts", [3, 12])
def test_the_list_costs_the_same_whatever_it_holds(
    client, index, bien, minh, posts, django_assert_num_queries
):
    for number in range(posts):
        author = Author.objects.create(name=f"Người viết {number}")
        post = build.article(
            index,
            live=False,
            clusters=[build.cluster(number=str(number))],
            bylines=[Byline(author=author)],
        )
        ArticleFinding.objects.create(article=post, code="late-report", severity="warn")
        post.get_workflow().start(post, bien)
    year = reverse("wagtailadmin_explore", args=[post.get_parent().pk])
    client.force_login(bien)

    for address, count in ((LIST, QUERIES), (year, YEAR_QUERIES)):
        client.get(address)
        with django_assert_num_queries(count):
            assert len(titles(client.get(address))) == posts


def test_a_row_says_cluster_author_state_and_findings(client, index, bien):
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    post = build.article(
        index, clusters=[build.cluster()], bylines=[Byline(author=author)]
    )
    for severity in ("block", "block", "warn"):
        ArticleFinding.objects.create(article=post, code="x", severity=severity)
    client.force_login(bien)

    row = client.get(LIST).content.decode().split("<tbody>")[1]

    assert "Cụm I – Các doanh nghiệp Trung ương" in row
    assert "Hoàng Quốc Thịnh" in row
    assert "13/07/2020" in row


def test_the_explorer_of_a_year_filters_in_the_same_way(client, one_of_each, minh):
    from news.models import NewsYearPage

    year = NewsYearPage.objects.get(year=2020)
    client.force_login(minh)

    response = client.get(
        reverse("wagtailadmin_explore", args=[year.pk]), {"state": "submitted"}
    )

    assert titles(response) == ["Chờ"]


def test_counting_ends_where_nobody_leafs_any_further(client, index, bien, monkeypatch):
    monkeypatch.setattr(paging, "LONGEST", 2)
    for _ in range(4):
        build.article(index)
    client.force_login(bien)

    response = client.get(LIST, {"p": "5000"})

    assert response.context["paginator"].count == 2
    assert response.context["paginator"].known == 3


def test_who_has_no_work_in_the_newsroom_sees_no_list(client, index, db):
    from django.contrib.auth import get_user_model

    stranger = get_user_model().objects.create_user("la", password="la")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)

    assert client.get(LIST).status_code == 302
    assert LIST not in client.get("/admin/").content.decode()
    client.logout()
    assert client.get(LIST).status_code == 302
