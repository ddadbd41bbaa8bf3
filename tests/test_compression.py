"""Pages travel compressed, but never beside a secret."""

import gzip

import brotli
import pytest

from tests import build

BOTH = "gzip, deflate, br, zstd"


@pytest.fixture
def article(index):
    return build.article(index, body=[build.paragraph("Hội nghị đã diễn ra. " * 50)])


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        (BOTH, "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.8", "gzip", gzip.decompress),
    ],
)
@pytest.mark.parametrize(
    "address", ["/", "/tin-tuc/", "/tim-kiem/?q=hoi", "/khong-co/"]
)
def test_readers_get_the_same_page_in_fewer_bytes(
    client, article, address, accepted, coding, unpack
):
    plain = client.get(address)
    small = client.get(address, headers={"accept-encoding": accepted})

    assert small["Content-Encoding"] == coding
    assert small["Content-Length"] == str(len(small.content))
    assert unpack(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2
    assert "Accept-Encoding" in small["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert not plain.has_header("Content-Encoding")


@pytest.mark.parametrize(
    "address", ["/tin-tuc/rss.xml", "/tin-tuc/feed.json", "/api/v2/pages/"]
)
def test_what_machines_read_is_compressed_too(client, article, address):
    response = client.get(address, headers={"accept-encoding": BOTH})

    assert response["Content-Encoding"] == "br"


def test_whoever_has_a_feed_compressed_is_told_so(client, article):
    first = client.get("/tin-tuc/rss.xml", headers={"accept-encoding": BOTH})
    assert first["ETag"].startswith('W/"')

    again = client.get(
        "/tin-tuc/rss.xml",
        headers={"accept-encoding": BOTH, "if-none-match": first["ETag"]},
    )

    assert again.status_code == 304


def test_nothing_is_compressed_beside_a_token_or_a_session(client, index, minh):
    form = client.get("/admin/login/", headers={"accept-encoding": BOTH})
    assert form.cookies
    assert not form.has_header("Content-Encoding")

    client.force_login(minh)
    page = client.get("/", headers={"accept-encoding": BOTH})

    assert not page.has_header("Content-Encoding")


def test_a_photo_is_not_compressed_again(client, index):
    photo = build.photo()

    response = client.get(photo.file.url, headers={"accept-encoding": BOTH})

    assert not response.has_header("Content-Encoding")
