"""A cache in front of the site learns what it has to throw away."""

import pytest
from wagtail.contrib.frontend_cache.backends import BaseBackend

from news.caching.forgetting import common, forget, generations_in

from .portal import ask, door
from .test_door import Site

BOTH = ("Cache-Tag", "Surrogate-Key")


class Front(BaseBackend):
    """Notes what it is told."""

    purged: list[str] = []

    def purge(self, url):
        self.purged.append(url)


class Tagged(Front):
    tags: list[str] = []

    def purge_tags(self, names):
        self.tags.extend(names)


@pytest.fixture
def in_front(settings):
    def put(backend):
        name = f"{__name__}.{backend.__name__}"
        settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": name}}
        Front.purged.clear()
        Tagged.tags.clear()

    return put


def read(folder, *pages):
    for address, subject in pages:
        front = door(Site(subject, parameters=("nam",)), folder)
        assert ask(front, address).how == "miss"


@pytest.fixture
def told(db, django_capture_on_commit_callbacks):
    def tell(*subjects):
        with django_capture_on_commit_callbacks(execute=True):
            forget(*subjects)

    return tell


def test_a_page_names_what_it_shows(tmp_path):
    front = door(Site("posts", "page:7"), tmp_path, tagged=BOTH)

    first, second = ask(front, "/"), ask(front, "/")

    for answer in (first, second):
        assert answer.headers["Cache-Tag"] == "page:7,posts,site"
        assert answer.headers["Surrogate-Key"] == "page:7 posts site"


def test_a_page_that_shows_very_much_says_that_it_is_one_of_many(tmp_path):
    front = door(Site(*(f"page:{n}" for n in range(999))), tmp_path, tagged=BOTH)

    answer = ask(front, "/")

    for name in BOTH:
        assert answer.headers[name].endswith("many")
        assert len(answer.headers[name]) <= 900


def test_nothing_is_named_where_no_header_is_wanted(tmp_path):
    answer = ask(door(Site("posts"), tmp_path), "/")

    assert not {*BOTH} & answer.headers.keys()


def test_the_addresses_that_showed_it_are_purged(folder, in_front, told):
    in_front(Front)
    read(folder, ("/", "posts"), ("/tin/?nam=2020&x=1", "page:1"), ("/khac/", "page:2"))

    told("posts", "page:1")

    assert sorted(Front.purged) == [
        "http://localhost/",
        "http://localhost/tin/?nam=2020",
    ]


def test_what_was_made_anew_meanwhile_is_purged_too(folder, in_front, told):
    """It may not show any more what the cache in front still shows."""
    in_front(Front)
    read(folder, ("/", "page:2"))
    (page,) = common().all()
    page.since += 60
    common().put("http://localhost/?", page)

    told("page:1")

    assert Front.purged == ["http://localhost/"]


def test_a_cache_that_forgets_by_names_is_told_them(folder, in_front, told):
    in_front(Tagged)
    read(folder, ("/", "posts"))

    told("posts")

    assert Tagged.tags == ["posts", "many"]


def test_without_a_cache_in_front_nothing_is_asked(folder, told, monkeypatch):
    monkeypatch.setattr("news.fronts.common", lambda: pytest.fail("was asked"))
    made = generations_in(folder).now()

    told("posts")

    assert generations_in(folder).now() != made
