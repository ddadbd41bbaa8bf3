"""OpenSearch answers in the database's place, by a setting alone.

The one thing that is not real here is the client that would speak to a server.
"""

import sys
import time
import types
from typing import Any

import pytest
from wagtail.search.backends import get_search_backend

from news.filters import ArticleFilter
from news.models import ArticlePage
from news.search import counts, engine, find
from tests import build

pytestmark = pytest.mark.django_db


class Server:
    """What a server would be told; it finds the posts it is given."""

    said: list[dict[str, Any]] = []
    finds: list[int] = []

    def __init__(self, **options: Any) -> None:
        self.indices = self

    def search(self, **request: Any) -> dict[str, Any]:
        Server.said.append(request)
        hits = [
            {"_score": 1.0, "fields": {"pk": [str(pk)]}, "_source": {}}
            for pk in Server.finds
        ]
        return {"hits": {"hits": hits}}

    def count(self, **request: Any) -> dict[str, int]:
        return {"count": len(Server.finds)}

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: {}


found_by_the_engine = Server.search


@pytest.fixture
def opensearch(settings, monkeypatch):
    client = types.ModuleType("opensearchpy")
    client.OpenSearch = Server
    client.NotFoundError = type("NotFoundError", (Exception,), {})
    helpers = types.ModuleType("opensearchpy.helpers")
    helpers.bulk = lambda *args, **kwargs: None
    monkeypatch.setitem(sys.modules, "opensearchpy", client)
    monkeypatch.setitem(sys.modules, "opensearchpy.helpers", helpers)
    monkeypatch.setattr(Server, "said", [])
    settings.WAGTAILSEARCH_BACKENDS = settings.WAGTAILSEARCH_BACKENDS | {
        "big": {
            "BACKEND": "wagtail.search.backends.opensearch3",
            "URLS": ["https://search.example.org:9200"],
            "INDEX_PREFIX": "bantin_",
            "AUTO_UPDATE": False,
        }
    }
    settings.NEWS_SEARCH = "big"
    return get_search_backend("big")


def test_the_mapping_of_a_post(opensearch):
    mapping = opensearch.mapping_class(ArticlePage)
    properties = mapping.get_mapping()["properties"]

    kinds = {
        name: field["type"]
        for name, field in properties.items()
        if name.startswith("news_")
    }
    assert kinds == {
        "news_searchable__folded_title": "text",
        "news_searchable__folded_title_edgengrams": "text",
        "news_articlepage__lead": "text",
        "news_articlepage__body": "text",
        "news_searchable__folded_head": "text",
        "news_searchable__folded_captions": "text",
        "news_searchable__folded_text": "text",
        "news_searchable__facet_words": "text",
        "news_articlepage__published_at_filter": "date",
    }
    copied = properties["news_searchable__folded_title"]["copy_to"]
    assert "_all_text" in copied
    assert "_all_text_boost_4_0" in copied


def test_a_post_as_the_engine_gets_it(index, opensearch):
    photo = build.photo(caption="Đồi hồi")
    article = build.article(
        index,
        title="Hội nghị sơ kết",
        clusters=[build.cluster()],
        body=[build.paragraph("Đảng bộ."), build.photo_block(photo)],
    )

    document = opensearch.mapping_class(ArticlePage).get_document(article)

    said = {
        name.removeprefix("news_searchable__"): value
        for name, value in document.items()
    }
    assert said["folded_title"] == "hoi nghi so ket"
    assert "cum i cac doanh nghiep" in said["folded_head"]
    assert "doi hoi" in said["folded_captions"]
    assert "dang bo" in said["folded_text"]
    assert article.clusters.first().slug.replace("-", "_") in said["facet_words"]


def test_one_setting_turns_readers_search_to_it(client, index, opensearch, monkeypatch):
    article = build.article(index, title="Hội nghị sơ kết")
    secret = build.article(index, title="Bí mật", live=False)
    monkeypatch.setattr(Server, "finds", [secret.pk, article.pk])

    found = find(
        'Hội nghị "sơ kết"',
        ArticleFilter(cluster="cum-i", year=2020),
        ArticlePage.objects.published(),
    )

    # Whatever the engine says, only what is public is shown.
    assert found.articles == [article]
    request = str(Server.said[0])
    assert Server.said[0]["index"].startswith("bantin_")
    for part in ("hoi nghi", "so ket", "phrase", "zcluster_cum_i", "published_at"):
        assert part in request, part
    response = client.get("/tim-kiem/?q=hoi+nghi")
    assert "<mark>Hội nghị</mark>" in response.content.decode()


@pytest.fixture
def away(opensearch, monkeypatch):
    """The server does not answer in time."""
    asked = []

    def search(self, **request):
        asked.append(request)
        raise TimeoutError("nobody there")

    monkeypatch.setattr(Server, "search", search)
    monkeypatch.setattr(engine, "_again", {})
    return asked


def test_while_the_engine_is_away_the_database_answers(client, index, away, caplog):
    build.article(index, title="Hội nghị sơ kết")
    build.article(index, title="Hội nghị mật", live=False)

    found = [client.get(f"/tim-kiem/?q=hoi+nghi{more}") for more in ("", "&nam=2020")]

    for response in found:
        assert response.status_code == 200
        assert "<mark>Hội nghị</mark> sơ kết" in response.content.decode()
        assert "mật" not in response.content.decode()
    # The second reader waits for nothing, and one line tells what has happened.
    assert len(away) == 1
    [told] = [line for line in caplog.records if "did not answer" in line.message]
    assert told.levelname == "ERROR"


def test_one_search_that_the_engine_refuses_is_no_absence(index, away, monkeypatch):
    class Refused(Exception):
        status_code = 400

    def refuse(self, **request):
        away.append(request)
        raise Refused

    monkeypatch.setattr(Server, "search", refuse)
    article = build.article(index, title="Hội nghị sơ kết")
    search = ("hoi nghi", ArticleFilter(), ArticlePage.objects.published())

    found = [find(*search).articles for _ in range(2)]

    assert found == [[article], [article]]
    assert len(away) == 2


def test_an_engine_that_was_away_is_asked_again(index, away, monkeypatch):
    article = build.article(index, title="Hội nghị sơ kết")
    search = ("hoi nghi", ArticleFilter(), ArticlePage.objects.published())
    find(*search)
    monkeypatch.setattr(Server, "search", found_by_the_engine)
    monkeypatch.setattr(Server, "finds", [])
    still = find(*search).articles

    monkeypatch.setattr(engine, "_again", {"big": time.monotonic() - 1})

    assert still == [article]
    assert find(*search).articles == []


def test_what_an_engine_finds_is_narrowed_without_numbers(
    index, opensearch, monkeypatch
):
    """Only the database can count the choices of what it found itself."""
    cluster = build.cluster()
    article = build.article(index, title="Hội nghị", clusters=[cluster])
    monkeypatch.setattr(Server, "finds", [article.pk])
    found = find("hoi nghi ", ArticleFilter(), ArticlePage.objects.published())

    offered = counts(found, ArticleFilter(cluster=cluster.slug), index.pk)

    assert offered.total == 1
    assert [one.slug for one in offered.of("cluster")] == [cluster.slug]
    assert offered.uncounted == {"cluster", "organisation", "month"}
