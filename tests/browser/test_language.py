"""Does the newsroom meet English anywhere? Every screen says its words here."""

import contextlib
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.browser.addresses import admin_addresses
from tests.browser.portal import PASSWORD, ROOT
from tests.browser.said import asked, shown, wrong
from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

# Screens that scripts fill.
SCREENS = """
/admin/ /admin/news/write/ /admin/images/add/ /admin/images/multiple/add/
/admin/documents/multiple/add/ /admin/reports/site-history/ /admin/news/queue/
/admin/news/posts/ /admin/users/ /admin/account/ /admin/snippets/news/clusterterm/add/
/admin/workflows/add/ /admin/groups/new/ /admin/khong-co/
""".split()  # noqa: SIM905
# Forms that refuse what is empty or makes no sense; the others would store it.
REFUSING = """
wagtailadmin_pages:add wagtailadmin_pages:edit wagtailadmin_pages:copy
wagtailadmin_pages:set_privacy wagtailadmin_collections:add
wagtailadmin_collections:set_privacy wagtailadmin_choose_page_external_link
wagtailadmin_choose_page_email_link wagtailadmin_workflows:add_task
wagtailadmin_account wagtailembeds:chooser_upload wagtaildocs:add wagtailimages:add
wagtailsnippets_news_*:add wagtailsnippets_news_*:edit
wagtailsnippets_news_organisation:merge wagtailsnippets_news_organisation:dissolve
wagtailsnippets_news_author:merge wagtailsites:add wagtailusers_users:add
wagtailusers_groups:edit wagtailimages_chooser:select_format news_preview_links
wagtailadmin_password_reset
""".split()  # noqa: SIM905
# A name alone is enough for a topic, and a date may be one.
TAKES_ANY_NAME = "wagtailsnippets_news_topic:*"


# One of each that the demo lacks, and somebody who may go everywhere.
STORY = f"""
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from wagtail.models import Collection
from news.models import Attachment, NewsIndexPage
from tests.desk.posts import handed_in
from tests.intake.uploads import read_upload
people = get_user_model().objects
people.create_superuser("truong", "truong@example.org", "{PASSWORD}")
index, bien = NewsIndexPage.objects.main_first().first(), people.get(username="bien")
handed_in(index, bien, title="Sơ kết phong trào thi đua")
plan = ContentFile("Kế hoạch".encode(), "ke-hoach.txt")
Attachment.objects.create(title="Kế hoạch thi đua", file=plan)
Collection.get_first_root_node().add_child(name="Ảnh tư liệu")
read_upload(bien)
"""


@pytest.fixture(scope="module")
def story(environment, base_url) -> None:
    command = [sys.executable, "manage.py", "shell", "-c", STORY]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def newsroom(page: Page, story: None) -> Page:
    sign_in(page, "truong")
    return page


def told(found: dict[str, list[str]]) -> str:
    """One line a screen that says what it should not."""
    return "\n".join(f"{where}: {left}" for where, left in found.items() if left)


def test_every_address_speaks_vietnamese(newsroom: Page, folder: Path):
    """As the URL configuration has them: a new one is asked without being named."""
    addresses = admin_addresses(folder / "portal.sqlite3")
    unfilled = [name for name, at in addresses.items() if at is None]
    assert not unfilled, "tests/browser/addresses.py does not say what fills these"

    found, seen = {}, 0
    for name, at in addresses.items():
        answer = asked(newsroom, at)
        assert answer["status"] < 500 or name == "wagtailadmin_error_test", at
        found[name] = wrong(answer["said"])
        seen += bool(answer["said"])

    assert seen > 200
    assert not told(found), told(found)


def test_bulk_actions_ask_in_vietnamese(newsroom: Page, folder: Path):
    addresses = admin_addresses(folder / "portal.sqlite3")
    post = addresses["wagtailadmin_pages:edit"].split("/")[3]
    one = {"page": post, "photo": "1", "attachment": "1", "user": "1"}

    found, seen = {}, 0
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for kind in actions:
                at = f"/admin/bulk/{app}/{model}/{kind}/?id={one.get(model, 1)}"
                answer = asked(newsroom, at)
                found[at] = wrong(answer["said"])
                seen += answer["status"] == 200

    assert seen > 10
    assert not told(found), told(found)


@pytest.mark.parametrize("filled", ["", "31/02/2020"])
def test_forms_refuse_in_vietnamese(newsroom: Page, folder: Path, filled: str):
    found, accepted = {}, []
    for name, at in admin_addresses(folder / "portal.sqlite3").items():
        if filled and fnmatch(name, TAKES_ANY_NAME):
            continue
        if any(fnmatch(name, refusing) for refusing in REFUSING):
            answer = asked(newsroom, at, filled)
            found[name] = wrong(answer["said"])
            if not answer.get("errors"):
                accepted.append(name)

    assert not accepted
    assert len(found) > 25
    assert not told(found), told(found)


def test_screens_that_scripts_fill_speak_vietnamese(newsroom: Page, folder: Path):
    page = newsroom
    addresses = admin_addresses(folder / "portal.sqlite3")
    names = ("edit", "history", "revisions_compare", "copy")
    of_a_post = [addresses[f"wagtailadmin_pages:{name}"] for name in names]

    found = {}
    for at in [*SCREENS, *of_a_post]:
        page.goto(at)
        page.wait_for_load_state("networkidle", timeout=90_000)
        found[at] = wrong(shown(page))

    assert not told(found), told(found)


def test_who_may_not_is_told_in_vietnamese(page: Page, base_url: str, folder: Path):
    sign_in(page, "bien")

    found = {}
    for at in ("/admin/users/", "/admin/settings/portal/boardidentity/", "/admin/x/"):
        found[at] = wrong(asked(page, at)["said"])
    page.context.clear_cookies()
    for at in (
        "/admin/login/",
        "/admin/password_reset/",
        "/admin/password_reset/done/",
    ):
        page.goto(at)
        found[at] = wrong(shown(page))
    page.goto("/admin/login/")
    page.fill("[name=username]", "bien")
    page.fill("[name=password]", "sai")
    page.click("button[type=submit]")
    expect(page.locator(".messages")).to_be_visible()
    found["wrong password"] = wrong(shown(page))

    assert not told(found), told(found)


EACH_BLOCK = """() => Object.entries(newsBody.stream().blockDef.initialChildStates)
  .forEach(([type, value]) =>
    newsBody.insert([{type, id: crypto.randomUUID(), value}]))"""


def test_blocks_left_empty_are_refused_in_vietnamese(page: Page, base_url: str):
    sign_in(page, "bien")
    page.goto("/admin/news/write/")
    until(page, "window.newsBody && newsBody.stream()")
    page.evaluate(EACH_BLOCK)
    embed = page.locator("input[type=url][name^=body-]")
    embed.last.evaluate("input => { input.type = 'text'; input.value = '31/02/2020'; }")
    found = {"every kind of block": wrong(shown(page))}
    page.fill("[name=title]", "Sơ kết 6 tháng đầu năm")
    page.locator("footer .actions").get_by_role("button").last.click()
    found["the menu of acts"] = wrong(shown(page))
    page.locator("button[name='action-submit']").click()

    expect(page.locator(".messages .error")).to_be_visible()
    errors = page.locator(".w-field__errors .error-message, .help-critical")
    # A script puts them beside their fields, after the message.
    expect(errors.nth(5)).to_be_attached()
    found["errors"] = wrong(shown(page))
    assert not told(found), told(found)


def pressed(button: Locator, comes: Locator) -> None:
    """Again, where the window was made anew between the key's going down and up."""
    for _ in range(3):
        button.press("Enter")
        with contextlib.suppress(TimeoutError):
            comes.wait_for(timeout=5000)
            return


def test_comments_speak_vietnamese(page: Page, story: None, folder: Path):
    sign_in(page, "minh")
    addresses = admin_addresses(folder / "portal.sqlite3")
    page.goto(addresses["wagtailadmin_pages:edit"])
    comment = page.locator(".comment").first
    # By keys: the window of a comment moves while it opens, and a click beside it
    # would take the comment away.
    send = comment.locator("button[type=submit]")
    found = {}

    page.locator("[data-side-panel-toggle=comments]").click()
    found["panel"] = wrong(shown(page))
    page.locator("[data-contentpath=title] .w-field__comment-button").first.click()
    comment.locator("textarea").fill("Thiếu địa điểm")
    found["a new one"] = wrong(shown(page))
    pressed(send, comment.locator(".comment__text").first)
    expect(comment.locator(".comment__text").first).to_have_text("Thiếu địa điểm")
    comment.locator("textarea").fill("Đã bổ sung")
    found["a reply"] = wrong(shown(page))
    pressed(send, comment.locator(".comment-reply .comment__text"))
    expect(comment.locator(".comment-reply .comment__text")).to_have_text("Đã bổ sung")
    comment.locator("summary").first.click()
    found["what can be done"] = wrong(shown(page))
    comment.get_by_role("menuitem").nth(1).click()
    found["deleting"] = wrong(shown(page))
    page.locator("[data-side-panel-toggle=status]").click()
    found["status"] = wrong(shown(page))

    assert not told(found), told(found)
