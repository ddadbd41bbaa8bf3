"""Takes the pictures of the guides anew: `make screenshots`.

On a fresh portal with the demo, so that no picture shows anybody's real work. Each
function below is one picture, named as the file that it makes in docs/images/.
"""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from tests.browser.newsroom import READY, SHOWN, decide  # noqa: E402 - the path first
from tests.browser.portal import PASSWORD, QUIET, running  # noqa: E402
from tests.browser.waiting import until  # noqa: E402

IMAGES = ROOT / "docs/images"
SIZE = {"width": 1280, "height": 800}
PICTURES: dict[str, tuple[str, Callable[[Page, dict], Locator | None]]] = {}


def picture(person: str) -> Callable:
    """Of the whole window, or of the part that the function answers."""

    def keep(take: Callable) -> Callable:
        PICTURES[take.__name__.replace("_", "-")] = (person, take)
        return take

    return keep


def edit(page: Page, post: int) -> None:
    # The panel that was open last would open again.
    page.evaluate("localStorage.clear()")
    page.goto(f"/admin/pages/{post}/edit/")
    until(page, READY)


def beside(page: Page, panel: str) -> None:
    page.click(f"[data-side-panel-toggle={panel}]")
    page.locator(f"[data-side-panel={panel}] li").first.wait_for()


@picture("")
def dang_nhap(page: Page, posts: dict) -> None:
    page.goto("/admin/login/")


@picture("bien")
def bang_lam_viec(page: Page, posts: dict) -> None:
    page.goto("/admin/")


@picture("bien")
def viet_tin(page: Page, posts: dict) -> None:
    page.goto("/admin/news/write/")
    until(page, READY)


@picture("bien")
def anh_trong_bai(page: Page, posts: dict) -> None:
    edit(page, posts["written"])
    page.locator("#body-root .news-photo-block").first.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    page.locator("#body-root").evaluate(
        "body => body.querySelectorAll('.news-photo-block')[0].scrollIntoView()"
    )


@picture("bien")
def goi_y(page: Page, posts: dict) -> None:
    edit(page, posts["written"])
    beside(page, "news-suggestions")


@picture("bien")
def ket_qua_kiem_tra(page: Page, posts: dict) -> None:
    edit(page, posts["written"])
    beside(page, "news-findings")
    page.locator("[data-side-panel=news-findings] button[data-news-go]").first.click()
    # It scrolls there, which takes a moment.
    until(
        page,
        """() => {
          const { top, bottom } = document.activeElement.getBoundingClientRect();
          return top > 150 && bottom < innerHeight - 150;
        }""",
    )


@picture("bien")
def bi_tra_lai(page: Page, posts: dict) -> None:
    edit(page, posts["returned"])


@picture("bien")
def hen_gio(page: Page, posts: dict) -> None:
    edit(page, posts["written"])
    page.click("[data-side-panel-toggle=status]")
    page.get_by_role("button", name="Hẹn giờ").click()
    page.locator("#schedule-publishing-dialog [name=go_live_at]").wait_for()


@picture("bien")
def lien_ket_xem_truoc(page: Page, posts: dict) -> None:
    page.goto(f"/admin/news/preview-links/{posts['waiting']}/")


@picture("bien")
def danh_sach_tin_bai(page: Page, posts: dict) -> None:
    page.goto("/admin/news/posts/")


@picture("minh")
def cho_duyet(page: Page, posts: dict) -> None:
    page.goto("/admin/news/queue/")


@picture("minh")
def tra_lai(page: Page, posts: dict) -> None:
    form = decide(page, "Ký kết giao ước thi đua năm 2027", "reject")
    form.locator("select").select_option(index=1)
    form.locator("textarea").fill("Ảnh thứ hai thiếu chú thích.")
    until(page, SHOWN)


@picture("minh")
def so_sanh(page: Page, posts: dict) -> None:
    page.goto(f"/admin/pages/{posts['changed']}/revisions/compare/live...latest/")


@picture("minh")
def ngoai_le(page: Page, posts: dict) -> None:
    page.goto(f"/admin/news/exceptions/{posts['stopped']}/")


@picture("minh")
def bao_cao(page: Page, posts: dict) -> None:
    page.goto("/admin/news/reports/counts/")


@picture("quantri")
def nhiem_ky(page: Page, posts: dict) -> None:
    page.goto("/admin/snippets/news/clusterterm/")


@picture("minh")
def thong_bao(page: Page, posts: dict) -> Locator:
    page.goto("/admin/account/")
    page.get_by_role("tab", name="Thông báo").click()
    return page.locator("main")


def sign_in(page: Page, person: str) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("[name=username]", person)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


def store(name: str, shot: bytes) -> None:
    """Few colours are enough for a form, and make a third of the bytes."""
    image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(192)
    image.save(IMAGES / f"{name}.png", optimize=True)


def take_all(page: Page, posts: dict) -> None:
    here = None
    for name, (person, take) in PICTURES.items():
        if person and person != here:
            sign_in(page, person)
        here = person
        part = take(page, posts)
        page.wait_for_load_state("networkidle")
        store(name, (part or page).screenshot(animations="disabled"))
        print(f"docs/images/{name}.png")


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, running(Path(folder)) as portal:
        posts: dict[str, int] = {}
        for stage in ("newsroom", "written", "changed"):
            posts |= portal.staged(f"stage.{stage}()")
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            page = browser.new_page(
                base_url=portal.address, viewport=SIZE, locale="vi-VN"
            )
            take_all(page, posts)
            browser.close()
    for image in IMAGES.glob("*.png"):
        if image.stem not in PICTURES:
            image.unlink()


if __name__ == "__main__":
    main()
