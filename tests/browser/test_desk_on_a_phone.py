"""On a phone the desk's lists are read and reached to their last column."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.test_axe_desk import staged  # noqa: F401 - a fixture
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


IMPORTS = {
    "news_imports": None,
    "news_import_upload": None,
    "news_import": "upload",
    "news_import_post": "draft",
}
# How much of the title in the header can be seen, in pixels to the right and below.
BEYOND = """
() => {
  const header = document.querySelector('.w-slim-header');
  const last = header.querySelector('.w-breadcrumbs li:last-child :is(a, div)');
  const range = document.createRange();
  range.selectNodeContents(last);
  const words = range.getBoundingClientRect();
  const ends = [header, document.querySelector('#w-slim-header-buttons')]
    .filter(Boolean)
    .map((one) => one.getBoundingClientRect());
  const right = Math.min(ends[0].right, ends[1]?.left ?? Infinity);
  let seen = { right, bottom: ends[0].bottom };
  for (let e = last.parentElement; e !== header; e = e.parentElement) {
    if (getComputedStyle(e).overflowX === 'visible') continue;
    const box = e.getBoundingClientRect();
    seen.right = Math.min(seen.right, box.right);
    seen.bottom = Math.min(seen.bottom, box.bottom);
  }
  return [words.right - seen.right, words.bottom - seen.bottom].map(Math.round);
}
"""


@pytest.mark.parametrize("name", IMPORTS)
def test_the_title_of_the_import_is_read_whole(page, base_url, staged, name):  # noqa: F811
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, "bien")

    page.goto(reverse(name, args=[staged[IMPORTS[name]]] if IMPORTS[name] else []))

    assert max(page.evaluate(BEYOND)) <= 0
