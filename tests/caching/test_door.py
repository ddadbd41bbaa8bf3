"""A kept page is answered without Django; what is not everybody's is never kept."""

import gzip
import threading
import time

import brotli
import pytest

from news import caching
from news.caching import ASKED
from news.caching.generations import OwnGenerations

from .portal import ask, door


class Site:
    """What stands behind the door: says what it shows, counts how often it is asked."""

    def __init__(self, *subjects, **answers):
        self.subjects, self.asked, self.queries = subjects, 0, []
        self.parameters, self.until = (), None
        self.status, self.text, self.headers = "200 OK", "Tin " * 500, []
        self.is_kept, self.pause = True, 0
        vars(self).update(answers)

    def __call__(self, environ, start_response):
        self.asked += 1
        self.queries.append(environ["QUERY_STRING"])
        with caching.collecting(environ.get(ASKED) or caching.Shown()) as shown:
            caching.keep(
                *self.subjects, parameters=tuple(self.parameters), until=self.until
            )
            shown.is_kept = self.is_kept
        time.sleep(self.pause)
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.text.encode()]


@pytest.fixture
def generations(tmp_path):
    return OwnGenerations(tmp_path / "generations")


def test_a_second_reader_is_answered_without_the_site(tmp_path):
    site = Site()
    front = door(site, tmp_path)

    first, second = ask(front, "/tin-tuc/"), ask(front, "/tin-tuc/")

    assert (first.how, second.how, site.asked) == ("miss", "hit", 1)
    assert first.body == second.body == site.text.encode()
    assert second.headers["Content-Type"] == "text/html"


@pytest.mark.parametrize(
    ("coding", "decoded"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_it_is_sent_in_the_coding_that_was_asked_for(tmp_path, coding, decoded):
    site = Site()
    front = door(site, tmp_path)

    for _time in range(2):
        answer = ask(front, "/", HTTP_ACCEPT_ENCODING=f"{coding}, x;q=0")
        assert answer.headers["Content-Encoding"] == coding
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert decoded(answer.body) == site.text.encode()
    plain = ask(front, "/", HTTP_ACCEPT_ENCODING="br;q=0, gzip;q=0.0")
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"


def test_who_has_it_already_is_told_so(tmp_path):
    front = door(Site(headers=[("Cache-Control", "public")]), tmp_path)
    tag = ask(front, "/").headers["ETag"]

    same = ask(front, "/", HTTP_IF_NONE_MATCH=f'"x", {tag}')
    other = ask(front, "/", HTTP_IF_NONE_MATCH='W/"khac"')

    assert (same.status, same.body) == (304, b"")
    assert same.headers["ETag"] == tag
    assert same.headers["Cache-Control"] == "public"
    assert "Content-Length" not in same.headers
    assert other.status == 200


def test_a_head_has_the_headers_and_no_body(tmp_path):
    site = Site()
    front = door(site, tmp_path)

    first, second = ask(front, "/", "HEAD"), ask(front, "/", "HEAD")

    assert (first.body, second.body, site.asked) == (b"", b"", 1)
    assert second.headers["Content-Length"] == str(len(site.text))
    assert ask(front, "/").body == site.text.encode()


def test_a_change_of_what_it_shows_makes_it_anew(tmp_path, generations):
    site = Site("article:1")
    front = door(site, tmp_path)
    ask(front, "/")

    generations.begin({"article:2"})
    assert ask(front, "/").how == "hit"
    generations.begin({"article:1"})
    site.text = "Tin mới"

    answer = ask(front, "/")
    assert (answer.how, answer.body.decode()) == ("miss", "Tin mới")


def test_a_change_while_it_was_made_makes_it_anew(tmp_path, generations):
    site = Site("article:1")

    def changes(environ, start_response):
        answer = site(environ, start_response)
        generations.begin({"article:1"})
        return answer

    front = door(changes, tmp_path)
    ask(front, "/")

    assert ask(front, "/").how == "miss"


@pytest.mark.parametrize(
    "asked",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"method": "POST"},
        {"address": "/admin/pages/"},
        {"address": "/?q=" + "x" * 3000},
    ],
)
def test_what_is_somebodys_own_passes_the_door(tmp_path, asked):
    site = Site()
    front = door(site, tmp_path)
    ask(front, "/")

    for _time in range(2):
        answer = ask(front, **({"address": "/"} | asked))
        assert answer.how == ""
    assert site.asked == 3


def test_a_cookie_of_somebody_else_is_no_account(tmp_path):
    front = door(Site(), tmp_path)
    ask(front, "/")

    assert ask(front, "/", HTTP_COOKIE="_ga=1; theme=toi").how == "hit"


@pytest.mark.parametrize("what", [{"is_kept": False}, {"status": "404 Not Found"}])
def test_only_what_a_view_gives_out_is_kept(tmp_path, what):
    site = Site(**what, **({} if "is_kept" in what else {"is_kept": False}))
    front = door(site, tmp_path)

    assert [ask(front, "/").how for _time in range(2)] == ["", ""]
    assert site.asked == 2


def test_stray_parameters_neither_split_nor_reach_the_page(tmp_path):
    site = Site(parameters={"cum", "nam"})
    front = door(site, tmp_path)

    for address in [
        "/tin-tuc/?cum=cum-i&nam=2020",
        "/tin-tuc/?nam=2020&utm_source=zalo&cum=cum-i",
        "/tin-tuc/?cum=cum-i&nam=2020&fbclid=1&x[]=%00",
    ]:
        ask(front, address)

    assert site.queries == ["cum=cum-i&nam=2020"]


def test_a_parameter_of_other_pages_does_not_split_this_one(tmp_path):
    site = Site()
    front = door(site, tmp_path)
    ask(front, "/tin/")

    answers = [ask(front, f"/tin/?nam={year}") for year in range(2000, 2010)]

    assert {answer.how for answer in answers} == {"hit"}
    assert site.asked == 1


def test_made_with_more_than_it_names_it_is_not_for_others(tmp_path):
    site = Site()
    front = door(site, tmp_path)
    site.text = "Có năm"
    ask(front, "/tin/?nam=2020")

    site.text = "Không năm"

    assert ask(front, "/tin/").body.decode() == "Không năm"


def test_hosts_and_schemes_have_pages_of_their_own(tmp_path):
    site = Site()
    front = door(site, tmp_path)

    for changes in [{}, {"HTTP_HOST": "other"}, {"wsgi.url_scheme": "https"}]:
        assert ask(front, "/", **changes).how == "miss"


def test_a_page_ends_with_its_time(tmp_path):
    front = door(Site(), tmp_path, longest=0.05)
    ask(front, "/")
    assert ask(front, "/").how == "hit"

    time.sleep(0.06)

    assert ask(front, "/").how == "miss"


def test_one_cold_page_is_made_once_for_all_who_wait(tmp_path):
    site = Site(pause=0.2)
    # Two processes, as far as memory goes.
    fronts = [door(site, tmp_path), door(site, tmp_path)]
    told = []

    def read(front):
        told.append(ask(front, "/").body)

    readers = [threading.Thread(target=read, args=(fronts[n % 2],)) for n in range(40)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert site.asked == 1
    assert told == [site.text.encode()] * 40


def test_while_one_makes_it_the_others_read_the_old_one(tmp_path, generations):
    site = Site("article:1")
    front = door(site, tmp_path)
    ask(front, "/")
    generations.begin({"article:1"})
    site.text, site.pause = "Tin mới", 0.3
    maker = threading.Thread(target=ask, args=(front, "/"))
    maker.start()
    time.sleep(0.1)

    answer = ask(front, "/")
    maker.join()

    assert answer.body.decode().startswith("Tin Tin")
    assert answer.headers["Warning"].startswith("110")
    assert ask(front, "/").body.decode() == "Tin mới"


def test_what_was_withdrawn_is_not_read_while_it_is_made_anew(tmp_path, generations):
    site = Site("article:1")
    front = door(site, tmp_path)
    ask(front, "/")
    generations.begin({"article:1"}, withdrawn=True)
    site.text, site.pause = "Không còn", 0.2
    maker = threading.Thread(target=ask, args=(front, "/"))
    maker.start()
    time.sleep(0.05)

    answer = ask(front, "/")
    maker.join()

    assert answer.body.decode() == "Không còn"


def test_when_the_site_fails_the_last_good_page_is_read(tmp_path, generations):
    control = ("Cache-Control", "public, s-maxage=86400")
    site = Site("article:1", headers=[control])
    front = door(site, tmp_path)
    ask(front, "/")
    generations.begin({"article:1"})
    site.status, site.is_kept = "500 Internal Server Error", False

    answer = ask(front, "/")

    assert answer.status == 200
    assert answer.headers["Warning"].startswith("111")
    assert int(answer.headers["Age"]) >= 0
    # A cache in front has been purged of it already: it must not have it back for long.
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert ask(front, "/khac/").status == 500


def broken(site):
    site.status, site.is_kept = "500 Internal Server Error", False


def test_an_old_page_bridges_a_failure_for_an_hour_beyond_its_time(
    tmp_path, monkeypatch
):
    site = Site("article:1")
    front = door(site, tmp_path, longest=0.01)
    ask(front, "/")
    broken(site)
    time.sleep(0.02)
    assert ask(front, "/").status == 200

    # A withdrawal that was lost must not come to light much later.
    monkeypatch.setattr("news.caching.door.SPARE", 0.01)

    assert ask(front, "/").status == 500


def test_while_one_makes_it_the_others_read_nothing_long_over(tmp_path, monkeypatch):
    monkeypatch.setattr("news.caching.door.MEANWHILE", 0.01)
    site = Site("article:1")
    front = door(site, tmp_path, longest=0.5)
    ask(front, "/")
    time.sleep(0.52)
    site.text, site.pause = "Tin mới", 0.3
    maker = threading.Thread(target=ask, args=(front, "/"))
    maker.start()
    time.sleep(0.1)

    answer = ask(front, "/")
    maker.join()

    assert answer.body.decode() == "Tin mới"


def test_a_page_cut_off_on_the_disk_is_made_anew(tmp_path):
    site = Site()
    ask(door(site, tmp_path), "/")
    for file in (tmp_path / "pages").glob("*/*"):
        file.write_bytes(file.read_bytes()[:-10])

    assert ask(door(site, tmp_path), "/").how == "miss"


def test_other_processes_read_what_one_has_made(tmp_path):
    site = Site()
    ask(door(site, tmp_path), "/")

    assert ask(door(site, tmp_path), "/").how == "hit"


def test_what_is_kept_is_bounded(tmp_path):
    front = door(Site(parameters={"q"}), tmp_path, in_memory=20_000, in_files=30_000)

    for number in range(450):
        ask(front, f"/?q={number}")

    assert front.pages.memory.size <= 20_000
    front.pages.common.tidy()
    files = (tmp_path / "pages").glob("*/*")
    assert sum(file.stat().st_size for file in files) <= 30_000
