"""What the newsroom's people do in a browser, in the words of the newsroom."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import until

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
READY = "window.newsBody && newsBody.stream() && document.querySelector('.news-photos')"
# While a window fades in, its colours are not its own.
SHOWN = "getComputedStyle(document.querySelector('.modal')).opacity === '1'"


def jpeg(colour: str, size: tuple[int, int] = (900, 600)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def photo_file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def choose_when_asked(page: Page, *files: dict) -> None:
    """What the system's window for files answers.

    Said early: asked for at the last moment, the driver may come too late for it.
    """
    page.on("filechooser", lambda chooser: chooser.set_files(list(files)))


def start_writing(page: Page) -> None:
    page.goto("/admin/")
    page.locator("main").get_by_role("link", name="Viết tin").click()
    until(page, READY)


def open_panel(page: Page, name: str) -> None:
    """One of those at the side. When all has loaded, Wagtail opens the one that was
    open last by itself: a click would close it.
    """
    page.wait_for_load_state("load")
    toggle = page.locator(f"[data-side-panel-toggle={name}]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()


def more_actions(page: Page) -> Locator:
    return page.locator("footer .actions").get_by_role("button").last


def act(page: Page, name: str) -> None:
    """An act of the form's own menu; the page that answers it is there afterwards."""
    more_actions(page).click()
    with page.expect_navigation():
        page.locator(f"button[name='action-{name}']").click()


def submit(page: Page) -> None:
    act(page, "submit")
    expect(page.locator(".messages .success")).to_be_visible()


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu bản nháp").click()
    until(page, READY)


def row(page: Page, title: str) -> Locator:
    return page.locator("tr", has=page.get_by_role("link", name=title))


def decide(page: Page, title: str, action: str) -> Locator:
    """The window in which a moderator decides about a post of the queue."""
    page.goto("/admin/news/queue/")
    row(page, title).locator(f"[data-workflow-action-url*='{action}']").click()
    form = page.locator(".modal form")
    expect(form).to_be_visible()
    until(page, SHOWN)
    return form


def approve(page: Page, title: str) -> None:
    decide(page, title, "approve").locator("button[type=submit]").click()
    expect(row(page, title)).to_have_count(0)


def whole_minute(after: timedelta) -> datetime:
    """The first whole minute not sooner than that: the form knows no seconds."""
    sooner = datetime.now(VIETNAM) + after
    return sooner.replace(second=0, microsecond=0) + timedelta(minutes=1)
