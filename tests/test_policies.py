"""What a browser is told not to do with our pages, whatever got into them."""

import pytest
from django.urls import reverse

from tests import build


def policy(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in filter(None, parts)}


@pytest.fixture
def desk(client, bien):
    client.force_login(bien)
    return client


def screens() -> list[str]:
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        "/admin/khong-co/",
    ]


def test_the_desk_takes_nothing_from_elsewhere_and_sends_nothing_there(desk, index):
    for address in screens():
        told = policy(desk.get(address))

        assert told["default-src"] == ["'none'"], address
        assert told["script-src"] == ["'self'", "'unsafe-inline'"], address
        assert told["connect-src"] == told["form-action"] == ["'self'"], address
        assert told["base-uri"] == ["'none'"], address
        assert "unsafe-eval" not in str(told)
        assert not {"http:", "https:", "*"} & {*str(told).split("'")}
        assert "://" not in str(told)


def test_who_is_not_signed_in_is_told_the_same(desk, index):
    inside = policy(desk.get(reverse("wagtailadmin_home")))
    desk.logout()

    told = policy(desk.get(reverse("wagtailadmin_login")))

    assert told == inside
    assert told != policy(desk.get("/"))


def test_readers_pages_stay_without_anything_inline(client, index):
    told = policy(client.get(build.article(index).url))

    assert "'unsafe-inline'" not in str(told)


@pytest.mark.parametrize("address", ["/", "/khong-co/", "/admin/login/", "/readyz"])
def test_no_page_gets_at_camera_place_or_devices(client, index, address):
    told = client.get(address)["Permissions-Policy"]

    assert {"camera=()", "microphone=()", "geolocation=()"} <= {*told.split(", ")}
