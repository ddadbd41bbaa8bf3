"""The desk stands where it is told to, and answers whom it is told to."""

import importlib

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import clear_url_caches, reverse

from portal import desk, urls
from portal.settings.desk import path

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = "10.20.3.4", "203.0.113.7"


def answered(asker: str, address: str = "/admin/login/", **also: str) -> int:
    return Client(REMOTE_ADDR=asker, headers=also).get(address).status_code


def test_from_everywhere_unless_networks_are_named(index):
    assert answered(OUTSIDE) == 200


def test_from_the_networks_that_are_named(index, settings):
    settings.DESK_NETWORKS = ["10.20.0.0/16", "2001:db8::/32"]

    assert answered(INSIDE) == answered("2001:db8::7") == 200
    assert answered("::ffff:10.20.3.4") == 200
    assert answered(OUTSIDE) == answered("2001:db9::7") == answered("x") == 404


def test_elsewhere_it_is_a_page_that_is_not_there(index, settings):
    settings.DESK_NETWORKS = [INSIDE]
    outside = Client(REMOTE_ADDR=OUTSIDE)

    refused, nowhere = outside.get("/admin/"), outside.get("/admin/khong-co/")

    assert refused.content == nowhere.content
    for address in ("/admin/second-factor/", "/admin/api/main/pages/"):
        assert answered(OUTSIDE, address) == 404
    assert answered(OUTSIDE, "/administrative/") == 404
    assert answered(OUTSIDE, index.url) == 200


def test_who_signed_in_inside_stays_outside_too(index, settings, minh):
    settings.DESK_NETWORKS = [INSIDE]
    client = Client()
    client.force_login(minh)

    assert client.get("/admin/", REMOTE_ADDR=INSIDE).status_code == 200
    assert client.get("/admin/", REMOTE_ADDR=OUTSIDE).status_code == 404


def test_nobody_says_by_a_header_where_they_are(index, settings):
    settings.DESK_NETWORKS = [INSIDE]

    told = Client(REMOTE_ADDR=OUTSIDE).get(
        "/admin/", headers={"x-forwarded-for": INSIDE}
    )

    assert told.status_code == 404


def test_a_wrong_network_names_its_setting(settings):
    settings.DESK_NETWORKS = ["10.20.0.0/99"]

    with pytest.raises(ImproperlyConfigured, match="DESK_NETWORKS"):
        desk.DeskNetworks(lambda request: None)


@pytest.mark.parametrize(
    "word", ["", "/", "a/b", "Phòng tin", "tin-tuc", "media", "../x", "a" * 65, "ADMIN"]
)
def test_a_wrong_address_names_its_setting(word):
    with pytest.raises(ImproperlyConfigured, match="DESK_ADDRESS"):
        path(word)


@pytest.fixture
def elsewhere(settings):
    settings.DESK_ADDRESS = path("phong-tin")
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DESK_ADDRESS = path("admin")
    importlib.reload(urls)
    clear_url_caches()


def test_it_stands_under_another_word(index, elsewhere, client):
    assert reverse("wagtailadmin_login") == "/phong-tin/login/"
    assert client.get("/phong-tin/login/").status_code == 200
    assert client.get("/admin/login/").status_code == 404
    policy = client.get("/phong-tin/login/").headers["content-security-policy"]
    assert policy != client.get(index.url).headers["content-security-policy"]
    assert "phong-tin" not in client.get("/robots.txt").content.decode()
