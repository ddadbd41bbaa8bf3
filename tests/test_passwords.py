"""A page with a password: the form stands elsewhere, and leads back."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests import build

KEPT = {"restriction_type": "password", "password": "nội bộ"}


@pytest.fixture
def page(index):
    post = build.article(index, title="Chỉ trong nội bộ")
    PageViewRestriction.objects.create(page=post, **KEPT)
    return post


def test_the_page_leads_to_the_form_and_says_nothing_else(client, page):
    answer = client.get(f"{page.url}?nam=2020")

    # With a cookie, no cache in front would forget the page that was there.
    assert (answer.status_code, answer.content) == (302, b"")
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]
    assert urlsplit(answer["Location"]).path.startswith("/_util/mat-khau/")


def test_the_right_password_leads_back_to_the_page(client, page):
    form = client.get(page.url, follow=True)
    found = BeautifulSoup(form.content, "html.parser").form
    hidden = found.select_one("[name=return_url]")["value"]
    sent = {"return_url": hidden, "password": KEPT["password"]}

    answer = client.post(found["action"], sent, follow=True)

    assert "no-store" in form["Cache-Control"]
    assert answer.redirect_chain[-1][0] == page.url
    assert "Chỉ trong nội bộ" in answer.content.decode()


def test_a_wrong_password_asks_again_and_nobody_is_led_away(client, page):
    form = client.get(page.url, follow=True)
    action = BeautifulSoup(form.content, "html.parser").form["action"]

    again = client.post(action, {"return_url": page.url, "password": "sai"})
    away = {"return_url": "https://evil.example/", "password": KEPT["password"]}
    led = client.post(action, away)

    assert BeautifulSoup(again.content, "html.parser").select("[name=password]")
    assert "evil.example" not in led["Location"]


def test_what_does_not_exist_has_no_form(client, page):
    known = PageViewRestriction.objects.get()

    for restriction, of in [(999999, page.pk), (known.pk, 999999)]:
        address = reverse("news-password", args=[restriction, of])
        assert client.get(address).status_code == 404
    shown = client.get(reverse("news-password", args=[known.pk, page.pk]))
    assert shown.status_code == 200


def test_a_page_for_who_signs_in_leads_to_a_form(client, index):
    post = build.article(index)
    PageViewRestriction.objects.create(page=post, restriction_type="login")

    form = client.get(post.url, follow=True)

    page = BeautifulSoup(form.content, "html.parser")
    assert (form.status_code, len(page.select("[name=password]"))) == (200, 1)
