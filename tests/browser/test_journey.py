"""A reader finds a post by every way there is, follows it, and prints it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CONFERENCE = "/tin-tuc/2020/cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket"
CLUSTER = "Cụm I – Các doanh nghiệp Trung ương"


@pytest.fixture(params=[False, True], ids=["no script", "script"])
def page(request, browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=request.param,
        base_url=base_url,
        viewport={"width": 360, "height": 740},
        locale="vi-VN",
    )
    yield context.new_page()
    context.close()


def narrow(page: Page, label: str, words: str) -> None:
    form = page.locator(".news-choices")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    option = form.get_by_label(label).locator("option", has_text=words).first
    value = option.get_attribute("value")
    form.get_by_label(label).select_option(value)
    form.get_by_role("button").click()
    page.wait_for_url(f"**={value}**")


def by_filters_that_combine(page: Page) -> None:
    page.goto("/tin-tuc/")
    narrow(page, "Cụm, khối", CLUSTER)
    narrow(page, "Năm", "2020")
    narrow(page, "Tháng", "7 (1)")
    expect(page.locator(".news-total")).to_have_text("Tìm thấy 1 tin.")
    expect(page.locator(".news-card")).to_have_count(1)


def by_words_without_accents(page: Page) -> None:
    page.goto("/")
    search = page.get_by_role("search").first
    # With a script it offers what may follow, and is a combobox.
    search.locator("[name=q]").fill("hoi nghi so ket doanh nghiep trung uong")
    search.get_by_role("button").click()


def by_its_cluster(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Cụm – khối thi đua").first.click()
    page.locator(".news-kind a", has_text="Các doanh nghiệp Trung ương").click()


def by_the_archive(page: Page) -> None:
    page.goto("/tin-tuc/")
    page.locator(".news-months a", has_text="2020").click()
    page.locator(".news-months a", has_text="7/2020").click()


WAYS = [
    by_filters_that_combine,
    by_words_without_accents,
    by_its_cluster,
    by_the_archive,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_post_is_found(page: Page, way: Callable[[Page], None]):
    way(page)
    page.locator(f"main a[href^='{CONFERENCE}']").first.click()

    expect(page.locator("article h1")).to_contain_text(CLUSTER)


def test_filters_are_taken_away_again(page: Page):
    page.goto("/tin-tuc/")
    everything = page.locator(".news-total").inner_text()
    narrow(page, "Cụm, khối", CLUSTER)
    narrow(page, "Năm", "2020")

    page.locator(".news-filters__item a").first.click()
    expect(page.locator(".news-filters__item")).to_have_count(1)
    page.get_by_role("link", name="Bỏ tất cả bộ lọc").click()

    expect(page.locator(".news-total")).to_have_text(everything)


def test_the_form_waits_on_a_phone_and_stands_on_a_wide_screen(page: Page):
    page.goto("/tin-tuc/")
    year = page.get_by_label("Năm", exact=True)
    expect(year).to_be_hidden()

    page.set_viewport_size({"width": 1280, "height": 800})

    expect(year).to_be_visible()
    expect(page.locator(".news-choices summary")).to_be_hidden()


def test_a_narrowed_list_is_followed(page: Page):
    page.goto("/tin-tuc/")
    narrow(page, "Cụm, khối", CLUSTER)

    address = page.locator(".news-feed a[href*='rss.xml']").get_attribute("href")
    told = page.locator("link[type='application/atom+xml']").get_attribute("href")

    for feed in (address, told):
        answer = page.request.get(feed)
        assert answer.ok
        assert CONFERENCE in answer.text()


def test_a_post_is_printed_without_what_only_a_screen_can_use(page: Page):
    by_the_archive(page)
    page.locator(f"main a[href^='{CONFERENCE}']").first.click()
    page.emulate_media(media="print")

    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator("article figure img").first).to_be_visible()
    expect(page.locator(".news-breadcrumb")).to_be_hidden()
    page.goto("/tin-tuc/")
    expect(page.locator(".news-card").first).to_be_visible()
    expect(page.locator(".news-choices")).to_be_hidden()
