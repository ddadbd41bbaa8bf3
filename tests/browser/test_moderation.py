"""The queue in a real browser: claim, return with a reason, approve, no axe finding."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser


def hand_in(page: Page, title: str) -> None:
    sign_in(page, "bien")
    page.goto("/admin/news/write/")
    page.fill("[name=title]", title)
    page.keyboard.press("Tab")
    page.locator("footer .actions").get_by_role("button").last.click()
    page.locator("button[name='action-submit']").click()
    expect(page.locator(".messages .success")).to_be_visible()


def row(page: Page, title: str):
    return page.locator("tr", has=page.get_by_role("link", name=title))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_queue_and_its_window(page, base_url, scheme):
    title = f"Tập huấn nghiệp vụ thi đua {scheme}"
    page.emulate_media(color_scheme=scheme)
    hand_in(page, title)
    sign_in(page, "minh")
    page.goto("/admin/news/queue/")
    expect(row(page, title)).to_be_visible()

    own = [["main .nice-padding"]]
    queue = Axe().run(page, {"include": own})
    row(page, title).locator("[data-workflow-action-url*='reject']").click()
    expect(page.locator(".modal select[name=reason]")).to_be_visible()
    # While the window fades in, its colours are not its own.
    shown = "getComputedStyle(document.querySelector('.modal')).opacity === '1'"
    until(page, shown)
    window = Axe().run(page, {"include": [[".modal form"]]})

    assert queue.violations_count == 0, queue.generate_report()
    assert window.violations_count == 0, window.generate_report()


def test_claimed_returned_mended_and_approved_from_the_queue(page, base_url):
    title = "Gặp mặt điển hình tiên tiến toàn tỉnh"
    hand_in(page, title)
    draft = page.url
    sign_in(page, "minh")
    page.goto("/admin/news/queue/")
    row(page, title).locator("form[action*='claim'] button").click()
    expect(row(page, title)).to_contain_text("Minh")
    row(page, title).locator("[data-workflow-action-url*='reject']").click()
    page.locator(".modal form button[type=submit]").click()
    # Nothing chosen: the window stays and says so.
    expect(page.locator(".modal .w-field__errors").first).to_be_visible()
    page.select_option(".modal select[name=reason]", index=1)
    page.fill(".modal textarea[name=comment]", "Ảnh thứ hai thiếu chú thích")
    page.locator(".modal form button[type=submit]").click()
    expect(row(page, title)).to_have_count(0)

    sign_in(page, "bien")
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    expect(page.locator(".messages")).to_contain_text("Ảnh thứ hai thiếu chú thích")
    page.fill("[name=lead]", "Đã bổ sung chú thích.")
    page.locator("footer .actions").get_by_role("button").last.click()
    page.locator("button[name='action-submit']").click()
    expect(page.locator(".messages .success")).to_be_visible()

    sign_in(page, "minh")
    page.goto("/admin/news/queue/")
    row(page, title).locator("[data-workflow-action-url*='approve']").click()
    page.locator(".modal form button[type=submit]").click()
    expect(row(page, title)).to_have_count(0)
    page.context.clear_cookies()
    page.goto("/tin-tuc/")
    expect(page.locator("main")).to_contain_text(title)
    assert draft.startswith(base_url)
