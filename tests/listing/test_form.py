"""The form stands where a list is long enough to narrow, and on phones it waits."""

import pytest
from bs4 import BeautifulSoup

from news import choices
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(choices, "FEWEST", 3)


def form(client, address):
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return html.select_one("details.news-choices")


def test_a_short_list_offers_the_form_only_while_it_is_narrowed(client, index):
    cluster = build.cluster()
    for clusters in ([cluster], [cluster], []):
        build.article(index, clusters=clusters)

    address = index.address_of(cluster)

    assert form(client, "/tin-tuc/")
    assert form(client, address) is None
    assert form(client, f"{address}?nam=2020")
    assert form(client, f"{address}?nam=1999")


def test_the_form_is_open_while_a_filter_is_active(client, index):
    for _ in range(3):
        build.article(index)

    closed, opened = form(client, "/tin-tuc/"), form(client, "/tin-tuc/?nam=2020")

    assert not closed.has_attr("open")
    assert opened.has_attr("open")
    assert opened.select_one("form select option[selected][value='2020']")


@pytest.mark.parametrize("address", ["/tin-tuc/2020/", "/tin-tuc/2020/07/"])
def test_an_archive_that_is_narrowed_to_nothing_says_so(client, index, address):
    cluster = build.cluster()
    build.article(index)

    answer = client.get(f"{address}?cum={cluster.slug}")

    assert answer.status_code == 200
    assert "Không có tin nào thỏa tất cả điều kiện này" in answer.content.decode()
    gone = address.replace("2020", "2019")
    assert client.get(f"{gone}?cum={cluster.slug}").status_code == 404
