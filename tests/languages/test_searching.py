"""A search finds posts of its own language, and offers no word of another."""

import pytest

from tests import build

from .english import translated


@pytest.fixture
def posts(index, english):
    words = [build.paragraph("Hội nghị thi đua, Lạng Sơn.")]
    post = build.article(index, title="Hội nghị thi đua", body=words)
    text = [build.paragraph("The emulation conference was held in Lạng Sơn.")]
    return post, translated(post, title="Emulation conference", body=text)


def found(client, address, words):
    response = client.get(address, {"q": words})
    results = response.context["results"]
    return [hit.article for hit in results.hits], results.found.count


def test_each_search_finds_and_counts_its_own(client, posts):
    post, other = posts

    assert found(client, "/tim-kiem/", "lang son") == ([post], 1)
    assert found(client, "/en/tim-kiem/", "lang son") == ([other], 1)
    assert found(client, "/tim-kiem/", "emulation") == ([], 0)
    assert found(client, "/en/tim-kiem/", "hội nghị") == ([], 0)


def test_what_is_suggested_is_in_the_language_of_the_search(client, posts):
    vietnamese = client.get("/tim-kiem/goi-y/", {"q": "emul"}).json()
    english = client.get("/en/tim-kiem/goi-y/", {"q": "emul"}).json()

    assert vietnamese == {"words": [], "posts": []}
    assert english["words"] == ["emulation"]
    assert [post["url"] for post in english["posts"]] == [posts[1].url]


def test_a_mistyped_word_is_put_right_in_its_language(client, posts):
    english = client.get("/en/tim-kiem/", {"q": "confernce"}).context["results"]
    vietnamese = client.get("/tim-kiem/", {"q": "confernce"}).context["results"]

    assert english.suggestion.title == "conference"
    assert english.suggestion.url.startswith("/en/tim-kiem/")
    assert vietnamese.suggestion is None


def test_a_word_that_left_one_language_stays_in_the_other(client, posts):
    post, other = posts
    other.unpublish()

    assert found(client, "/tim-kiem/", "lang son") == ([post], 1)
    assert found(client, "/en/tim-kiem/", "lang son") == ([], 0)
