"""Biên writes and submits but cannot publish; Minh can."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.portal import PASSWORD

pytestmark = pytest.mark.browser


# What the form gave whom; a portal that does not know it sends them to the form again.
SESSIONS: dict[str, list] = {}


def sign_in(page: Page, name: str) -> None:
    """By the form the first time; the dashboard stands there afterwards."""
    page.context.clear_cookies()
    page.context.add_cookies(SESSIONS.get(name, []))
    page.goto("/admin/")
    if "/login/" in page.url:
        sign_in_by_the_form(page, name)
        SESSIONS[name] = page.context.cookies()


def sign_in_by_the_form(page: Page, name: str) -> None:
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


def test_an_editor_submits_and_a_moderator_publishes(page: Page, base_url: str):
    title = "Các đơn vị tổ chức Hội nghị ký kết giao ước thi đua"
    sign_in(page, "bien")
    page.goto("/admin/news/write/")
    page.fill("[name=title]", title)
    page.keyboard.press("Tab")
    actions = page.locator("footer .actions")
    actions.get_by_role("button").last.click()
    expect(page.locator("button[name='action-publish']")).to_have_count(0)
    page.locator("button[name='action-submit']").click()
    page.wait_for_load_state("networkidle")
    draft = page.url

    sign_in(page, "minh")
    # The dashboard shows the first five that wait, whoever handed them in before.
    page.goto("/admin/news/queue/")
    expect(page.locator("main")).to_contain_text(title)
    page.get_by_role("link", name=title).first.click()
    page.locator("footer .actions").get_by_role("button").last.click()
    page.locator("button[data-workflow-action-name='approve']").first.click()
    page.locator(".modal form button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/tin-tuc/")
    expect(page.locator("main")).to_contain_text(title)
    assert draft.startswith(base_url)
