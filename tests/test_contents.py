"""The map of the site, the contact, and the ways to follow: for people and programs."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from news import choices
from news.models import Author, Byline, Organisation
from portal.models import BoardIdentity
from tests import build

CONTENTS, CONTACT = "/so-do-trang/", "/lien-he/"


def page(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links(part: BeautifulSoup) -> dict[str, str]:
    return {a["href"]: a.get_text(strip=True) for a in part.select("a")}


def told(part: BeautifulSoup) -> dict[str, dict]:
    data = json.loads(part.select_one("[type='application/ld+json']").string)
    return {node["@type"]: node for node in data["@graph"]}


# The map


@pytest.fixture
def post(index):
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    return build.article(
        index,
        clusters=[build.cluster()],
        topics=["sơ kết"],
        organisation=Organisation.objects.create(name="huyện Bắc Sơn"),
        bylines=[Byline(author=author)],
    )


def test_the_map_leads_everywhere(client, post):
    found = links(page(client, CONTENTS).main)

    assert {
        *("/", "/tin-tuc/", "/tin-tuc/cum/", "/lich/", "/tim-kiem/", "/lien-he/"),
        *(
            "/tin-tuc/2020/",
            "/tin-tuc/chu-de/so-ket/",
            "/tin-tuc/tac-gia/hoang-quoc-thinh/",
        ),
        *("/tin-tuc/rss.xml", "/tin-tuc/atom.xml", "/tin-tuc/feed.json", "/lich.ics"),
    } <= found.keys()
    assert found["/tin-tuc/don-vi/huyen-bac-son/"] == "Huyện Bắc Sơn"
    assert (
        "Các doanh nghiệp Trung ương"
        in found[f"/tin-tuc/cum/{post.clusters.first().slug}/"]
    )


def test_every_address_of_the_map_is_there(client, post):
    for address in links(page(client, CONTENTS).main):
        assert client.get(address).status_code == 200, address


def test_names_without_a_public_post_are_not_on_the_map(client, index, post):
    Organisation.objects.create(name="Sở không có tin")
    PageViewRestriction.objects.create(
        page=post, restriction_type=PageViewRestriction.LOGIN
    )

    found = links(page(client, CONTENTS).main)

    kinds = ("/tin-tuc/don-vi/", "/tin-tuc/tac-gia/", "/tin-tuc/chu-de/", "/tin-tuc/2")
    assert [address for address in found if address.startswith(kinds)] == []


def test_the_map_stays_a_page_long_and_names_what_has_the_most_posts(
    client, index, monkeypatch
):
    monkeypatch.setattr(choices, "MOST", 2)
    for name, posts in (("Sở Á", 1), ("Sở A", 2), ("Sở B", 3)):
        organisation = Organisation.objects.create(name=name)
        for _ in range(posts):
            build.article(index, organisation=organisation)

    found = links(page(client, CONTENTS).main)

    named = [title for to, title in found.items() if to.startswith("/tin-tuc/don-vi/")]
    assert named == ["Sở A", "Sở B", "Xem tất cả"]
    assert found["/tin-tuc/don-vi/"] == "Xem tất cả"


@pytest.mark.once
@pytest.mark.parametrize("posts", [1, 6])
def test_the_map_costs_the_same_whatever_it_lists(
    client, index, posts, django_assert_num_queries
):
    for number in range(posts):
        build.article(
            index,
            published_at=build.moment(2015 + number),
            organisation=Organisation.objects.create(name=f"Sở {number}"),
            topics=[f"chủ đề {number}"],
        )
        build.cluster(str(number))
    client.get(CONTENTS)

    with django_assert_num_queries(7):
        client.get(CONTENTS)


# The contact


def test_the_contact_says_what_the_settings_say_and_nothing_else(client, index):
    BoardIdentity.objects.create(
        site=index.get_site(),
        introduction="Tiếp bạn đọc giờ hành chính.\n\nMời gọi trước.",
        phone="0205 000 0000",
        email="ban@example.org",
    )

    contact = page(client, CONTACT)

    shown = contact.select_one(".contact")
    assert len(shown.select(".contact__introduction p")) == 2
    assert links(shown).keys() == {"tel:02050000000", "mailto:ban@example.org"}
    assert [dt.get_text() for dt in shown.select("dt")] == ["Điện thoại", "Thư điện tử"]
    nodes = told(contact)
    assert nodes["ContactPage"]["url"].endswith(CONTACT)
    point = nodes["GovernmentOrganization"]["contactPoint"]
    assert (point["telephone"], point["email"]) == ("0205 000 0000", "ban@example.org")
    assert point["url"].endswith(CONTACT)


def test_a_board_that_says_nothing_still_has_a_contact_page(client, index):
    contact = page(client, CONTACT)

    assert contact.select(".contact dt") == []
    assert "contactPoint" not in told(contact)["GovernmentOrganization"]


# Ways there, and ways to follow


@pytest.mark.parametrize("address", ["/", "/tin-tuc/", CONTACT, "/khong-co/"])
def test_the_footer_leads_to_both(client, index, address):
    shown = BeautifulSoup(client.get(address).content, "html.parser")

    assert {CONTENTS, CONTACT} <= links(shown.footer).keys()


def test_search_engines_are_told_of_both_and_of_the_calendar(client, index):
    text = client.get("/sitemap-pages.xml").content.decode()

    for address in (CONTENTS, CONTACT, "/lich/"):
        assert f"{address}</loc>" in text
    # Each word somebody looks for would be a page of its own.
    assert "/tim-kiem/" not in text


def test_lists_name_their_three_feeds_at_the_end(client, post):
    cluster = f"/tin-tuc/cum/{post.clusters.first().slug}/"
    for address in ("/tin-tuc/", cluster):
        followed = links(page(client, address).select(".news-columns .news-feed")[-1])
        assert followed == {
            f"{address}rss.xml": "RSS",
            f"{address}atom.xml": "Atom",
            f"{address}feed.json": "JSON Feed",
        }


def test_a_post_lets_feed_readers_find_its_lists(client, post):
    head = page(client, post.url).head

    found = {link["href"] for link in head.select("link[rel=alternate]")}

    cluster = f"/tin-tuc/cum/{post.clusters.first().slug}/"
    feeds = ("rss.xml", "atom.xml", "feed.json")
    assert found == {
        f"{place}{name}" for place in ("/tin-tuc/", cluster) for name in feeds
    }
