"""A reader on a phone finds the conference article and reads all of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
# Asked this way, because the pages' own policy lets nobody evaluate a text.
WIDTH_WHEN_LOADED = "async image => { await image.decode(); return image.naturalWidth }"
CONFERENCE = "/tin-tuc/2020/cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket"


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address the browser asked for."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def test_the_conference_article_reads_whole_on_a_phone(page, base_url, asked):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.locator(f"a[href^='{CONFERENCE}']").first.click()

    article = page.locator("article").first
    expect(page.locator("h1")).to_contain_text("Cụm I – Các doanh nghiệp Trung ương")
    for words in (
        "13/07/2020 15:21",
        "Hoàng Quốc Thịnh",
        "Ban Thi đua - Khen thưởng",
        "trụ sở Bưu điện tỉnh Lạng Sơn",
        "09/07/2020",
        "Các đơn vị thảo luận tại hội nghị",
        "cuối tháng 8/2020",
    ):
        expect(article).to_contain_text(words)
    photo = article.locator("figure img").first
    photo.scroll_into_view_if_needed()
    assert photo.evaluate(WIDTH_WHEN_LOADED) > 0
    assert photo.get_attribute("alt")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "the page scrolls sideways"
    assert {address for address in asked if not address.startswith(base_url)} == set()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_on_the_pages_of_readers(page, width, pages):
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for address in pages.values():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, axe.COLOURS)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("kept", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_axe_finds_nothing_for_who_needs_stronger_colours(page, pages, kept):
    found = []
    for name in ("home", "article", "cluster", "search"):
        page.emulate_media(**kept)
        page.goto(pages[name])
        found += violations(page)

    assert not found, "\n".join(found)


def violations(page: Page, only: dict | None = None) -> list[str]:
    # Asked while the page is still coming, axe may look at the one that is leaving.
    page.wait_for_load_state("load")
    expect(page.locator("h1")).to_be_attached()
    return [f"{page.url}: {report}" for report in axe.found(page, only=only)]


def test_nothing_needs_a_script(browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/tin-tuc/")
    page.locator("a[rel=next]").first.click()
    page.locator(".news-card__title a").first.click()

    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator("article p").first).to_be_visible()
    context.close()
