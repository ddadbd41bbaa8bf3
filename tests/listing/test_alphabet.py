"""A register that grows without end is leafed through; a short one is one page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import alphabet, choices
from news.alphabet import Place
from news.filters import ArticleFilter
from news.models import Facet
from tests import build

pytestmark = pytest.mark.django_db

WORDS = ["Đảng bộ", "Dân vận", "Thi đua", "Ôn tập", "5S", "Ủy ban"]


@pytest.fixture
def topics(index):
    """Seven of each word; the more posts, the later they were made."""

    def make(each: int = 7) -> None:
        Facet.objects.bulk_create(
            Facet(
                index=index,
                kind="topic",
                slug=f"chu-de-{number}-{place}",
                label=f"{word} {number:02d}",
                posts=place + 1,
            )
            for place, word in enumerate(WORDS)
            for number in range(each)
        )

    return make


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(alphabet, "LONGEST", 5)
    monkeypatch.setattr(alphabet, "MOST", 3)


def leaf(client, address):
    return client.get(address).context["listing"].leaf


def test_a_short_register_is_one_page_in_the_order_of_a_dictionary(
    client, index, monkeypatch, topics
):
    monkeypatch.setattr(alphabet, "LONGEST", 100)
    topics(1)

    shown = leaf(client, f"{index.url}chu-de/")

    names = [name.title.removesuffix(" 00") for name in shown.names]
    assert names == ["5S", "Dân vận", "Đảng bộ", "Ôn tập", "Thi đua", "Ủy ban"]
    assert not shown.letters


def test_a_long_one_shows_what_has_most_posts_and_its_letters(client, index, topics):
    topics()

    shown = leaf(client, f"{index.url}chu-de/")

    assert [name.posts for name in shown.names] == [6, 6, 6]
    letters = [(link.title, link.posts) for link in shown.letters]
    assert letters == [(sign, 7) for sign in ("0-9", "D", "Đ", "Ô", "T", "U")]
    assert shown.is_choice


def test_a_letter_is_leafed_through_until_each_name_was_seen(client, index, topics):
    topics()
    letters = leaf(client, f"{index.url}chu-de/").letters

    seen = []
    for letter in letters:
        first = leaf(client, letter.url)
        here, *others = first.pages
        assert (here.title, here.url) == ("1", "")
        seen += first.names
        for page in others:
            seen += leaf(client, page.url).names

    assert len(seen) == len({name.url for name in seen}) == 7 * len(WORDS)


def test_people_stand_under_their_given_names(client, index):
    Facet.objects.bulk_create(
        Facet(index=index, kind="author", slug=f"a-{n}", label=name, posts=1)
        for n, name in enumerate(
            ["Lê Văn Ân", "Trần Thị An", "Đỗ Bình", "Hoàng Yến", "Vũ Cúc", "Lý Ý"]
        )
    )

    letters = leaf(client, f"{index.url}tac-gia/").letters

    assert [letter.title for letter in letters] == ["A", "Â", "B", "C", "Y"]


def test_each_page_has_one_address(client, index, topics):
    topics()
    asked = f"{index.url}chu-de/?trang=2&utm_source=zalo&chu=%C4%91"

    listing = client.get(asked).context["listing"]

    assert listing.canonical == f"{index.url}chu-de/?chu=%C4%91&trang=2"


@pytest.mark.parametrize(
    "query",
    ["chu=z", "chu=d&trang=3", "chu=d&trang=9999"],
)
def test_a_place_that_the_register_has_not_is_not_there(client, index, topics, query):
    topics()

    assert client.get(f"{index.url}chu-de/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        *("chu=", "chu=D", "chu=tt", "chu=5", "chu=%00", "chu=%F0%9F%8E%89"),
        *("trang=2", "chu=<b>", "chu=" + "a" * 5000, "chu=%CC%81"),
    ],
)
def test_what_makes_no_sense_is_the_first_page(client, index, topics, query):
    topics()

    listing = client.get(f"{index.url}chu-de/?{query}").context["listing"]

    assert listing.leaf.place == Place()
    assert listing.canonical == f"{index.url}chu-de/"


def test_pages_that_make_no_sense_are_the_first_one():
    odd = ["0", "-1", "x", "²", "１", "99999", ""]

    assert {Place.from_query({"chu": "d", "trang": page}).page for page in odd} == {1}


def test_filters_read_only_the_names_they_offer(client, index, monkeypatch):
    monkeypatch.setattr(choices, "FEWEST", 0)
    build.article(index, topics=["sơ kết"])
    rows = [
        Facet(index=index, kind="topic", slug=f"c-{n}", label=f"C {n:02d}", posts=n)
        for n in range(1, 100)
    ]
    Facet.objects.bulk_create(rows)

    with CaptureQueriesContext(connection) as asked:
        counts = index.counts(ArticleFilter())

    assert len(asked) == 1
    found = sorted((one.posts for one in counts.of("topic")), reverse=True)
    assert found == list(range(99, 99 - choices.MOST - 1, -1))
