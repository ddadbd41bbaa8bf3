"""Whose word about the client's address is believed? Only a proxy's that was named."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from news.models import PreviewLink
from portal.proxies import TrustedProxies
from tests import build

CLIENT, PROXY, INNER = "203.0.113.7", "192.0.2.1", "10.1.2.3"


@pytest.fixture(autouse=True)
def trusted(settings):
    settings.TRUSTED_PROXIES = [PROXY, " 10.0.0.0/8", "2001:db8:1::/48"]


def seen(rf, peer: str, **headers: str) -> HttpRequest:
    """The request as every view after the middleware sees it."""
    passed: list[HttpRequest] = []
    middleware = TrustedProxies(
        lambda request: passed.append(request) or HttpResponse()
    )
    middleware(rf.get("/", REMOTE_ADDR=peer, **headers))
    return passed[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"{CLIENT}, {INNER}", CLIENT),
        (PROXY, f"{CLIENT}:4711", CLIENT),
        ("::ffff:192.0.2.1", CLIENT, CLIENT),
        ("2001:db8:1::5", "[2001:db8:2::7]:443", "2001:db8:2::7"),
        # The client wrote the left part itself.
        (PROXY, f"198.51.100.1, {CLIENT}", CLIENT),
        (PROXY, f"127.0.0.1, {INNER}, {CLIENT}, {INNER}", CLIENT),
        # What is no address says nothing; who wrote it down is known.
        (PROXY, f"{CLIENT}, <script>alert(1)</script>", PROXY),
        (PROXY, f"{CLIENT}, unknown, {INNER}", INNER),
        (PROXY, "," * 5000, PROXY),
        (PROXY, "", PROXY),
        (INNER, f"10.9.9.9, {INNER}", "10.9.9.9"),
        # No proxy of ours: not believed.
        (CLIENT, "127.0.0.1", CLIENT),
        (CLIENT, PROXY, CLIENT),
        ("", CLIENT, ""),
    ],
)
def test_the_client_is_the_rightmost_stranger(rf, peer, forwarded, address):
    request = seen(rf, peer, HTTP_X_FORWARDED_FOR=forwarded)

    assert request.META["REMOTE_ADDR"] == address


@pytest.mark.parametrize(
    ("peer", "proto", "secure"),
    [
        (PROXY, "https", True),
        (PROXY, "HTTPS", True),
        (PROXY, "http, https", True),
        (PROXY, "https, http", False),
        (PROXY, "http", False),
        (PROXY, "", False),
        (CLIENT, "https", False),
        ("", "https", False),
    ],
)
def test_https_is_believed_from_a_proxy_alone(rf, peer, proto, secure):
    request = seen(rf, peer, HTTP_X_FORWARDED_PROTO=proto)

    assert request.is_secure() is secure


def test_nobody_is_believed_where_no_proxy_is_named(rf, settings):
    settings.TRUSTED_PROXIES = []
    headers = {"HTTP_X_FORWARDED_FOR": CLIENT, "HTTP_X_FORWARDED_PROTO": "https"}

    request = seen(rf, "127.0.0.1", **headers)

    assert request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert not request.is_secure()
    assert "X-Forwarded-For" not in request.headers


@pytest.mark.parametrize("wrong", ["*", "proxy.example.org", "10.0.0.1/8"])
def test_what_is_no_address_is_refused_by_name(settings, wrong):
    settings.TRUSTED_PROXIES = [PROXY, wrong]

    with pytest.raises(ImproperlyConfigured, match=r"TRUSTED_PROXIES.*"):
        TrustedProxies(lambda request: HttpResponse())


def test_a_preview_link_notes_the_readers_network_and_not_the_proxys(client, index):
    link = PreviewLink.objects.create(
        article=build.article(index, live=False),
        label="Sở Nội vụ",
        expires_at=timezone.now() + timezone.timedelta(days=1),
    )

    client.get(
        link.get_absolute_url(),
        REMOTE_ADDR=PROXY,
        HTTP_X_FORWARDED_FOR=f"198.51.100.1, {CLIENT}",
    )

    assert link.uses.get().network == "203.0.113.0/24"
