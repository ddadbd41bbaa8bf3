"""A browser before the site as the public has it: written, approved, read."""

from base64 import b32encode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from news.roles import EDITORS, MODERATORS
from tests.browser.newsroom import (
    act,
    approve,
    choose_when_asked,
    jpeg,
    photo_file,
    submit,
)
from tests.browser.portal import QUIET, chromium
from tests.browser.test_second_factor import code
from tests.browser.test_whole_path import (
    ALTS,
    TITLE,
    mend_beside_the_findings,
    write_the_meeting,
)
from tests.deploy.nginx import NAME

pytestmark = pytest.mark.production

WORD = "mat-khau-dai-de-thu-2026"
KEY = "3132333435363738393031323334353637383930"
# Demo accounts cannot exist here; a moderator has to have a second factor.
PEOPLE = f"""
from django_otp.plugins.otp_totp.models import TOTPDevice
from news.models import Author, Cluster
from tests import build
Cluster.objects.create(kind="khối", number="2", name="Các sở, ngành")
hoa = build.person("hoa", "{EDITORS}", "{WORD}")
Author.objects.create(name="Nguyễn Hoa", user=hoa, organisation=build.board())
lan = build.person("lan", "{MODERATORS}", "{WORD}")
TOTPDevice.objects.create(user=lan, key="{KEY}", name="app", confirmed=True)
"""


@pytest.fixture
def page(site) -> Iterator[Page]:
    """Chromium finds the name of the site on this machine."""
    found = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*QUIET, found]
        )
        context = browser.new_context(
            base_url=site.address, locale="vi-VN", ignore_https_errors=True
        )
        yield context.new_page()
        browser.close()


def leave(page: Page) -> None:
    """An open form would go on asking who else is at it, as nobody."""
    page.goto("about:blank")
    page.context.clear_cookies()


def sign_in(page: Page, name: str) -> None:
    leave(page)
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", WORD)
    page.click("button[type=submit]")


def test_a_post_with_photos_goes_from_the_editor_to_the_reader(site, page):
    site.manage("shell", "--no-imports", "-c", PEOPLE)
    photos = ("hoi-nghi-mot.jpg", jpeg("#800")), ("hoi-nghi-hai.jpg", jpeg("#080"))
    choose_when_asked(page, *(photo_file(*photo) for photo in photos))

    sign_in(page, "hoa")
    write_the_meeting(page)
    act(page, "submit")
    mend_beside_the_findings(page)
    submit(page)
    sign_in(page, "lan")
    page.wait_for_url("**/second-step/**")
    page.fill("[name=code]", code(b32encode(bytes.fromhex(KEY)).decode()))
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/admin/")
    approve(page, TITLE)

    leave(page)
    refused = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto("/tin-tuc/")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for alt in ALTS:
        photo = page.locator("article").first.get_by_role("img", name=alt)
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("image => image.naturalWidth") > 0
    assert refused == []
