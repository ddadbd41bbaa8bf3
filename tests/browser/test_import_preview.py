"""The body of a post to import is put right in its form, in which axe finds nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.test_axe_desk import check, staged  # noqa: F401 - a fixture
from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

EDITORS = (
    "document.querySelectorAll('.news-imports__body [contenteditable=true]').length"
)

# The editor writes into the form a moment after the keys.
SENT = """[...document.querySelectorAll('.news-imports__body input')]
  .some((input) => input.value.includes('Tin đã sửa'))"""


@pytest.fixture
def form(page: Page, base_url: str, staged) -> Page:  # noqa: F811
    sign_in(page, "bien")
    page.goto(reverse("news_import_post", args=[staged["draft"]]))
    until(page, EDITORS)
    return page


def test_axe_finds_nothing_in_the_form_of_the_body(form: Page):
    check(form, ".news-imports__form")


def test_the_body_is_put_right_and_stays_so(form: Page):
    text = form.locator(".news-imports__body [contenteditable=true]").first
    text.click()
    form.keyboard.press("Control+Home")
    form.keyboard.type("Tin đã sửa: ")
    expect(text).to_contain_text("Tin đã sửa: Sáng ngày")
    until(form, SENT)
    photo = form.locator(".news-imports__body select[name$='-value-photo']").first
    expect(form.locator(".news-imports__body select + img").first).to_be_visible()
    expect(photo.locator("option:checked")).to_have_text("1. hoi-nghi.jpg")

    form.get_by_role("button", name="Ghi nhận").first.press("Enter")
    expect(form.locator(".messages .success")).to_be_visible()

    form.go_back()
    form.reload()
    until(form, EDITORS)
    first = form.locator(".news-imports__body [contenteditable=true]").first
    expect(first).to_contain_text("Tin đã sửa: Sáng ngày 13/7/2020")
    expect(form.locator("#news-import-body")).to_contain_text("đã sửa")
