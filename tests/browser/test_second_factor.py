"""A person sets up an app and a passkey in a browser, and comes in again with each."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.test_axe_desk import check
from tests.browser.test_roles import sign_in

pytestmark = pytest.mark.browser
PASSKEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def newcomer(portal) -> str:
    """An editor of one's own: whoever has a factor keeps it after the test."""
    name = f"nguoi{time.time_ns()}"
    portal.staged(f"stage.editor({name!r})")
    return name


@pytest.fixture
def here(base_url: str) -> str:
    """Passkeys are for names, not for numbers."""
    return base_url.replace("127.0.0.1", "localhost")


def code(secret: str, steps: int = 0) -> str:
    totp = TOTP(b32decode(secret.replace(" ", "")))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def signs_in(page: Page, here: str, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{here}/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", "mat-khau-thu")
    page.click("button[type=submit]")


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(page, here, newcomer):
    signs_in(page, here, newcomer)
    page.goto(f"{here}/admin/account/")
    page.get_by_role("tab", name="Thao tác khác").click()
    page.get_by_role("link", name="Xác thực hai bước").click()
    page.get_by_role("link", name="Thêm ứng dụng tạo mã").click()
    assert page.get_by_role("img", name=re.compile("Mã QR")).evaluate(
        "image => image.naturalWidth > 100"
    )
    secret = page.locator("code").inner_text()
    page.fill("[name=code]", code(secret))
    page.get_by_role("button", name="Thiết lập").click()
    expect(page.locator(".portal-factors__codes code")).to_have_count(10)
    on_paper = page.locator(".portal-factors__codes code").all_inner_texts()
    check(page, "main")

    signs_in(page, here, newcomer)
    page.wait_for_url("**/second-step/**")
    check(page, "main")
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator(".messages")).to_contain_text("Mã không đúng")
    page.fill("[name=code]", code(secret, 1))
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(f"{here}/admin/")

    signs_in(page, here, newcomer)
    page.fill("[name=code]", on_paper[0])
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(f"{here}/admin/")
    expect(page.locator(".messages")).to_contain_text("còn 9 mã dự phòng")


def test_a_passkey_is_made_and_opens_the_door(page, here, newcomer):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEYS})
    signs_in(page, here, newcomer)
    page.goto(f"{here}/admin/second-factor/")

    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.locator(".portal-factors__codes code")).to_have_count(10)
    page.get_by_role("link", name="Đã cất mã").click()
    page.wait_for_url(f"{here}/admin/")
    signs_in(page, here, newcomer)
    page.get_by_role("button", name="Dùng khóa truy cập").click()

    page.wait_for_url(f"{here}/admin/")
    page.goto(f"{here}/admin/second-factor/")
    expect(page.locator(".portal-factors__list li")).to_contain_text("Khóa truy cập")
    check(page, "main")


def test_without_passkeys_the_codes_are_still_there(page, base_url):
    """At an address of numbers a browser makes none; the page says so and goes on."""
    sign_in(page, "bien")
    page.goto("/admin/second-factor/")

    page.get_by_role("button", name="Thêm khóa truy cập").click()

    expect(page.locator("[data-passkey-said]")).to_contain_text("Chưa nhận được")
    expect(page.get_by_role("link", name="Thêm ứng dụng tạo mã")).to_be_visible()
