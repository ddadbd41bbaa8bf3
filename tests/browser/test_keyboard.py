"""A post is written and handed in by keys alone, from the dashboard on.

No mouse, and no script that would put the focus somewhere. What is chosen in the
system's own window for files is the one thing a browser's driver cannot type.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.newsroom import READY, choose_when_asked, jpeg, photo_file
from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

TITLE = "Đoàn công tác về nguồn tại Khu di tích Bắc Sơn"
LEAD = "Ngày 20/11/2026, đoàn công tác dâng hương và tặng quà các gia đình có công."
TEXT = "Đoàn gồm hai mươi người, xuất phát từ sáng sớm."
PHOTO = {
    "caption": "Đoàn công tác dâng hương.",
    "credit": "Nguyễn Biên",
    "alt": "Sáu người đứng trước bia đá, tay cầm hương",
}
HERE = "wanted => document.activeElement.matches(wanted)"
MOST = 200  # stops between one end of the form and the other


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(HERE, wanted):
            expect(page.locator(":focus")).to_be_visible()
            return
    pytest.fail(f"no key leads to {wanted}")


def type_into(page: Page, wanted: str, words: str) -> None:
    tab_to(page, wanted)
    page.keyboard.type(words)


def test_a_post_is_written_and_handed_in_by_keys_alone(page: Page, base_url: str):
    choose_when_asked(page, photo_file("dang-huong.jpg", jpeg("#258")))
    sign_in(page, "bien")
    tab_to(page, "main a[href='/admin/news/write/']")
    page.keyboard.press("Enter")
    until(page, READY)

    type_into(page, "[name=title]", TITLE)
    type_into(page, "[name=lead]", LEAD)
    type_into(page, "[name=event_kind]", "v")  # về nguồn
    type_into(page, "[name=event_date]", "20/11/2026")
    type_into(page, "[name=event_place]", "Khu di tích Bắc Sơn")
    tab_to(page, "[data-news-photos-choose]")
    page.keyboard.press("Enter")
    expect(page.locator(".news-photos__done")).to_have_count(1)
    for name, words in PHOTO.items():
        type_into(page, f"[name=body-0-value-{name}]", words)
    tab_to(page, "#body-root [title='Chèn khối']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="Đoạn văn")).to_be_visible()
    type_into(page, "[role=combobox]", "Đoạn văn")
    page.keyboard.press("Enter")
    expect(page.locator("[contenteditable=true]:focus")).to_be_visible()
    page.keyboard.type(TEXT)
    type_into(page, "#id_clusters-filter", "khoi 1")
    tab_to(page, "[name=clusters]")
    page.keyboard.press("Space")
    tab_to(page, "footer .actions .w-dropdown__toggle")
    page.keyboard.press("Enter")
    tab_to(page, "button[name=action-submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator(".messages .success")).to_be_visible()
    assert said_by_the_form(page) == {
        "lead": LEAD,
        "event_kind": "journey",
        "event_date": "20/11/2026",
        "event_place": "Khu di tích Bắc Sơn",
        **{f"body-0-value-{name}": words for name, words in PHOTO.items()},
    }
    expect(page.locator("#body-root")).to_contain_text(TEXT)
    expect(page.locator("[name=clusters]:checked")).to_have_count(1)


def said_by_the_form(page: Page) -> dict[str, str]:
    """What was stored: read off, not part of the writing."""
    page.get_by_role("link", name=TITLE).first.click()
    until(page, READY)
    names = ["lead", "event_kind", "event_date", "event_place"]
    names += [f"body-0-value-{name}" for name in PHOTO]
    return {name: page.locator(f"[name={name}]").input_value() for name in names}
