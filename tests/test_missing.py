"""Where no page is, a reader is told which posts the address may have meant."""

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import PageViewRestriction

from news import search
from news.finding import page_not_found
from tests import build

OLD = "/tin-tuc/2019/hoi-nghi-so-ket-cum-i.html"
PAGE = {"headers": {"accept": "text/html,application/xhtml+xml"}}
TITLE = "Hội nghị sơ kết Cụm I"


@pytest.fixture
def meeting(index):
    return build.article(index, title=TITLE)


def missing(client, address: str, **asked):
    response = client.get(address, **(asked or PAGE))
    assert response.status_code == 404
    return BeautifulSoup(response.content, "html.parser")


def named(page: BeautifulSoup) -> list[str]:
    return [a.get_text() for a in page.select(".news-missing__post a")]


@pytest.mark.parametrize(
    "address",
    [
        OLD,
        "/node/123/hoi-nghi-so-ket-cum-i/",
        "/index.php/Hội_nghị%20sơ%20kết.aspx",
        # One word that no post has, and an end that none has.
        "/tin-cu/hoi-nghi-so-ket-zzzz/",
        "/hoi-nghi-so-ket-cum-nam-huyen-bac-son-2031/",
        "/cum-i/hoi/",
    ],
)
def test_the_words_of_an_old_address_find_the_post(client, meeting, address):
    assert named(missing(client, address)) == [TITLE]


@pytest.mark.parametrize(
    "address", ["/khong-co/", "/co/", "/node/12/khong-có.html", "/xqzw/khong-co-zzz/"]
)
def test_words_that_stand_in_every_text_suggest_nothing(client, index, address):
    build.article(index, title="Không có ai", body=[build.paragraph("Xqzw ở lại.")])

    assert named(missing(client, address)) == []


@pytest.mark.parametrize("accepted", ["text/html", "image/avif"])
def test_caches_are_told_that_there_are_two_answers(client, index, accepted):
    response = client.get(OLD, headers={"accept": accepted})

    assert "Accept" in response["Vary"].split(", ")


def test_the_form_is_filled_and_ways_lead_on(client, meeting):
    page = missing(client, OLD)

    assert page.select_one("main [name=q]")["value"] == "hoi nghi so ket cum i"
    ways = {a["href"] for a in page.select(".news-missing__ways a")}
    assert ways == {"/", "/tin-tuc/", "/tin-tuc/cum/", "/so-do-trang/"}
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_posts_that_not_everybody_may_read_are_not_named(client, index, meeting):
    for number in range(7):
        build.article(index, title=f"{TITLE} lần {number}")
    PageViewRestriction.objects.create(
        page=meeting, restriction_type=PageViewRestriction.LOGIN
    )

    found = named(missing(client, OLD))

    assert len(found) == 5
    assert TITLE not in found


@pytest.mark.parametrize(
    "address",
    [
        "/" + "hoi-nghi-" * 1_200 + "/",
        "/" + "x" * 10_000 + "/",
        "/%00%01%ff%fe/so-ket/",
        "/%E1%BB%99%E1%BB/%zz%/",
        "/\"'*(AND)\\<script>alert(1)</script>/",
        "/'; DROP TABLE news_articlepage; --/",
        "/🙂/ﷺ/\u202ehoi-nghi/",
        "//" + "/" * 500,
        "/tin-tuc/0000/00/",
        "/" + "-".join("abcdefghijklmnopqrstuvwxyz") + "/",
    ],
)
def test_hostile_addresses_are_a_page_like_any_other(client, meeting, address):
    page = missing(client, address)

    assert page.select_one("h1").get_text() == "Không có trang nào ở địa chỉ này"
    assert not page.select("main script")


@pytest.mark.once
@pytest.mark.parametrize("posts", [1, 12])
@pytest.mark.parametrize(
    ("address", "count"),
    [
        # Found at once; then without what no post knows, then by half; nothing.
        ("/node/1/hoi-nghi-so-ket-cum-i/", 11),
        ("/hoi-nghi-zzzz-gap-mat-so-ket/", 14),
        ("/qqqq-zzzz-xxxx/", 8),
    ],
)
def test_it_costs_the_same_queries_however_many_posts(
    client, index, posts, address, count, django_assert_num_queries
):
    for number in range(posts):
        build.article(index, title=f"{TITLE} lần {number}")
    build.article(index, title="Buổi gặp mặt đầu xuân")
    missing(client, address)

    with django_assert_num_queries(count):
        missing(client, address)


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/static/hoi-nghi-so-ket.html", "text/html"),
        ("/media/hoi-nghi-so-ket", "text/html"),
        ("/api/v2/hoi-nghi-so-ket/", "text/html"),
        ("/hoi-nghi-so-ket.png", "text/html"),
        ("/hoi-nghi-so-ket", "application/json"),
        ("/hoi-nghi-so-ket/", "image/avif,image/webp,*/*;q=0.8"),
    ],
)
def test_nothing_is_looked_for_where_no_reader_asks(client, meeting, address, accept):
    page = missing(client, address, follow=True, headers={"accept": accept})

    assert named(page) == []
    assert not page.select("form")


@pytest.mark.parametrize("fails", [DatabaseError, RuntimeError])
def test_a_search_that_fails_leaves_the_plain_page(client, meeting, monkeypatch, fails):
    def broken(*args, **kwargs):
        raise fails

    monkeypatch.setattr(search, "find", broken)

    page = missing(client, OLD)

    assert page.select_one("h1").get_text() == "Không có trang nào ở địa chỉ này"
    assert page.select_one("main a")["href"] == "/"


def test_so_does_a_database_that_is_away(rf, db, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(BaseDatabaseWrapper, "cursor", away)
        response = page_not_found(rf.get(OLD), Exception())

    assert response.status_code == 404
    assert "Không có trang nào" in response.content.decode()


def test_the_neutral_dress_shows_the_same(rf, meeting, settings):
    """Without a 404.html of the project, as where only the extension is installed."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]

    response = page_not_found(rf.get(OLD), Exception())

    page = BeautifulSoup(response.content, "html.parser")
    assert named(page) == [TITLE]
    assert page.select_one("body.news-page")
