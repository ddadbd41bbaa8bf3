"""Is a date that does not exist told to who typed it, and not made another one?"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_roles import sign_in

pytestmark = pytest.mark.browser
PICKER = ".xdsoft_datetimepicker:visible"


@pytest.mark.parametrize("typed", ["31/02/2020", "hôm qua"])
def test_a_date_that_is_none_stays_as_typed_and_is_named(page: Page, base_url, typed):
    sign_in(page, "bien")
    page.goto("/admin/news/write/")
    page.fill("[name=title]", "Sơ kết 6 tháng đầu năm")
    date = page.locator("[name=event_date]")
    date.click()
    expect(page.locator(PICKER)).to_have_count(1)
    page.keyboard.type(typed)
    page.keyboard.press("Tab")

    expect(page.locator(PICKER)).to_have_count(0)
    expect(date).to_have_value(typed)
    page.locator("footer .actions button", has_text="Lưu bản nháp").first.click()

    expect(page.locator(".messages .error")).to_be_visible()
    expect(date).to_have_value(typed)
    panel = page.locator("[data-contentpath=event_date]")
    expect(panel.locator(".error-message")).to_contain_text("không có trong lịch")


def test_a_day_is_still_chosen_by_a_click(page: Page, base_url):
    sign_in(page, "bien")
    page.goto("/admin/news/write/")
    date = page.locator("[name=event_date]")
    date.click()
    page.keyboard.type("09/07/2020")
    page.keyboard.press("Tab")
    expect(date).to_have_value("09/07/2020")
    date.click()
    day = "td[data-date='15'][data-month='6'][data-year='2020']"
    page.locator(f"{PICKER} {day}").click()

    expect(date).to_have_value("15/07/2020")
