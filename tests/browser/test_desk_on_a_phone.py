"""On a phone the desk's lists are read and reached to their last column."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_roles import sign_in

pytestmark = pytest.mark.browser

LISTS = ["news/posts/", "news/reports/exceptions/", "snippets/news/organisation/"]
REACHED = """
table => {
  const scrolls = e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
  for (let e = table.parentElement; e; e = e.parentElement) {
    if (getComputedStyle(e).overflowX === 'hidden') return false;
    if (scrolls(e)) return true;
  }
  return false;
}
"""


@pytest.mark.parametrize("address", LISTS)
def test_titles_are_words_and_every_column_is_reached(page: Page, base_url, address):
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, "quantri")

    page.goto(f"/admin/{address}")

    table = page.locator("table.listing")
    title = table.locator("tbody td.title").first
    assert title.bounding_box()["width"] >= 150
    assert table.evaluate("table => table.scrollWidth") <= 360 or table.evaluate(
        REACHED
    )
