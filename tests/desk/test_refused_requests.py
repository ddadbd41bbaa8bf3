"""A refused request is a page in the site's dress that says what to do."""

import pytest
from django.test import Client

from tests import build


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def shown(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/admin/login/"])
def test_a_form_without_its_token(strict, index, address):
    response = strict.post(address, {"title": "x"})

    assert response.status_code == 403
    assert "masthead" in shown(response)
    assert "CSRF" not in shown(response)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_sent_to_public_pages(client, index, method):
    post = build.article(index)

    for address in ("/", "/tin-tuc/", post.url, "/tin-tuc/2020/"):
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert "masthead" in shown(response)
        assert "GET" in response["Allow"]


def test_a_wrong_host_is_a_page_and_not_a_fault(client, index, settings):
    settings.ALLOWED_HOSTS = ["tin.example.org"]

    response = client.get("/", headers={"host": "khac.example.org"})

    assert response.status_code == 400
    assert "<h1" in shown(response)
