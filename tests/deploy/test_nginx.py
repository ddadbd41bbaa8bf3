"""What stands in front of the portal: kept pages, files, and what never gets out.

Each test asks a running nginx with the configuration of deploy/nginx.
"""

import http.client
import re
import shutil
import ssl
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string

from news.conf import setting
from tests.build import jpeg

from . import nginx, upstream
from .conftest import HASHED

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed"),
]
OVER = 1.05  # Seconds after which a page that was kept is asked for again.


# Pages


def test_many_who_ask_for_a_page_do_not_all_reach_the_portal(ask, portal, address):
    portal.takes = 0.3

    with ThreadPoolExecutor(40) as many:
        texts = list(many.map(lambda _: ask(address).text, range(40)))

    assert texts == ["tin"] * 40
    # Those who waited look after half a second, when it may be over already: one more.
    assert len(portal.asked) <= 2


def test_a_page_that_changed_is_shown_a_second_later(ask, portal, address):
    ask(address)
    portal.text = "tin mới"

    assert ask(address).text == "tin"
    time.sleep(OVER)
    assert ask(address).text == "tin mới"


def test_while_one_asks_anew_the_others_read_what_was_there(ask, portal, address):
    ask(address)
    time.sleep(OVER)
    portal.takes, portal.text = 1.0, "tin mới"

    with ThreadPoolExecutor(2) as both:
        first = both.submit(ask, address)
        time.sleep(0.3)
        started = time.monotonic()
        second = ask(address)

    assert second.text == "tin"
    assert time.monotonic() - started < 0.5 + 1
    assert second.headers["cache-status"] == "nginx; hit; detail=updating"
    assert first.result().text == "tin mới"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_portal_that_fails_is_bridged_by_the_last_page(ask, portal, address, status):
    ask(address)
    time.sleep(OVER)
    portal.status, portal.text = status, "hỏng"

    answer = ask(address)

    assert (answer.status, answer.text) == (200, "tin")
    assert answer.headers["cache-status"] == "nginx; hit; detail=stale"


def test_a_post_that_was_taken_down_does_not_come_back_with_a_fault(
    ask, portal, address
):
    ask(address)
    time.sleep(OVER)
    portal.status, portal.text, portal.headers = 404, "không có", {"Vary": "Accept"}
    assert ask(address).status == 404
    time.sleep(OVER)
    portal.status, portal.text = 500, "hỏng"

    assert "tin" not in ask(address).text


# By what the portal says of a page that is kept to some readers, and of one that moved.
ELSEWHERE = {"Location": "/admin/login/", "Cache-Control": "private, no-store"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 401, 403, 404, 410])
def test_a_page_that_was_made_private_is_not_shown_again(ask, portal, address, status):
    portal.text = "kín"
    ask(address)
    portal.status, portal.text, portal.headers = status, "vào", ELSEWHERE
    time.sleep(OVER)
    assert ask(address).status == status

    time.sleep(OVER)
    portal.takes = 0.3
    with ThreadPoolExecutor(4) as many:
        meanwhile = list(many.map(lambda _: ask(address), range(4)))
    time.sleep(OVER)
    portal.status, portal.text, portal.takes = 503, "hỏng", 0
    afterwards = ask(address)

    assert [one.status for one in (*meanwhile, afterwards)] == [status] * 5
    # Browsers and other caches keep nothing of it.
    assert meanwhile[0].headers["cache-control"] == ELSEWHERE["Cache-Control"]


@pytest.mark.parametrize("status", [400, 405, 429])
def test_who_sends_nonsense_does_not_speak_for_the_others(ask, portal, address, status):
    portal.status, portal.text = status, "không hiểu"
    ask(address)
    portal.status, portal.text = 200, "tin"

    assert ask(address).text == "tin"


def test_programs_and_readers_are_told_apart_where_no_page_is(ask, portal):
    portal.status, portal.text = 404, "trang"
    ask("/khong-co/", Accept="text/html")
    portal.text = "một dòng"

    assert ask("/khong-co/", Accept="image/webp").text == "một dòng"
    assert ask("/khong-co/", Accept="*/*").text == "trang"


def test_the_portal_is_asked_whether_a_page_is_still_the_same(ask, portal, address):
    portal.headers |= {"ETag": 'W/"mot"'}
    ask(address)
    time.sleep(OVER)
    portal.status, portal.text = 304, ""

    assert ask(address).text == "tin"
    assert portal.asked[-1][2]["If-None-Match"] == 'W/"mot"'
    assert ask(address, If_None_Match='W/"mot"').status == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=minh"},
        {"Cookie": "a=b; sessionid=minh"},
        {"Authorization": "Basic bWluaA=="},
    ],
)
def test_whoever_may_be_somebody_is_asked_for_by_the_portal(
    ask, portal, address, headers
):
    portal.to_somebody = "của minh"

    assert ask(address, **headers).text == "của minh"
    # It is nobody else's, and they do not get what others read.
    assert ask(address).text == "tin"
    assert ask(address, **headers).text == "của minh"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "private"},
        {"Cache-Control": "public, no-store"},
        {"Cache-Control": upstream.PUBLIC, "Set-Cookie": "csrftoken=x"},
    ],
)
def test_what_the_portal_does_not_call_public_is_not_kept(
    ask, portal, address, headers
):
    portal.headers = headers

    for _ in range(2):
        ask(address)

    assert len(portal.asked) == 2


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/documents/3/a.pdf", "/xem-truoc/abc/", "/api/v2/pages/"),
        *("/readyz", "/_util/login/", "/en/_util/mat-khau/1/2/"),
    ],
)
def test_the_desk_attachments_and_previews_are_never_kept(ask, portal, path):
    for _ in range(2):
        assert ask(f"{path}?a=1").text == "tin"

    assert portal.paths == [f"{path}?a=1"] * 2


def test_what_is_sent_is_never_kept(ask, portal, address):
    for _ in range(2):
        ask(address, method="POST", body=b"a=b")

    assert [method for method, _, _ in portal.asked] == ["POST", "POST"]


def test_an_address_is_kept_once_however_it_is_written(ask, portal, address):
    for query in (
        "cum=i&nam=2020",
        "nam=2020&cum=i",
        "utm_source=zalo&nam=2020&cum=i&fbclid=1",
        "nam=1999&cum=i&nam=2020",
        "cum=i&nam=2020&thang=",
    ):
        ask(f"{address}?{query}")

    assert portal.paths == [f"{address}?cum=i&nam=2020"]
    ask(f"{address}?xcum=i&q=thi+%C4%91ua")
    assert portal.paths[1:] == [f"{address}?q=thi+%C4%91ua"]


def test_every_parameter_of_the_portal_is_known():
    keeping = (nginx.DEPLOY / "bantin/keeping.conf").read_text()

    known = re.findall(r"\(\?:\.\*&\)\?\((\S+?)=", keeping)

    assert known == list(setting("NEWS_PARAMETERS"))


@pytest.mark.parametrize(
    ("accepted", "asked"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip-br, identity", None),
        ("gzip;q=0.0, br;q=0", None),
    ],
)
def test_a_page_is_kept_in_three_codings_at_most(ask, portal, address, accepted, asked):
    ask(address, Accept_Encoding=accepted)
    ask(address, Accept_Encoding=f"{accepted},  deflate")

    assert len(portal.asked) == 1
    assert portal.asked[0][2].get("Accept-Encoding") == asked


def test_headers_of_the_portal_pass_once(ask, portal, address):
    portal.headers |= {
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=1",
    }

    answer = ask(address)

    doubled = {name for name in answer.names if answer.names.count(name) > 1}
    assert doubled <= {"cache-status"}
    assert answer.headers["strict-transport-security"] == "max-age=1"
    assert answer.headers["server"] == "nginx"


def test_readers_are_not_sent_what_caches_forget_by(ask, portal, address):
    portal.headers |= {"Cache-Tag": "page:1,posts", "Surrogate-Key": "page:1 posts"}

    for answer in (ask(address), ask(address)):
        assert not {"cache-tag", "surrogate-key"} & set(answer.names)
    assert portal.paths == [address]


def test_the_portal_is_told_who_asks_and_how(ask, portal):
    ask(
        "/tin-tuc/",
        X_Forwarded_For="203.0.113.7",
        X_Forwarded_Proto="http",
        X_Forwarded_Host="evil.example",
        Forwarded="for=203.0.113.7",
    )

    _, _, told = portal.asked[0]
    assert told["Host"] == nginx.NAME
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == (
        "127.0.0.1",
        "https",
    )
    assert not {"X-Forwarded-Host", "Forwarded"} & set(told)


# Files


@pytest.mark.parametrize(
    ("name", "life"),
    [(HASHED, "max-age=315360000, public, immutable"), ("portal.css", "max-age=60")],
)
def test_static_files_are_served_compressed_and_for_as_long_as_they_last(
    ask, portal, name, life
):
    bare = ask(f"/static/portal/{name}")
    packed = ask(f"/static/portal/{name}", Accept_Encoding="gzip")

    assert (bare.status, bare.text) == (200, "body{}")
    assert bare.headers["content-type"].startswith("text/css")
    assert bare.headers["cache-control"].startswith(life)
    assert bare.headers["x-content-type-options"] == "nosniff"
    assert (packed.text, packed.headers["content-encoding"]) == ("gzip", "gzip")
    assert portal.asked == []


@pytest.mark.skipif(not nginx.BROTLI.exists(), reason="nginx has no module for Brotli")
def test_static_files_are_served_as_brotli_where_the_module_is(ask):
    packed = ask("/static/portal/portal.css", Accept_Encoding="gzip, br")

    assert (packed.text, packed.headers["content-encoding"]) == ("brotli", "br")


def test_photos_are_served_with_the_headers_that_the_portal_gives_them(
    ask, portal, client, db, tmp_path
):
    settings.MEDIA_ROOT.joinpath("images").mkdir(exist_ok=True)
    settings.MEDIA_ROOT.joinpath("images/hoi-nghi.jpg").write_bytes(jpeg())
    own = client.get("/media/images/hoi-nghi.jpg", secure=True).headers

    photo = ask("/media/images/hoi-nghi.jpg")

    assert (photo.status, photo.headers["content-type"]) == (200, "image/jpeg")
    for name in ("Content-Security-Policy", "Cache-Control", "X-Content-Type-Options"):
        assert photo.headers[name.lower()] == own[name]
    for name in ("Referrer-Policy", "Cross-Origin-Opener-Policy"):
        assert photo.headers[name.lower()] == own[name]
    assert portal.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "/media/documents/mat.pdf",
        "/media/documents/mat.jpg",
        "/media/avatars/bien.png",
        "/media/images/trang.html",
        "/media/images/",
        "/media/",
        "/media/images/../documents/mat.jpg",
        "/media/images/%2e%2e/documents/mat.jpg",
        "/media/images/..%2fdocuments/mat.jpg",
        "/media//documents/mat.jpg",
        "/media/images/%2e%2e%2f%2e%2e%2fsecret",
        "/static/../secret",
        "/static/%2e%2e/secret",
        "/static/..%2f..%2fsecret",
        "/static../secret",
        "/khong-ket-noi/502.html",
    ],
)
def test_nothing_else_gets_out(ask, portal, path):
    portal.status, portal.text = 404, "không có"

    answer = ask(path)

    assert answer.status in (400, 404)
    assert not {"kín", "khoá", "alert"} & set(answer.text.split())


# Doors


def test_whoever_comes_without_tls_is_led_to_the_name_of_the_site(ask, portal):
    answer = ask("/tin-tuc/?nam=2020", plain=True)

    assert answer.status == 301
    assert answer.headers["location"] == f"https://{nginx.NAME}/tin-tuc/?nam=2020"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1"])
def test_who_asks_for_another_name_is_not_answered(ask, portal, host):
    with pytest.raises(http.client.RemoteDisconnected):
        ask("/", Host=host, plain=True)

    assert portal.asked == []


def test_browsers_are_offered_http_2_and_nothing_older_than_tls_1_2(front):
    context = ssl.create_default_context(cafile=front.folder / "fullchain.pem")
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        nginx.socket.create_connection(("127.0.0.1", front.port)) as line,
        context.wrap_socket(line, server_hostname=nginx.NAME) as safe,
    ):
        assert safe.selected_alpn_protocol() == "h2"

    tls = (nginx.DEPLOY / "bantin/tls.conf").read_text()
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in tls


def test_as_much_may_be_sent_as_the_portal_takes(ask, portal):
    longest = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE

    assert ask("/admin/a", method="POST", body=b"x" * longest).status == 200
    refused = ask("/admin/a", method="POST", body=b"x" * 60_000_000)
    assert refused.status == 413
    assert "50 MB" in refused.text
    assert ask("/tin-tuc/", method="POST", body=b"x" * 100_000).status == 413


def test_a_portal_that_is_down_is_told_of_in_the_dress_of_the_site(files, tmp_path):
    nobody = f"127.0.0.1:{nginx.free_port()}"
    with nginx.running(tmp_path, nobody, files, tls=False) as front:
        line = http.client.HTTPConnection("127.0.0.1", front.port)
        line.request("GET", "/tin-tuc/")
        answer = line.getresponse()
        text = answer.read().decode()

    assert (answer.status, answer.getheader("Retry-After")) == (502, "30")
    assert answer.getheader("Cache-Control") == "no-store"
    assert "Trang thông tin đang tạm gián đoạn" in text


@pytest.mark.parametrize("name", ["502.html", "413.html"])
def test_pages_of_faults_look_like_the_ones_of_the_portal(name):
    page = (nginx.DEPLOY / "errors" / name).read_text()
    own = render_to_string("500.html")

    for kind in ("class", "href", "src"):
        of_both = [set(re.findall(rf'{kind}="([^"]+)"', text)) for text in (page, own)]
        assert of_both[0] <= of_both[1]
    assert find("portal/portal.css")
    assert '<html lang="vi">' in page


def test_the_example_is_what_nginx_reads(front):
    """As Debian's own command checks it before each start."""
    command = ["nginx", "-t", "-p", front.folder, "-c", front.folder / "nginx.conf"]

    assert subprocess.run(command, capture_output=True).returncode == 0
