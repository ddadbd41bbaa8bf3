"""Photos from a bucket: the portal is asked once, and nobody's originals are kept."""

import http.client
import shutil

import pytest

from . import nginx, upstream

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
]
PUBLIC = {"Cache-Control": "public, max-age=604800"}
PRIVATE = {"Cache-Control": "private, no-store"}


@pytest.fixture
def ask(tmp_path):
    with upstream.running() as portal:
        folder = tmp_path / "nginx"
        folder.mkdir()
        made = nginx.running(folder, portal.address, tmp_path, tls=False, bucket=True)
        with made as front:

            def asked(path: str, status: int, headers: dict[str, str]) -> int:
                portal.status, portal.headers = status, headers
                line = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
                line.request("GET", path, headers={"Host": nginx.NAME})
                return line.getresponse().status

            asked.portal = portal
            yield asked


def test_a_photo_is_fetched_once_and_shown_while_the_bucket_is_away(ask):
    first = ask("/media/images/a.jpg", 200, PUBLIC)
    second = ask("/media/images/a.jpg?utm_source=zalo", 503, {})
    unseen = ask("/media/images/b.jpg", 503, {})

    assert (first, second, unseen) == (200, 200, 503)
    assert ask.portal.paths == ["/media/images/a.jpg", "/media/images/b.jpg"]


def test_an_original_is_asked_for_each_time(ask):
    answers = [ask("/media/original_images/a.jpg", s, PRIVATE) for s in (200, 404)]

    assert answers == [200, 404]


def test_documents_are_no_photos(ask):
    assert ask("/media/documents/mat.jpg", 200, PUBLIC) == 404
    assert ask.portal.paths == []
