"""A cache in front of the site learns what it has to throw away."""

import ast
import os
import shutil
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.contrib.frontend_cache.backends import BaseBackend

from news import fronts
from news.caching.addresses import OwnAddresses
from news.caching.forgetting import addresses, forget, generations_in
from news.caching.generations import Away
from news.fronts.purging import NotPurged

from .portal import ask, door
from .test_door import Site
from .test_purging import OURS, cache_in_front, closed

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
        site = Site(subject, parameters=("nam",))
        front = door(site, folder, addresses=addresses())
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
    read(folder, ("/", "page:1"))
    generations_in(folder).begin({"page:1"})
    read(folder, ("/", "page:2"))

    told("page:1")

    assert Front.purged == ["http://localhost/"]


def test_what_nobody_keeps_any_more_here_is_purged_in_front(folder, in_front, told):
    in_front(Front)
    read(folder, ("/", "page:1"))
    shutil.rmtree(folder / "pages")

    told("page:1")

    assert Front.purged == ["http://localhost/"]


def test_an_address_is_known_for_as_long_as_it_may_be_in_front(tmp_path):
    known = OwnAddresses(tmp_path / "addresses")
    known.note("http://localhost/", ["page:1"], lasts=60)
    known.note("http://localhost/", ["page:1"], lasts=-1)
    known.note("http://localhost/cu/", ["page:1"], lasts=-1)
    known.noted = 0

    known.note("http://localhost/2/", [f"page:{n}" for n in range(2000)], lasts=60)

    many = known.of(f"page:{n}" for n in range(1, 2000))
    assert many == {"http://localhost/", "http://localhost/2/"}


def test_an_index_that_is_full_notes_nothing_more(tmp_path, monkeypatch):
    monkeypatch.setattr("news.caching.addresses.ROUND", 1)
    monkeypatch.setattr("news.caching.addresses.LARGEST", 20_000)
    known = OwnAddresses(tmp_path / "addresses")
    names = [f"page:{number}" for number in range(1000)]
    known.note("http://localhost/", names, lasts=-1)
    # What is over makes place again.
    known.note("http://localhost/2/", names, lasts=60)

    with pytest.raises(Away):
        known.note("http://localhost/3/", names, lasts=60)

    assert known.of(["page:1"]) == {"http://localhost/2/"}


def test_queries_take_half_of_the_index_at_most(tmp_path, monkeypatch):
    monkeypatch.setattr("news.caching.addresses.ROUND", 1)
    monkeypatch.setattr("news.caching.addresses.LARGEST", 60_000)
    known = OwnAddresses(tmp_path / "addresses")
    names = [f"page:{number}" for number in range(1000)]
    known.note("http://localhost/", names, lasts=60)

    with pytest.raises(Away):
        known.note("http://localhost/tim-kiem/?q=a", ["site"], lasts=60)

    known.note("http://localhost/2/", ["site"], lasts=60)
    assert known.of(["site"]) == {"http://localhost/2/"}


def test_what_is_promised_counts_from_the_last_who_is_given_the_page(tmp_path):
    control = ("Cache-Control", "public, s-maxage=86400, stale-if-error=3600")
    known = Noted()
    front = door(Site("posts", headers=[control]), tmp_path, addresses=known)

    ask(front, "/")

    # An hour is its time here, another that it is kept beyond it.
    assert known.lasts == [pytest.approx(86400 + 3600 + 3600 + 3600, abs=5)]


class Noted:
    def __init__(self, happens=lambda: None):
        self.lasts, self.happens = [], happens

    def note(self, address, subjects, lasts):
        self.lasts.append(lasts)
        self.happens()


def away():
    raise Away("nobody is there")


def changed(folder):
    generations_in(folder).begin({"posts"})


@pytest.mark.parametrize("happens", [away, changed])
def test_what_could_not_be_purged_is_in_front_for_a_moment(tmp_path, happens):
    how = {"changed": lambda: changed(tmp_path)}.get(happens.__name__, happens)
    control = ("Cache-Control", "public, s-maxage=86400")
    site = Site("posts", headers=[control])

    answer = ask(door(site, tmp_path, addresses=Noted(how)), "/")

    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"


class Queue:
    """One that can wait; notes what is to be done later."""

    supports_defer = True

    def __init__(self):
        self.later = []

    def using(self, run_after):
        self.run_after = run_after
        return self

    def enqueue(self, *told):
        self.later.append((told, self.run_after - timezone.now()))


@pytest.fixture
def queue(monkeypatch):
    own, kind = Queue(), type(fronts.purge)
    monkeypatch.setattr(kind, "get_backend", lambda self: own)
    monkeypatch.setattr(kind, "using", lambda self, **how: own.using(**how))
    return own


def test_a_purge_that_fails_is_tried_again_later(db, folder, settings, queue):
    settings.WAGTAILFRONTENDCACHE = {"front": {**OURS, "LOCATION": closed()}}
    read(folder, ("/", "posts"))

    fronts.purge.func(["posts"])
    with pytest.raises(NotPurged, match="does not answer"):
        fronts.purge.func(["posts"], len(fronts.PAUSES))

    ((told, pause),) = queue.later
    assert told == (["posts"], 1)
    assert timedelta(0) < pause < timedelta(minutes=1)
    with cache_in_front() as front:
        settings.WAGTAILFRONTENDCACHE = {"front": {**OURS, "LOCATION": front.location}}
        fronts.purge.func(*told)
    assert front.purged == ["http://localhost/"]


def test_the_portals_cache_in_front_is_one_that_is_tried_again():
    own = {"FRONT_CACHE": "http://127.0.0.1:6081", "PYTHONPATH": "site"}
    asked = "from portal.settings.local import *; print(WAGTAILFRONTENDCACHE)"

    told = subprocess.check_output(
        [sys.executable, "-c", asked], env=os.environ | own, text=True
    )

    place = {"LOCATION": "http://127.0.0.1:6081"}
    assert ast.literal_eval(told) == {"front": OURS | place}


def test_one_cache_that_fails_keeps_none_of_the_others_back(db, folder, settings):
    settings.WAGTAILFRONTENDCACHE = {
        "away": {**OURS, "LOCATION": closed()},
        "front": {"BACKEND": f"{__name__}.Tagged"},
    }
    Front.purged.clear()
    read(folder, ("/", "posts"))

    with pytest.raises(NotPurged):
        fronts.throw_away(["posts"])

    assert Front.purged == ["http://localhost/"]


def test_very_many_addresses_are_purged_a_part_at_a_time(
    db, folder, in_front, told, monkeypatch
):
    in_front(Front)
    every = [f"http://localhost/{number}/" for number in range(450)]
    parts = []
    for address in every:
        addresses().note(address, ["site"], lasts=60)
    monkeypatch.setattr(Front, "purge_batch", lambda self, urls: parts.append(urls))

    told("site")

    assert [len(part) for part in parts] == [200, 200, 50]
    assert sorted(url for part in parts for url in part) == sorted(every)


def test_a_part_that_fails_is_tried_again_without_the_others(
    db, folder, settings, queue
):
    settings.WAGTAILFRONTENDCACHE = {"front": {**OURS, "LOCATION": closed()}}

    fronts.purge_addresses.func(["http://localhost/1/"], ["front"])

    assert queue.later[0][0] == (["http://localhost/1/"], ["front"], 1)


def test_what_changes_every_page_is_told_by_its_name_where_that_is_known(
    folder, in_front, told, settings
):
    in_front(Tagged)
    read(folder, ("/", "posts"))

    told("site")
    assert (Tagged.tags, Front.purged) == (["site", "many"], [])

    settings.NEWS_CACHE_TAG_HEADERS = ()
    told("site")
    assert Front.purged == ["http://localhost/"]


def test_a_cache_that_forgets_by_names_is_told_them(folder, in_front, told):
    in_front(Tagged)
    read(folder, ("/", "posts"))

    told("posts")

    assert Tagged.tags == ["posts", "many"]


def test_what_forgets_every_page_tells_the_cache_in_front(db, folder, in_front):
    in_front(Front)
    read(folder, ("/", "posts"), ("/khac/", "page:2"))

    call_command("forget_pages")

    assert sorted(Front.purged) == ["http://localhost/", "http://localhost/khac/"]


def test_a_cache_in_front_that_could_not_be_told_is_said(folder, in_front, monkeypatch):
    in_front(Front)
    made = generations_in(folder).now()
    monkeypatch.setattr(fronts, "addresses", away)

    with pytest.raises(CommandError, match="in front could not be told: nobody is"):
        call_command("forget_pages")

    assert generations_in(folder).now() != made


def test_without_a_cache_in_front_nothing_is_asked(folder, told, monkeypatch):
    monkeypatch.setattr(fronts, "throw_away", lambda _: pytest.fail("was asked"))
    made = generations_in(folder).now()

    told("posts")

    assert generations_in(folder).now() != made
