"""What a page weighs on the wire: budgets in bytes, for old phones on slow lines."""

import brotli
import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.wire import ask

pytestmark = pytest.mark.browser

# With its headers a page is to fit into what a server may send before it has to wait
# for the first answer (14,600 bytes).
AT_ONCE = 13_500
ALL_BUT_PHOTOS_AND_TYPE = 30_000
SCRIPTS = 10_000
SPOKEN_OF = ["home", "index", "article", "cluster", "search"]
VISIBLE = "one => one.checkVisibility({contentVisibilityAuto: true})"
# How much of lists and texts is not laid out yet.
PARTS = ".news-card > *, .news-article__body > * > *"
LATER = f"""[...document.querySelectorAll('{PARTS}')].length
    - [...document.querySelectorAll('{PARTS}')].filter({VISIBLE}).length"""
PHOTOS = ("image/avif", "image/webp", "image/jpeg", "image/png")


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("name", SPOKEN_OF)
def test_a_page_with_its_styles_comes_at_once(base_url, pages, name, coding):
    answer = ask(base_url + pages[name], coding)

    assert answer.headers["Content-Encoding"] == coding
    assert len(answer.body) <= AT_ONCE


def test_the_styles_are_in_the_page(base_url, pages):
    html = brotli.decompress(ask(base_url + pages["article"], "br").body).decode()

    assert "<style>" in html
    assert 'rel="stylesheet"' not in html


@pytest.mark.parametrize("name", SPOKEN_OF)
def test_all_but_photos_and_type_is_small(page: Page, pages, name):
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(pages[name], wait_until="networkidle")

    weights = {one.url: one.sizes()["responseBodySize"] for one in asked if light(one)}

    assert len(weights) >= 2, "page and script at least"
    assert sum(weights.values()) <= ALL_BUT_PHOTOS_AND_TYPE, weights


def light(request: Request) -> bool:
    kind = request.response().headers.get("content-type", "")
    return request.resource_type != "font" and not kind.startswith(PHOTOS)


def test_all_scripts_together_are_small(page: Page, base_url, pages):
    scripts = set()
    for address in pages.values():
        page.goto(address)
        found = page.locator("script[src]").all()
        scripts |= {script.get_attribute("src") for script in found}

    plain = [len(ask(base_url + address).body) for address in scripts]

    assert plain
    assert sum(plain) <= SCRIPTS


def test_without_scripts_a_phone_lays_out_what_comes_near(
    browser: Browser, base_url, pages
):
    phone = {"width": 360, "height": 640}
    context = browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport=phone
    )
    page = context.new_page()

    page.goto(pages["index"], wait_until="networkidle")
    waiting = page.evaluate(LATER)
    page.locator(".news-card").last.scroll_into_view_if_needed()
    page.wait_for_timeout(500)

    assert waiting >= 4
    assert page.locator(".news-card p").last.evaluate(VISIBLE)
    context.close()


@pytest.mark.parametrize("name", ["home", "index", "article"])
def test_once_it_stands_the_whole_page_is_there(page: Page, pages, name):
    """Whoever takes a picture of all of it gets all of it."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.add_init_script(
        f"addEventListener('load', () => {{ window.first = {LATER} }})"
    )

    page.goto(pages[name], wait_until="networkidle")

    assert page.evaluate("window.first")
    page.wait_for_function(f"{LATER} === 0")


@pytest.mark.parametrize("name", ["home", "index", "cluster", "article"])
def test_nothing_jumps_while_a_page_is_read_on_a_phone(page: Page, pages, name):
    page.set_viewport_size({"width": 360, "height": 640})
    page.add_init_script(
        "window.jumps = []; new PerformanceObserver(seen => window.jumps.push("
        "...seen.getEntries().map(one => one.value))"
        ").observe({type: 'layout-shift', buffered: true})"
    )

    page.goto(pages[name], wait_until="networkidle")
    read_to_the_end(page)

    assert page.evaluate("window.jumps") == []


def read_to_the_end(page: Page) -> None:
    """As a thumb does: half a screen at a time."""
    page.mouse.move(180, 320)
    for _ in range(60):
        page.mouse.wheel(0, 320)
        page.wait_for_timeout(30)
    page.wait_for_load_state("networkidle")
