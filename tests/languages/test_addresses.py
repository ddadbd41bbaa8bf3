"""The address alone says the language; English stands where an English page exists."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import PreviewLink
from tests import build

from .english import opened, translated

VIETNAMESE = ("/", "/tin-tuc/", "/lich/", "/tim-kiem/", "/khong-co/")
ENGLISH = ("/en/", "/en/news/", "/en/lich/", "/en/tim-kiem/", "/en/nothing/")


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    return response, BeautifulSoup(response.content, "html.parser")


def test_a_translation_stands_below_en(client, index, english):
    post = build.article(index)
    other = translated(post, title="Conference of the cluster")

    response, page = read(client, other.url)

    assert other.url == f"/en/news/2020/{other.slug}/"
    assert response.status_code == 200
    assert page.html["lang"] == "en"
    assert page.h1.text == "Conference of the cluster"


@pytest.mark.parametrize("address", VIETNAMESE)
def test_neither_browser_nor_cookie_changes_what_is_read(client, english, address):
    client.cookies["django_language"] = "en"

    response, page = read(client, address, accept_language="en-GB,en;q=0.9")

    assert page.html["lang"] == response["Content-Language"] == "vi"
    assert "accept-language" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("address", ENGLISH)
def test_below_en_everything_is_english(client, english, address):
    response, page = read(client, address, accept_language="vi")

    assert response.status_code == (404 if "nothing" in address else 200)
    assert page.html["lang"] == response["Content-Language"] == "en"
    assert "accept-language" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("address", ENGLISH)
def test_before_there_is_an_english_home_nothing_is_there(client, index, address):
    response, page = read(client, address)

    assert response.status_code == 404
    assert page.html["lang"] == "vi"


def test_a_draft_of_the_home_page_opens_nothing(client, index):
    opened(index.get_parent().specific).unpublish()

    response, page = read(client, "/en/")

    assert (response.status_code, page.html["lang"]) == (404, "vi")


def test_a_post_is_read_at_one_address_only(client, index, english):
    post = build.article(index)
    other = translated(post)

    for address in (f"/en{post.url}", other.url.removeprefix("/en"), "/en/tin-tuc/"):
        assert client.get(address).status_code == 404


def test_lists_hold_the_posts_of_their_language(client, index, english):
    post = build.article(index)
    other = translated(post)

    for address, shown, hidden in (
        ("/", post, other),
        ("/tin-tuc/", post, other),
        ("/tin-tuc/2020/", post, other),
        ("/tin-tuc/rss.xml", post, other),
        ("/en/", other, post),
        ("/en/news/", other, post),
        ("/en/news/2020/", other, post),
        ("/en/news/feed.json", other, post),
    ):
        text = client.get(address).content.decode()
        assert shown.title in text, address
        assert hidden.title not in text, address


def test_the_calendar_tells_of_the_posts_of_its_language(client, index, english):
    post = build.article(index, event_date=build.moment(2020, 7, 9).date())
    other = translated(post)

    vietnamese = client.get("/lich/2020/07/").content.decode()
    text = client.get("/en/lich/2020/07/").content.decode()

    assert post.title in vietnamese
    assert other.title not in vietnamese
    assert other.title in text
    assert post.title not in text
    assert "Thursday, 09/07/2020" in text


def test_feeds_name_their_language(client, index, english):
    translated(build.article(index))

    vietnamese = client.get("/tin-tuc/feed.json").json()
    feed = client.get("/en/news/feed.json").json()

    assert (vietnamese["language"], feed["language"]) == ("vi", "en")
    assert feed["home_page_url"] == "http://localhost/en/news/"


def test_a_preview_link_of_an_english_draft_speaks_english(client, index, english):
    draft = translated(build.article(index), live=False)
    link = PreviewLink.objects.create(
        article=draft, expires_at=timezone.now() + timedelta(days=1)
    )

    _, page = read(client, link.get_absolute_url())

    assert page.html["lang"] == "en"


def test_a_private_home_keeps_its_language_closed(client, index, english):
    PageViewRestriction.objects.create(
        page=english.get_parent(), restriction_type="login"
    )
    post = build.article(index)

    _, page = read(client, post.url)

    assert page.select("[hreflang]") == []


def test_posts_in_other_languages_do_not_displace_the_related_ones(
    client, index, english
):
    cluster, moment = build.cluster(), build.moment
    here = translated(
        build.article(index, clusters=[cluster], published_at=moment(2020, 7, 13))
    )
    alike = translated(
        build.article(index, clusters=[cluster], published_at=moment(2019))
    )
    translated(build.article(index, published_at=moment(2020, 7, 12)))
    for day in range(1, 12):
        build.article(index, clusters=[cluster], published_at=moment(2020, 6, day))

    shown = client.get(here.url).context["related"]

    assert [related.article.pk for related in shown] == [alike.pk]
