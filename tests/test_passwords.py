"""A page with a password: the form stands elsewhere, and leads back."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests import build

KEPT = {"restriction_type": "password", "password": "nội bộ"}


@pytest.fixture
def page(index):
    post = build.article(index, title="Chỉ trong nội bộ")
    PageViewRestriction.objects.create(page=post, **KEPT)
    return post


def form_of(answer) -> Tag:
    return BeautifulSoup(answer.content, "html.parser").select_one("main form")


def test_the_page_leads_to_the_form_and_says_nothing_else(client, page):
    answer = client.get(f"{page.url}?nam=2020")

    # With a cookie, no cache in front would forget the page that was there.
    assert (answer.status_code, answer.content) == (302, b"")
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]
    assert urlsplit(answer["Location"]).path.startswith("/_util/mat-khau/")


def test_the_right_password_leads_back_to_the_page(client, page):
    form = client.get(page.url, follow=True)
    found = form_of(form)
    hidden = found.select_one("[name=return_url]")["value"]
    sent = {"return_url": hidden, "password": KEPT["password"]}

    answer = client.post(found["action"], sent, follow=True)

    assert "no-store" in form["Cache-Control"]
    assert answer.redirect_chain[-1][0] == page.url
    assert "Chỉ trong nội bộ" in answer.content.decode()


def test_a_wrong_password_asks_again_and_nobody_is_led_away(client, page):
    form = client.get(page.url, follow=True)
    action = form_of(form)["action"]

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


def labelled(page: BeautifulSoup, name: str) -> str:
    return page.find("label", attrs={"for": page.find(attrs={"name": name})["id"]}).text


def test_the_form_is_in_the_dress_of_the_site_and_tells_nothing_of_the_page(
    client, page
):
    form = client.get(page.url, follow=True)

    shown = BeautifulSoup(form.content, "html.parser")
    assert shown.h1.text == "Trang có mật khẩu"
    assert labelled(shown, "password") == "Mật khẩu"
    assert shown.select_one("header.masthead")
    assert shown.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.title not in form.content.decode()
    assert page.excerpt not in form.content.decode()


def test_what_was_wrong_is_told_beside_the_field(client, page):
    form = client.get(page.url, follow=True)
    action = form_of(form)["action"]

    again = client.post(action, {"return_url": page.url, "password": '"><b>sai'})

    shown = BeautifulSoup(again.content, "html.parser")
    field = shown.select_one("[name=password]")
    told = shown.find(id=field["aria-describedby"])
    assert (field["aria-invalid"], told["role"]) == ("true", "alert")
    assert "không" in told.text
    assert "sai" not in again.content.decode().replace(told.text, "")
    assert shown.select_one("[name=return_url]")["value"] == page.url


@pytest.fixture
def for_who_signs_in(index):
    post = build.article(index, title="Chỉ trong nội bộ")
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    return post


def test_a_page_for_who_signs_in_leads_to_a_form(client, for_who_signs_in):
    form = client.get(for_who_signs_in.url, follow=True)

    page = BeautifulSoup(form.content, "html.parser")
    assert (form.status_code, page.h1.text) == (
        200,
        "Trang dành cho người đã đăng nhập",
    )
    assert labelled(page, "username") == "Tên đăng nhập"
    assert labelled(page, "password") == "Mật khẩu"
    assert page.select_one("[name=next]")["value"] == for_who_signs_in.url
    assert for_who_signs_in.title not in form.content.decode()


def test_who_signs_in_there_reads_it(client, for_who_signs_in, bien):
    sent = {"username": "bien", "password": "sai", "next": for_who_signs_in.url}

    again = client.post(reverse("wagtailcore_login"), sent)
    read = client.post(
        reverse("wagtailcore_login"), sent | {"password": "bien"}, follow=True
    )

    told = BeautifulSoup(again.content, "html.parser")
    assert told.select_one("[role=alert]").text
    assert told.select_one("[name=username]")["value"] == "bien"
    assert not told.select_one("[name=password]").get("value")
    assert read.redirect_chain[-1][0] == for_who_signs_in.url
    assert for_who_signs_in.title in read.content.decode()


def test_who_has_no_right_to_it_is_told(client, index, bien):
    post = build.article(index)
    kept = PageViewRestriction.objects.create(page=post, restriction_type="groups")
    kept.groups.create(name="Hội đồng")
    client.force_login(bien)

    told = client.get(post.url, follow=True)

    assert "Tài khoản của bạn chưa có quyền xem trang này." in told.content.decode()
