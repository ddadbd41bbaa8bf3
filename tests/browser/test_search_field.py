"""The field in the masthead suggests while one types, by keyboard and for the ear."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PLACE = "element => element.getBoundingClientRect().top"


@pytest.fixture
def field(page: Page, base_url: str):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/lich/")
    found = page.get_by_role("combobox", name="Tìm trong tin tức")
    expect(found).to_have_attribute("aria-expanded", "false")
    found.press_sequentially("hoi nghi so")
    expect(found).to_have_attribute("aria-expanded", "true")
    return found


def test_arrows_choose_and_the_field_keeps_the_focus(page: Page, field):
    options = page.locator(".masthead").get_by_role("option")
    field.press("ArrowUp")

    expect(field).to_be_focused()
    expect(options.last).to_have_attribute("aria-selected", "true")
    chosen = options.last.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None


def test_enter_goes_to_what_is_chosen_or_searches(page: Page, field):
    address = page.locator(".masthead").get_by_role("option").last.get_attribute("href")
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url(f"**{address}")

    again = page.get_by_role("combobox", name="Tìm trong tin tức")
    again.fill("so ket")
    again.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=so+ket")


def test_suggested_words_keep_what_the_form_has_chosen(page: Page, base_url: str):
    page.goto("/tim-kiem/?q=&nam=2020")
    field = page.locator(".news-search__words")
    with page.expect_request("**/tim-kiem/goi-y/**") as asked:
        field.press_sequentially("hoi nghi so")
    assert "nam=2020" in asked.value.url
    option = page.locator(".news-search [role=option]").first
    expect(option).to_be_visible()

    hrefs = page.locator(".news-search [role=option]").evaluate_all(
        "options => options.map(option => option.getAttribute('href'))"
    )
    words = [href for href in hrefs if "?q=" in href]

    assert words
    assert all("nam=2020" in href for href in words)


def test_escape_and_leaving_close_the_list(page: Page, field):
    options = page.locator(".masthead [role=listbox]")

    field.press("Escape")
    expect(options).to_be_hidden()
    assert field.input_value() == "hoi nghi so"
    field.press_sequentially(" ")
    expect(options).to_be_visible()
    field.press("Tab")
    expect(options).to_be_hidden()


def test_nothing_on_the_page_moves_and_axe_is_content(page: Page, field):
    heading = page.locator("h1")
    before = heading.evaluate(PLACE)

    field.press("Escape")

    assert heading.evaluate(PLACE) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    field.press_sequentially(" ")
    expect(field).to_have_attribute("aria-expanded", "true")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert heading.evaluate(PLACE) == before
