"""The page of a subject tells of it before its posts, and archives lead on."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from news import choices
from news.erasure import erase
from news.models import (
    Author,
    Byline,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Facet,
    Organisation,
)
from tests import build

pytestmark = pytest.mark.django_db


def listing(client, address):
    return client.get(address).context["listing"]


def told(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_a_topic_begins_as_a_heading_does(client, index):
    for _ in range(10):
        build.article(index, topics=["sơ kết"])

    page = BeautifulSoup(client.get("/tin-tuc/chu-de/so-ket/").content, "html.parser")
    front = BeautifulSoup(client.get("/tin-tuc/").content, "html.parser")

    said = [
        page.select_one("h1").get_text(),
        page.select_one(".news-breadcrumb [aria-current]").get_text(),
        page.select_one("title").get_text(),
        page.select_one("meta[property='og:title']")["content"],
        front.select_one("[name=chu-de] [value=so-ket]").get_text(),
    ]
    assert [words[:6] for words in said] == ["Sơ kết"] * 5


@pytest.fixture
def cluster():
    return build.cluster()


def test_a_cluster_names_who_leads_and_the_best_placed_members_first(
    client, index, cluster
):
    bodies = [Organisation.objects.create(name=f"Đơn vị {n}") for n in "abcd"]
    ClusterTerm.objects.create(cluster=cluster, year=2018)
    term = ClusterTerm.objects.create(
        cluster=cluster, year=2020, leader=bodies[0], deputy=bodies[1]
    )
    for body, rank in zip(bodies, [None, 2, 1, None], strict=True):
        ClusterMember.objects.create(term=term, organisation=body, rank=rank)

    newest, older = listing(client, index.address_of(cluster)).terms

    assert (newest.year, newest.leader.name, newest.deputy.name) == (
        *(2020, "Đơn vị a", "Đơn vị b"),
    )
    ranked = [member.organisation.name[-1] for member in newest.members]
    assert ranked == ["c", "b", "a", "d"]
    assert (older.year, older.members) == (2018, [])


def test_an_organisation_tells_its_names_its_line_and_its_clusters(
    client, index, cluster
):
    kept = Organisation.objects.create(name="Sở Mới")
    gone = Organisation.objects.create(
        name="Sở Cũ", aliases="SC", dissolved_on=date(2021, 3, 1), successor=kept
    )
    led = ClusterTerm.objects.create(cluster=cluster, year=2020, leader=gone)
    term = ClusterTerm.objects.create(cluster=cluster, year=2019)
    ClusterMember.objects.create(term=term, organisation=gone, rank=3)
    build.article(index, organisation=gone)

    shown = told(client, index.address_of(gone))
    membership = listing(client, index.address_of(gone)).portrait.memberships[0]

    assert led.year == membership.roles[0].year
    assert [(role.year, role.rank) for role in membership.roles] == [
        *((2020, None), (2019, 3)),
    ]
    for words in ("SC", "01/03/2021", "Sở Mới", "2020: Cụm trưởng"):
        assert words in shown
    assert "Sở Cũ" in told(client, index.address_of(kept))


def test_an_organisation_leads_a_cluster_or_a_bloc_each_by_its_own_word(client, index):
    body = Organisation.objects.create(name="Sở Tài chính")
    cluster, bloc = build.cluster("1"), build.cluster("2")
    Cluster.objects.filter(pk=bloc.pk).update(kind=Cluster.Kind.BRANCH)
    for year, kind in ((2020, cluster), (2021, bloc)):
        ClusterTerm.objects.create(cluster=kind, year=year, leader=body)
        ClusterTerm.objects.create(cluster=kind, year=year - 10, deputy=body)
    joined = ClusterTerm.objects.create(cluster=bloc, year=2001)
    ClusterMember.objects.create(term=joined, organisation=body)
    build.article(index, organisation=body)

    shown = told(client, index.address_of(body))

    for role in ("2020: Cụm trưởng", "2010: Cụm phó", "2021: Khối trưởng"):
        assert role in shown
    for role in ("2011: Khối phó", "2001: Đơn vị thành viên"):
        assert role in shown


def test_an_author_tells_an_office_and_the_years_of_the_posts(client, index):
    author = Author.objects.create(
        name="Bàn An", role="Phóng viên", organisation=build.board()
    )
    for year in (2018, 2021):
        byline = [Byline(author=author)]
        build.article(index, bylines=byline, published_at=build.moment(year))

    shown = told(client, index.address_of(author))

    for words in ("Phóng viên", build.board().name, "từ năm 2018 đến năm 2021"):
        assert words in shown


def test_a_topic_names_the_clusters_of_most_of_its_posts_first(client, index, cluster):
    other = build.cluster("II")
    for clusters in ([cluster], [cluster, other]):
        article = build.article(index, topics=["khen thưởng"], clusters=clusters)

    address = index.address_of(article.topics.first())
    related = listing(client, address).portrait.related

    assert [(link.url, link.posts) for link in related] == [
        (index.address_of(cluster), 2),
        (index.address_of(other), 1),
    ]


def test_an_archive_has_its_numbers_and_leads_past_what_is_empty(client, index):
    for year, month in [(2018, 3), (2020, 5), (2020, 7), (2020, 7)]:
        build.article(index, published_at=build.moment(year, month))

    year, month = (
        listing(client, "/tin-tuc/2020/"),
        listing(client, "/tin-tuc/2020/05/"),
    )

    assert [(link.url, link.posts) for link in year.months] == [
        ("/tin-tuc/2020/05/", 1),
        ("/tin-tuc/2020/07/", 2),
    ]
    assert (year.earlier.url, year.later) == ("/tin-tuc/2018/", None)
    assert (month.earlier.url, month.later.url) == (
        *("/tin-tuc/2018/03/", "/tin-tuc/2020/07/"),
    )


def test_of_a_long_list_those_with_the_most_posts_are_offered(
    client, index, monkeypatch
):
    monkeypatch.setattr(choices, "MOST", 2)
    for topics in (["b", "c"], ["b", "a"], ["a", "d"]):
        build.article(index, topics=topics)

    shown = {c.name: c.options for c in listing(client, "/tin-tuc/?chu-de=d").choices}
    every = listing(client, "/tin-tuc/chu-de/").leaf.names

    # The chosen one is among them, whatever its number.
    assert [(o.value, o.posts) for o in shown["chu-de"]] == [("a", 2), ("d", 1)]
    assert [(link.title, link.posts) for link in every] == [
        *(("A", 2), ("B", 2), ("C", 1), ("D", 1)),
    ]


def test_an_erased_post_is_counted_no_more(index, quantri):
    kept, gone = build.article(index), build.article(index)

    erase(gone, "Đăng nhầm")

    assert set(Facet.objects.values_list("posts", flat=True)) == {1}
    assert kept.faceted.count() == Facet.objects.count()
