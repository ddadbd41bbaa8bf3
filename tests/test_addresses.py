"""Every public address of the contract answers, and odd ones never break."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, Author, Byline, Facet, Organisation
from tests import build
from tests.once import once


@once
def written(index):
    organisation = Organisation.objects.create(name="Bưu điện tỉnh Lạng Sơn")
    author = Author.objects.create(name="Hoàng Quốc Thịnh", organisation=organisation)
    return build.article(
        index,
        title="Cụm I tổ chức Hội nghị sơ kết",
        organisation=organisation,
        clusters=[build.cluster()],
        topics=["khen thưởng"],
        bylines=[Byline(author=author)],
    )


@pytest.fixture
def post(written, db):
    return ArticlePage.objects.get(pk=written.pk)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/tin-tuc/",
        "/tin-tuc/2020/",
        "/tin-tuc/2020/07/",
        "/tin-tuc/2020/cum-i-to-chuc-hoi-nghi-so-ket/",
        "/tin-tuc/cum/",
        "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/",
        "/tin-tuc/chu-de/khen-thuong/",
        "/tin-tuc/tac-gia/hoang-quoc-thinh/",
        "/tin-tuc/don-vi/buu-dien-tinh-lang-son/",
        "/tin-tuc/?cum=cum-i-cac-doanh-nghiep-trung-uong",
        "/tin-tuc/?chu-de=khen-thuong&nam=2020&thang=07",
        "/tin-tuc/?tac-gia=hoang-quoc-thinh",
    ],
)
def test_each_public_address_shows_the_post(client, post, address):
    response = client.get(address)

    assert response.status_code == 200
    shown = response.content.decode()
    assert post.title in shown or address == "/tin-tuc/cum/"


@pytest.mark.parametrize(
    "address",
    [
        "/tin-tuc/rss.xml",
        "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/rss.xml",
        "/tin-tuc/chu-de/khen-thuong/rss.xml",
        "/tin-tuc/tac-gia/hoang-quoc-thinh/rss.xml",
        "/sitemap-articles.xml",
    ],
)
def test_feeds_and_sitemap_name_the_post(client, post, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "/tin-tuc/2020/cum-i-to-chuc-hoi-nghi-so-ket/" in response.content.decode()


def test_the_sitemap_names_clusters_and_topics_too(client, post):
    shown = client.get("/sitemap-pages.xml").content.decode()

    for address in (
        "/tin-tuc/</loc>",
        "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/</loc>",
        "/tin-tuc/chu-de/khen-thuong/</loc>",
    ):
        assert address in shown


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/robots.txt", "/healthz", "/readyz"]
)
def test_machines_get_their_addresses(client, post, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/tin-tuc/1999/",
        "/tin-tuc/2020/08/",
        "/tin-tuc/2020/13/",
        "/tin-tuc/2020/khong-co/",
        "/tin-tuc/cum/khong-co/",
        "/tin-tuc/?cum=khong-co",
        "/khong-co/",
        "/tin-tuc/2020/%00/",
        "/tin-tuc/cum/%F0%9F%98%80/",
    ],
)
def test_what_is_not_there_is_a_404_in_the_sites_dress(client, post, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "nam=abc",
        "nam=2020&thang=99",
        "nam=99999999999999999999",
        "nam=%00",
        "cum=%00&cum=%27;--",
        "truoc=1-1-1",
        "truoc=99999999999999999-9999999999999999999",
        "truoc=1594628460000000-999999999999999999",
        "sau=%F0%9F%98%80",
        "nam=²⁰²⁰",
        "x=" + "y" * 5000,
    ],
)
def test_odd_parameters_are_left_out(client, post, query):
    response = client.get(f"/tin-tuc/?{query}")

    assert response.status_code == 200


def test_a_draft_is_nowhere(client, index):
    draft = build.article(index, live=False, title="Chưa duyệt")

    for address in (draft.url, "/tin-tuc/rss.xml", "/tin-tuc/", "/"):
        assert draft.title not in client.get(address).content.decode()


def test_a_post_kept_to_some_readers_is_in_no_list_and_asks_who_reads(client, post):
    PageViewRestriction.objects.create(page=post, restriction_type="login")

    assert client.get(post.url).status_code == 302
    for address in ("/", "/tin-tuc/", "/tin-tuc/rss.xml", "/sitemap-articles.xml"):
        assert post.url not in client.get(address).content.decode()


def test_an_alias_of_a_restricted_post_is_kept_to_the_same_readers(client, index, post):
    alias = post.create_alias(update_slug="ban-sao", parent=post.get_parent())
    lists = "/", "/tin-tuc/", "/tin-tuc/rss.xml", "/sitemap-articles.xml"
    lists = *lists, "/api/v2/pages/", "/tin-tuc/2020/", "/tim-kiem/?q=so+ket"
    assert client.get(alias.url).status_code == 200
    assert alias.url in client.get("/tin-tuc/").content.decode()

    PageViewRestriction.objects.create(page=post, restriction_type="login")

    assert client.get(alias.url).status_code == 302
    for address in lists:
        assert alias.url not in client.get(address).content.decode()
    assert not Facet.objects.of_index(index).exists()


def test_pages_of_a_list_lead_on_and_back_without_gap_or_repetition(
    client, index, settings
):
    settings.NEWS_PAGE_SIZE = 2
    # Three at the same minute: the order between them must hold, too.
    posts = [build.article(index, published_at=build.moment(2020, 7, 1)) for _ in "123"]
    posts += [build.article(index, published_at=build.moment(2021, 1, 1))]

    forward, address = [], "/tin-tuc/"
    while address:
        listing = client.get(address).context["listing"]
        forward.append([article.pk for article in listing.articles])
        address = listing.older_url
    newer = client.get(listing.newer_url).context["listing"]

    assert forward == [
        [posts[3].pk, posts[2].pk],
        [posts[1].pk, posts[0].pk],
    ]
    assert [article.pk for article in newer.articles] == forward[0]
    assert newer.newer_url == ""


def test_active_filters_can_be_taken_away_one_by_one(client, post):
    address = "/tin-tuc/?cum=cum-i-cac-doanh-nghiep-trung-uong&nam=2020"

    active = client.get(address).context["listing"].active

    assert [(link.title, link.url) for link in active] == [
        ("Cụm I – Các doanh nghiệp Trung ương", "/tin-tuc/?nam=2020"),
        (
            "Năm 2020",
            "/tin-tuc/?cum=cum-i-cac-doanh-nghiep-trung-uong",
        ),
    ]


def test_a_feed_holds_what_its_list_shows(client, index, post):
    other = build.article(index, title="Tin khác", published_at=build.moment(2021))
    listing = client.get("/tin-tuc/?nam=2020").context["listing"]

    feed = client.get(listing.feed_url).content.decode()

    assert listing.feed_url == "/tin-tuc/rss.xml?nam=2020"
    assert post.url in feed
    assert other.url not in feed


def test_what_the_address_settles_no_parameter_unsettles(client, index, post):
    listing = client.get("/tin-tuc/2020/?nam=2019").context["listing"]

    assert (listing.articles, listing.active) == ([post], [])


def test_a_year_without_posts_is_not_in_the_sitemap(client, index, post):
    index.year_for(build.moment(2031))

    shown = client.get("/sitemap-pages.xml").content.decode()

    assert "/tin-tuc/2020/</loc>" in shown
    assert "/tin-tuc/2031/" not in shown


def test_earlier_and_later_lie_beside_a_post(client, index):
    before, here, after = (
        build.article(index, published_at=build.moment(year))
        for year in (2019, 2020, 2021)
    )

    context = client.get(here.url).context

    beside = context["earlier"], context["later"]
    assert [post.pk for post in beside] == [before.pk, after.pk]


def test_the_admin_asks_who_is_there(client, db):
    response = client.get("/admin/")

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_a_list_kept_to_some_readers_asks_who_reads_at_each_of_its_addresses(
    client, index, post
):
    PageViewRestriction.objects.create(page=index, restriction_type="login")

    for address in ("/tin-tuc/", "/tin-tuc/rss.xml", "/tin-tuc/feed.json", post.url):
        assert client.get(address).status_code == 302
