"""On every page of readers: nobody else is asked, nothing is kept, everything fits."""

import pytest
from playwright.sync_api import Page

from tests.browser.readers import SENT, STATUS

pytestmark = pytest.mark.browser

WIDTH = "document.documentElement.scrollWidth"
TWICE = "document.documentElement.style.fontSize = '200%'"
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')]
    .filter(one => parseFloat(getComputedStyle(one).transitionDuration)).length"""

MOVED = """() => new Promise(done => {
    const sum = list => list.getEntries().reduce((all, one) => all + one.value, 0);
    new PerformanceObserver(list => done(sum(list)))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(done, 300, 0);
})"""


def test_nobody_else_is_asked_and_nothing_is_kept(page: Page, base_url, pages):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    for name, address in pages.items():
        answer = page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.status == STATUS.get(name, 200)
        # A form that is sent has to prove that it was shown here.
        kept = {cookie["name"] for cookie in page.context.cookies()}
        assert kept == ({"csrftoken"} if name in SENT else set()), name
        page.context.clear_cookies()

    assert {one for one in asked if not one.startswith(base_url)} == set()
    # Chromium itself writes down that a page was not found.
    assert [one for one in complaints if "status of 404" not in one] == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_text_of_twice_the_size_needs_no_scrolling_sideways(page: Page, pages, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name, address in pages.items():
        page.goto(address)
        assert page.evaluate(WIDTH) <= width, name
        page.evaluate(TWICE)
        assert page.evaluate(WIDTH) <= width, f"{name}, twice the size"


def test_nothing_moves(page: Page, pages):
    for name in ("home", "article", "search", "calendar"):
        page.goto(pages[name])
        assert page.evaluate(MOVING) == 0, name


def test_the_longest_title_stands_whole_wherever_it_is_shown(page: Page, pages):
    page.set_viewport_size({"width": 320, "height": 800})
    for name in ("long title", "cluster", "topic"):
        page.goto(pages[name])
        titles = page.locator("h1, .news-card__title")
        title = titles.filter(has_text="bình xét và đề nghị khen thưởng năm 2019")
        box = title.bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 320, name
        cut = "one => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one)"
        assert not title.evaluate(f"{cut}.overflow === 'hidden'"), name


@pytest.mark.parametrize("name", ["home", "index", "cluster", "search", "calendar"])
def test_a_list_is_printed_without_what_only_a_screen_needs(page: Page, pages, name):
    page.goto(pages[name])
    page.emulate_media(media="print")

    for selector in (".sections", ".search", ".news-pages", ".footer__links"):
        for part in page.locator(selector).all():
            assert not part.is_visible(), selector
    assert page.locator("main").is_visible()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_type_that_comes_late_moves_nothing(page: Page, pages):
    page.route(
        "**/*.woff2", lambda route: (page.wait_for_timeout(700), route.continue_())
    )
    for name in ("home", "index", "article", "cluster", "search", "404"):
        page.goto(pages[name], wait_until="networkidle")
        moved = page.evaluate(MOVED)
        assert moved < 0.005, name
