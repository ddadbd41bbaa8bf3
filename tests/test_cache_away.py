"""Redis that is away costs what it remembers, and no page."""

import pytest
from redis.exceptions import ConnectionError

from portal.cache import RedisCache

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(RedisCache, "away_until", 0.0)
    return RedisCache(NOBODY, {})


def test_nothing_is_known_and_nothing_is_kept(away):
    away.set("a", 1)

    assert away.get("a", "nothing") == "nothing"
    assert away.get_many(["a"]) == {}
    assert not away.has_key("a")
    assert not away.add("a", 1)
    assert away.set_many({"a": 1}) == ["a"]


def test_what_has_to_be_forgotten_is_never_taken_for_forgotten(away):
    away.get("a")

    with pytest.raises(ConnectionError):
        away.delete("a")


def test_it_is_not_asked_again_by_each_who_comes(away, monkeypatch):
    asked = []
    monkeypatch.setattr(RedisCache, "_cache", property(lambda _: asked.append(1)))
    monkeypatch.setattr(RedisCache, "away_until", float("inf"))

    assert away.get("a") is None
    assert asked == []


def test_a_page_that_is_not_kept_is_made(away, index, client, monkeypatch):
    monkeypatch.setattr("wagtail.models.sites.cache", away)

    assert client.get(index.url).status_code == 200
    assert client.get("/api/v2/pages/").status_code == 200
