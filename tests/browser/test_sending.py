"""On a slow line a form is sent while its own autosave is still under way."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.newsroom import READY, more_actions, start_writing, submit
from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

TITLE = "Cụm thi đua số 7 ký giao ước thi đua qua một đường truyền chậm"
LEAD = "Sáng 12/02/2026, mười hai đơn vị của cụm ký giao ước thi đua năm 2026."


class SlowLine:
    """What autosave sends is stored, and its answer comes when it is let through."""

    def __init__(self) -> None:
        self.held: list[tuple[Route, object]] = []

    def take(self, route: Route) -> None:
        if "application/json" in route.request.headers.get("accept", ""):
            self.held.append((route, route.fetch()))
        else:
            route.continue_()

    def let_through(self) -> None:
        while self.held:
            route, response = self.held.pop()
            route.fulfill(response=response)


@contextmanager
def slow(page: Page, address: str) -> Iterator[SlowLine]:
    line = SlowLine()
    page.route(address, line.take)
    yield line
    page.unroute(address)


def wait_for(page: Page, line: SlowLine) -> None:
    for _ in range(600):
        if line.held:
            return
        page.wait_for_timeout(50)
    pytest.fail("nothing was saved by itself")


def posts(page: Page) -> list[str]:
    """Where the posts of that title are written on."""
    # Not through the search, which learns of a post a moment later.
    page.goto("/admin/news/posts/?ordering=-latest_revision_created_at")
    links = page.get_by_role("link", name=TITLE, exact=True)
    return [link.get_attribute("href") for link in links.all()]


def test_a_new_post_saved_beside_its_autosave_is_made_once(page: Page):
    sign_in(page, "bien")
    start_writing(page)
    with slow(page, "**/pages/add/**") as line:
        # As fast as people type: Wagtail looks how the form was a moment after it came.
        page.locator("[name=title]").press_sequentially(TITLE, delay=25)
        wait_for(page, line)
        page.fill("[name=lead]", LEAD)
        button = page.get_by_role("button", name="Lưu bản nháp")
        button.click(no_wait_after=True)
        page.wait_for_timeout(500)
        line.let_through()
    expect(page.locator(".messages .success")).to_be_visible()

    (address,) = set(posts(page))
    page.goto(address)
    expect(page.locator("[name=lead]")).to_have_value(LEAD)


def test_what_a_button_asked_for_does_not_stay_in_the_form(page: Page):
    """Somebody stops the page on its way, and goes on writing."""
    sent: list[str] = []

    def stopped(route: Route) -> None:
        if route.request.resource_type == "document" and route.request.method == "POST":
            sent.append(route.request.post_data or "")
            # The browser stays where it is.
            route.fulfill(status=204)
        else:
            route.fallback()

    sign_in(page, "bien")
    start_writing(page)
    page.route("**/pages/*/edit/", stopped)
    with slow(page, "**/pages/add/**") as line:
        page.locator("[name=title]").press_sequentially(f"{TITLE}, lần ba", delay=25)
        wait_for(page, line)
        more_actions(page).click()
        page.locator("button[name='action-submit']").click(no_wait_after=True)
        page.wait_for_timeout(500)
        line.let_through()
    page.wait_for_timeout(1500)

    assert ["action-submit" in one for one in sent] == [True]
    left = page.locator("form[data-edit-form] input[name^='action-']")
    expect(left).to_have_count(0)


def test_no_autosave_begins_while_a_form_is_sent(page: Page):
    title, asked = f"{TITLE}, lần hai", list[str]()
    sign_in(page, "bien")
    start_writing(page)
    page.locator("[name=title]").press_sequentially(title, delay=25)
    # The form is answered later than autosave would begin: here never.
    page.route("**/pages/add/**", lambda to: asked.append(to.request.resource_type))
    page.get_by_role("button", name="Lưu bản nháp").click(no_wait_after=True)
    page.wait_for_timeout(7000)

    assert asked == ["document"]


def open_to_decide(page: Page, title: str) -> None:
    """One writes it and hands it in, the other opens it."""
    sign_in(page, "bien")
    start_writing(page)
    page.locator("[name=title]").press_sequentially(title, delay=25)
    submit(page)
    sign_in(page, "minh")
    page.goto("/admin/news/queue/")
    page.get_by_role("link", name=title).first.click()
    until(page, READY)


def send_back(page: Page) -> None:
    more_actions(page).click()
    page.locator("[data-workflow-action-name='reject']").first.click()
    page.select_option(".modal select[name=reason]", index=1)
    page.fill(".modal textarea[name=comment]", "Thiếu số liệu của mười hai đơn vị")
    page.locator(".modal form button[type=submit]").click(no_wait_after=True)


def test_a_decision_waits_for_the_autosave_of_the_form_behind_it(page: Page):
    sent: list[str] = []
    open_to_decide(page, f"{TITLE}, lần bốn")
    page.on(
        "request",
        lambda one: one.is_navigation_request() and sent.append(one.post_data or ""),
    )

    with slow(page, "**/pages/*/edit/**") as line:
        page.locator("[name=lead]").press_sequentially(LEAD, delay=25)
        wait_for(page, line)
        send_back(page)
        page.wait_for_timeout(3000)
        early = list(sent)
        line.let_through()
    expect(page.locator(".messages .success")).to_be_visible()

    assert early == []
    assert ["reject" in one for one in sent if one] == [True]


def test_a_decision_does_not_stay_in_the_form(page: Page):
    """Somebody stops the page on its way, and goes on writing."""
    open_to_decide(page, f"{TITLE}, lần năm")

    def decides(request: Request) -> bool:
        return request.is_navigation_request() and request.method == "POST"

    def stopped(route: Route) -> None:
        if decides(route.request):
            route.fulfill(status=204)
        else:
            route.fallback()

    page.route("**/pages/*/edit/**", stopped)
    with page.expect_request(decides) as sent:
        send_back(page)

    assert "reject" in (sent.value.post_data or "")
    left = page.locator("form[data-edit-form] input[name*='workflow-action']")
    expect(left).to_have_count(0)
