"""Several machines keep their pages together in Redis, and read on where it is away."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from django.core.management import CommandError, call_command

from news.caching.addresses import SharedAddresses
from news.caching.door import Door
from news.caching.forgetting import generations, tell
from news.caching.generations import COUNTED
from news.caching.shared import (
    CURRENT,
    PREFIX,
    Away,
    SharedGenerations,
    SharedPages,
    Store,
    journal,
)
from news.caching.untold import LONGEST

from .portal import ask, door
from .test_door import Site

pytestmark = pytest.mark.skipif(
    not shutil.which("redis-server"), reason="needs redis-server"
)


class Server:
    """A Redis of its own, which can be away."""

    def __init__(self, folder) -> None:
        self.folder, self.process = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        where = ("--port", str(self.port), "--bind", "127.0.0.1")
        forgets = ("--save", "", "--appendonly", "no", "--dir", str(self.folder))
        command = ["redis-server", *where, *forgets]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.client = redis.Redis.from_url(self.url)
        for _ in range(200):
            with contextlib.suppress(redis.ConnectionError):
                self.client.ping()
                return
            time.sleep(0.02)
        raise TimeoutError("Redis did not start.")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("redis"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def server(running):
    running.client.flushall()
    return running


@pytest.fixture
def stopped(server):
    server.stop()
    yield server
    server.start()


def machine(server, folder=None) -> SharedGenerations:
    # Without a folder of its own, one that cannot be written.
    return SharedGenerations(Store(server.url), folder or Path("/dev/null/none"))


def front(site, server, folder, known=None) -> Door:
    known = known or machine(server, folder)
    return door(site, folder, generations=known, common=SharedPages(known.store))


def test_a_change_on_one_machine_is_known_on_the_other(server):
    here, there = machine(server), machine(server)
    made = there.now()
    assert there.is_current(made, ["posts"])

    here.begin(["posts", "page:1"])

    assert there.now() != made
    assert not there.is_current(made, ["posts"])
    assert there.is_current(made, ["page:2"])
    assert there.is_current(there.now(), ["posts"])


def test_what_was_withdrawn_on_one_is_withdrawn_on_the_other(server):
    here, there = machine(server), machine(server)
    made = there.now()

    here.begin(["page:1"], withdrawn=True)
    there.now()

    assert there.is_withdrawn(made, ["page:1"])
    assert not there.is_withdrawn(made, ["page:2"])


def test_a_process_that_starts_knows_what_was_before(server):
    here = machine(server)
    made = here.now()
    here.begin(["posts"])

    late = machine(server)
    late.now()
    assert not late.is_current(made, ["posts"])
    assert late.is_current(late.now(), ["posts"])


def test_a_redis_that_has_forgotten_begins_anew(server):
    here = machine(server)
    here.begin(["posts"])
    made = here.now()

    server.client.flushall()

    here.now()
    assert not here.is_current(made, ["page:1"])
    assert here.is_withdrawn(made, ["page:1"])


def test_a_journal_that_lost_lines_begins_anew(server):
    here = machine(server)
    for number in range(3):
        here.begin([f"page:{number}"])
    made = here.now()

    server.client.ltrim(journal(int(server.client.get(CURRENT))), 0, 1)

    here.now()
    assert not here.is_current(made, ["page:9"])


@pytest.mark.parametrize("again", [1, 2])
def test_a_redis_that_went_back_begins_anew_though_lines_came_again(server, again):
    here, there = machine(server), machine(server)
    for number in range(3):
        here.begin([f"page:{number}"])
    made = here.now()

    # As a snapshot does, or a copy that takes over.
    lines = journal(int(server.client.get(CURRENT)))
    server.client.ltrim(lines, 0, 1)
    for number in (9, 8)[:again]:
        there.begin([f"page:{number}"], withdrawn=True)

    here.now()
    assert not here.is_current(made, ["page:9"])
    assert here.is_withdrawn(made, ["page:9"])


def test_a_thread_that_was_overtaken_throws_nothing_away(server, monkeypatch):
    here, there = machine(server), machine(server)
    here.now()
    before, look = server.client.get(CURRENT), here._look
    overtaken = []

    def looks_and_is_overtaken(redis):
        found = look(redis)
        if not overtaken:
            overtaken.append(True)
            there.begin(["page:2"])
            here.now()
        return found

    there.begin(["page:1"])
    monkeypatch.setattr(here, "_look", looks_and_is_overtaken)
    here.now()

    assert server.client.get(CURRENT) == before
    assert not here.is_current(before_all(before), ["page:2"])


def before_all(token):
    return int(token) << COUNTED


def test_a_line_that_nobody_can_read_begins_anew(server):
    here = machine(server)
    here.begin(["page:1"])
    made = here.now()
    server.client.rpush(journal(int(server.client.get(CURRENT))), b"\xff")

    here.now()
    assert here.is_withdrawn(made, ["page:9"])


@pytest.mark.parametrize("bound", ["LONGEST", "HEAVIEST"])
def test_a_journal_does_not_grow_without_an_end(server, monkeypatch, bound):
    monkeypatch.setattr(f"news.caching.shared.{bound}", 3)
    here = machine(server)
    made = here.now()
    before = server.client.get(CURRENT)

    for number in range(3):
        here.begin([f"page:{number}"])

    assert server.client.get(CURRENT) != before
    assert len(server.client.keys(f"{CURRENT}:*")) <= 1
    here.now()
    assert not here.is_current(made, ["page:9"])


def test_a_page_made_on_one_machine_is_answered_by_the_other(server, tmp_path):
    first, second = Site(), Site()
    ask(front(first, server, tmp_path / "one"), "/")

    answer = ask(front(second, server, tmp_path / "two"), "/")

    assert (answer.how, first.asked, second.asked) == ("hit", 1, 0)


def test_a_page_in_redis_ends(server, tmp_path):
    ask(front(Site(), server, tmp_path), "/")

    (key,) = server.client.keys("bantin:page:*")

    assert 0 < server.client.ttl(key) <= 2 * 3600


def test_garbage_in_redis_is_made_anew(server, tmp_path):
    ask(front(Site(), server, tmp_path / "one"), "/")
    (key,) = server.client.keys("bantin:page:*")
    server.client.set(key, b"\xff garbage")

    answer = ask(front(Site(), server, tmp_path / "two"), "/")

    assert (answer.status, answer.how) == (200, "miss")


def test_with_redis_away_the_last_good_page_is_read(server, tmp_path):
    site, known = Site(), machine(server)
    at_door = front(site, server, tmp_path, known)
    ask(at_door, "/")
    server.stop()
    try:
        kept, new = ask(at_door, "/"), ask(at_door, "/other")
    finally:
        server.start()

    assert (kept.status, kept.how) == (200, "hit")
    assert kept.headers["Warning"].startswith("111")
    assert (new.status, new.how) == (200, "miss")
    assert site.asked == 2


def test_what_is_known_to_have_changed_is_not_read_with_redis_away(server, tmp_path):
    site, known = Site("page:1"), machine(server, tmp_path)
    at_door = front(site, server, tmp_path, known)
    ask(at_door, "/")
    machine(server).begin(["page:1"])
    known.now()
    server.stop()
    try:
        answer = ask(at_door, "/")
    finally:
        server.start()

    assert (answer.how, site.asked) == ("miss", 2)


def test_with_redis_away_equal_requests_are_made_once(server, tmp_path):
    site = Site("page:1", pause=0.2)
    at_door = front(site, server, tmp_path)
    server.stop()
    try:
        with ThreadPoolExecutor(20) as many:
            answers = list(many.map(lambda _: ask(at_door, "/"), range(20)))
    finally:
        server.start()

    assert {one.status for one in answers} == {200}
    assert site.asked == 1
    # Nobody knows how long it stays good.
    assert all(page.until < time.time() + 10 for page in memory(at_door))


def memory(at_door):
    return at_door.pages.memory.pages.values()


def test_after_the_time_of_pages_each_is_made_every_few_seconds(
    server, tmp_path, monkeypatch
):
    monkeypatch.setattr("news.caching.door.AWHILE", 0.3)
    site, known = Site("page:1"), machine(server, tmp_path)
    at_door = door(
        site, tmp_path, generations=known, common=SharedPages(known.store), longest=0.4
    )
    ask(at_door, "/")
    time.sleep(0.45)
    server.stop()
    try:
        ways = [ask(at_door, "/").how for _time in range(3)]
        time.sleep(0.35)
        ways.append(ask(at_door, "/").how)
        site.status, site.is_kept = "503 Service Unavailable", False
        time.sleep(0.35)
        bridged = ask(at_door, "/")
    finally:
        server.start()

    assert (ways, site.asked) == (["miss", "hit", "hit", "miss"], 4)
    assert (bridged.status, bridged.headers["Warning"][:3]) == (200, "111")


def test_what_was_changed_with_redis_away_is_not_read_and_told_later(server, tmp_path):
    site, known = Site("page:1"), machine(server, tmp_path)
    at_door = front(site, server, tmp_path, known)
    ask(at_door, "/")
    server.stop()
    try:
        with pytest.raises(Away):
            known.begin(["page:1"])
        meanwhile = ask(at_door, "/")
    finally:
        server.start()
    known.store.asked_again = 0

    known.now()

    assert (meanwhile.how, site.asked) == ("miss", 2)
    assert not known.untold
    (line,) = server.client.lrange(journal(int(server.client.get(CURRENT))), 0, -1)
    assert b"page:1" in line


def test_what_one_could_not_tell_another_process_of_its_machine_tells(server, tmp_path):
    elsewhere = machine(server)
    made = elsewhere.now()
    server.stop()
    try:
        # A command that withdraws, and ends.
        with pytest.raises(Away):
            machine(server, tmp_path).begin(["page:1"], withdrawn=True)
        beside = machine(server, tmp_path)
        assert beside.is_untold(["page:1"], since=time.time() - 60)
        assert not beside.is_untold(["page:2"], since=time.time() - 60)
    finally:
        server.start()
    # What Redis knew of before is lost with it here; the others must learn the rest.
    made = elsewhere.now()

    beside.now()
    elsewhere.now()

    assert elsewhere.is_withdrawn(made, ["page:1"])
    assert elsewhere.is_current(made, ["page:2"])
    assert not machine(server, tmp_path).untold


def test_what_could_not_be_told_is_told_once_by_many_threads(server, tmp_path):
    here = machine(server, tmp_path)
    here.now()
    for number in range(30):
        here.untold.add([f"page:{number}", "posts"], is_withdrawn=number % 2 == 0)

    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda _: here.now(), range(40)))

    lines = server.client.lrange(journal(int(server.client.get(CURRENT))), 0, -1)
    assert len(lines) == 2
    assert not here.untold


@pytest.mark.parametrize("left", [b'[["page:1"], tr', b"\0" * 20])
def test_half_a_line_of_what_could_not_be_told_touches_everything(
    server, tmp_path, left
):
    here = machine(server, tmp_path)
    made = here.now()
    (tmp_path / "untold").write_bytes(left)
    here.untold.add(["page:2"], is_withdrawn=False)

    here.now()

    assert here.is_withdrawn(made, ["site"])
    assert not here.is_current(made, ["page:2"])


def test_what_could_not_be_told_does_not_grow_without_an_end(server, tmp_path):
    here = machine(server, tmp_path)
    made = here.now()
    for number in range(2500):
        here.untold.add([f"page:{number}"], is_withdrawn=False)

    assert (tmp_path / "untold").stat().st_size <= LONGEST
    here.now()
    assert not here.is_current(made, ["site"])


def test_one_that_is_away_is_not_asked_by_every_request(stopped):
    store = Store(stopped.url)
    with pytest.raises(Away):
        store.ask(lambda client: client.ping())
    asked = []

    with pytest.raises(Away):
        store.ask(asked.append)

    assert asked == []


@pytest.mark.parametrize("what", ["now", "begin"])
def test_telling_a_redis_that_is_away_is_an_error_of_the_system(stopped, what):
    known = machine(stopped)

    with pytest.raises(Away):
        known.now() if what == "now" else known.begin(["posts"])
    assert issubclass(Away, OSError)


def test_the_settings_choose_it(server, settings, tmp_path):
    settings.NEWS_PAGE_CACHE = str(tmp_path)
    settings.NEWS_PAGE_CACHE_REDIS = server.url

    assert isinstance(generations(), SharedGenerations)
    assert generations() is generations()
    assert os.listdir(tmp_path) == []


def test_with_redis_away_all_of_a_transaction_is_written_down(
    stopped, settings, tmp_path
):
    settings.NEWS_PAGE_CACHE = str(tmp_path)
    settings.NEWS_PAGE_CACHE_REDIS = stopped.url

    tell({"page:1"}, {"posts"})

    changes = generations().untold.changes()
    assert {(*one.subjects, one.is_withdrawn) for one in changes} == {
        ("page:1", True),
        ("posts", False),
    }


def test_machines_know_together_what_a_cache_in_front_may_have(server):
    here, there = (SharedAddresses(Store(server.url), PREFIX) for _machine in range(2))
    here.note("http://localhost/", ["page:1", "posts"], lasts=90_000)
    here.note("http://localhost/2/", ["posts"], lasts=60)

    assert there.of(["page:1", "page:7"]) == {"http://localhost/"}
    assert there.of(["posts"]) == {"http://localhost/", "http://localhost/2/"}
    assert there.of([]) == set()
    assert server.client.ttl("bantin:until:posts") > 80_000


def test_redis_gives_up_an_address_that_is_over(server, monkeypatch):
    known = SharedAddresses(Store(server.url), PREFIX)
    known.note("http://localhost/", ["site", "page:1"], lasts=90_000)
    known.note("http://localhost/", ["page:1"], lasts=1)
    known.note("http://localhost/tim-kiem/?q=a", ["site", "page:1"], lasts=60)

    later = time.time() + 61
    monkeypatch.setattr("news.caching.addresses.time.time", lambda: later)
    seen = known.of(["page:1"])
    known.note("http://localhost/2/", ["site"], lasts=60)

    assert seen == {"http://localhost/"}
    kept = server.client.zrange("bantin:until:site", 0, -1)
    assert {*kept} == {b"http://localhost/", b"http://localhost/2/"}


def test_whoever_thinks_of_queries_all_day_leaves_place_for_the_rest(
    server, monkeypatch
):
    monkeypatch.setattr("news.caching.addresses.MOST", 4)
    known = SharedAddresses(Store(server.url), PREFIX)
    for word in "ab":
        known.note(f"http://localhost/tim-kiem/?q={word}", ["site"], lasts=60)

    with pytest.raises(Away):
        known.note("http://localhost/tim-kiem/?q=c", ["site", "page:9"], lasts=60)
    for name in "12":
        known.note(f"http://localhost/{name}/", ["site"], lasts=60)
    with pytest.raises(Away):
        known.note("http://localhost/3/", ["site"], lasts=60)

    # What is known already is noted further on.
    known.note("http://localhost/tim-kiem/?q=a", ["site"], lasts=90)
    assert known.of(["page:9"]) == set()
    assert len(known.of(["site"])) == 4


def test_with_redis_away_nobody_says_that_nothing_has_to_be_purged(stopped):
    known = SharedAddresses(Store(stopped.url), PREFIX)

    with pytest.raises(Away):
        known.of(["posts"])


def test_the_command_says_that_redis_is_away_and_is_heard_later(
    server, settings, tmp_path
):
    settings.NEWS_PAGE_CACHE = str(tmp_path)
    settings.NEWS_PAGE_CACHE_REDIS = server.url
    here = machine(server, tmp_path)
    server.stop()
    try:
        with pytest.raises(CommandError, match="Redis cannot be reached"):
            call_command("forget_pages")
    finally:
        server.start()
    made = here.now() - 1

    here.now()

    assert not here.is_current(made, ["site"])
