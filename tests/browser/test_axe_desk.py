"""axe finds nothing on any screen of ours, on a phone and a desktop, light and dark.

The screens come from the URL configuration: a new address needs a line here, either in
`SHOWN` or, with the reason, in `NOT_SHOWN`.
"""

from collections.abc import Iterator
from fnmatch import fnmatch

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.newsroom import READY, decide
from tests.browser.newsroom import SHOWN as WINDOW_IS_THERE
from tests.browser.test_roles import sign_in
from tests.browser.waiting import until
from tests.desk.test_permission_matrix import ours

pytestmark = pytest.mark.browser

# Who looks at it, by the name of the address.
SHOWN = {
    "news_posts:index": "bien",
    "news_preview_links": "bien",
    "news_repair_text": "bien",
    "news_imports": "bien",
    "news_import": "bien",
    "news_import_upload": "bien",
    "news_import_post": "bien",
    "news_queue": "minh",
    "news_translate": "bien",
    "news_exceptions": "minh",
    "news_report_counts": "minh",
    "news_report_exceptions": "minh",
    "news_report_incomplete": "minh",
    "news_report_meetings": "minh",
    "news_report_times": "minh",
    "wagtailsnippets_news_*:list": "quantri",
    "wagtailsnippets_news_*:add": "quantri",
    "wagtailsnippets_news_*:edit": "quantri",
    "wagtailsnippets_news_author:copy": "quantri",
    "wagtailsnippets_news_author:delete": "quantri",
    "wagtailsnippets_news_author:usage": "quantri",
    "wagtailsnippets_news_author:history": "quantri",
    "wagtailsnippets_news_*:merge": "quantri",
    "wagtailsnippets_news_*:dissolve": "quantri",
    "wagtailsnippets_news_*:copy_term": "quantri",
    "portal_second_step": "bien",
    "portal_factors": "bien",
    "portal_app": "bien",
    "portal_forget_factor": "quantri",
    "portal_audit": "quantri",
    "portal_sessions": "bien",
    "portal_sessions_of": "quantri",
    "wagtailusers_users:index": "quantri",
    "wagtailusers_users:add": "quantri",
    "wagtailusers_users:edit": "quantri",
}
NOT_SHOWN = {
    "wagtailusers_groups:*": "Wagtail's own screens; only what they tell is ours",
    "news_write": "leads into the form: test_the_form_and_its_panels",
    "news_claim": "an act; it leads back to the queue",
    "news_release": "an act; it leads back to the queue",
    "news_take_over_lock": "an act; its button: test_a_lock_that_can_be_taken_over",
    "news_preview_revoke": "an act; it leads back to the links",
    "news_import_start": "an act; its button stands on the upload's page",
    "news_import_read_on": "an act; its button stands where reading was given up",
    "news_import_check": "an act; its button stands on the upload's page",
    "news_import_take_back": "an act; its button stands on the upload's page",
    "news_import_throw_away": "an act; its button stands on the upload's page",
    "news_import_choose": "an act; its button stands in the list",
    "news_import_progress": "data for the upload's page",
    "news_import_file": "a file",
    "news_import_photo": "a picture",
    "news_findings*": "data for the panel beside the form",
    "news_paste": "data for the form",
    "news_add_photo": "data for the form",
    "wagtailsnippets_news_*:copy": "the form again",
    "wagtailsnippets_news_*:delete": "the same as of an author",
    "wagtailsnippets_news_*:usage": "the same as of an author",
    "wagtailsnippets_news_*:history": "the same as of an author",
    "*_results": "a part of the page that has the list",
    "wagtailsnippetchoosers_*": "Wagtail's own windows, and data for them",
    "news-password": "Wagtail's own form, for readers",
    "portal_paper": "an act; what it shows: test_second_factor.py",
    "portal_factor_remove": "an act; it leads back to the list",
    "portal_*passkey*": "data for a script",
    "portal-password": "where that form is sent",
    "news-preview": "what a guest reads: test_what_guests_and_the_refused_see",
    "news-feed": "data",
    "news-qr-code": "data",
    "news-share-card": "a picture",
    "news-search": "what readers see: test_reading.py",
    "news-search-*": "data",
    "news-llms": "data",
    "wagtail_serve": "the pages: test_reading.py",
    "wagtailapi:*": "data",
    "news-calendar": "what readers see: test_reading.py",
    "news-calendar-month": "what readers see: test_reading.py",
    "news-calendar-ics*": "data",
    "news-calendar-of-cluster": "data",
    "news-contents": "what readers see: test_reading.py",
    "portal-contact": "what readers see: test_reading.py",
    "news-robots": "data",
    "news-sitemap*": "data",
    "favicon.ico": "files",
    "healthz": "data",
    "metrics": "data",
    "readyz": "data",
    "media/*": "files",
}
# Faults of Wagtail's templates, which are not ours to mend: a link marked by its colour
# alone in a confirmation, and one role without its list in the form of an account.
WAGTAILS_OWN = [["a[href*='describe_on_delete']"], ["a[role=tab][href='#tab-roles']"]]
# A colour on its way to another one is neither; what turns for ever is left to turn.
AT_REST = """() => document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
  .forEach(one => one.finish())"""
SIZES = [(1280, 900), (360, 740)]
SCHEMES = {"light": None, "dark": axe.COLOURS}


@pytest.fixture(scope="session")
def staged(portal) -> dict:
    return portal.staged("stage.newsroom()")


def violations(page: Page, *own: str) -> Iterator[str]:
    """Of what is ours on the page; "main" leaves out Wagtail's menu alone."""
    context = {"include": [[part] for part in own], "exclude": WAGTAILS_OWN}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        # Colours are the same at every size.
        for scheme in SCHEMES if (width, height) == SIZES[0] else ["light"]:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(AT_REST)
            for report in axe.found(page, context, SCHEMES[scheme]):
                yield f"{page.url} at {width} px, {scheme}\n{report}"


def check(page: Page, *own: str) -> None:
    found = list(violations(page, *(own or ("main",))))

    assert not found, "\n".join(found)


def matching(name: str, lines: dict[str, str]) -> str | None:
    return next((lines[line] for line in lines if fnmatch(name, line)), None)


def test_every_address_of_ours_is_looked_at_or_says_why_not():
    lines = {**SHOWN, **NOT_SHOWN}

    assert [name for name in ours() if not matching(name, lines)] == []
    assert [line for line in lines if not any(fnmatch(n, line) for n in ours())] == []


def looked_at(person: str) -> list[str]:
    return [
        name
        for name in ours()
        if matching(name, SHOWN) == person
        # One of a kind stands for the others.
        and (name in SHOWN or not matching(name, NOT_SHOWN))
    ]


@pytest.mark.parametrize("person", ["bien", "minh", "quantri"])
def test_axe_finds_nothing_on_our_screens(page: Page, base_url, staged, person):
    sign_in(page, person)
    found = []
    for name in looked_at(person):
        address = reverse(name, kwargs=values_of(name, staged))
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(address)
        assert answer.status == 200
        assert page.url.endswith(address), f"{name} led to {page.url}"
        found += violations(page, "main")

    assert not found, "\n".join(found)


def values_of(name: str, staged: dict) -> dict[str, int]:
    subject = name.split(":")[0].rpartition("_")[2]
    posts = {"news_exceptions": "stopped", "news_repair_text": "garbled"}
    post = staged[posts.get(name, "waiting")]
    known = {"pk": staged.get(subject), "page_id": post}
    if name in ("portal_forget_factor", "portal_sessions_of"):
        known["pk"] = staged["users"]
    if name.startswith("news_import"):
        known["pk"] = staged["draft" if name.endswith("post") else "upload"]
    return {key: known[key] for key in ours()[name].pattern.converters}


@pytest.mark.parametrize("person", ["bien", "minh"])
def test_the_dashboard(page: Page, base_url, staged, person):
    sign_in(page, person)

    expect(page.locator("#news-write-section, #news-write").first).to_be_attached()
    panels = ["#news-write-section", "#news-holdups-section"]
    check(page, *panels, *(["#news-queue-section"] if person == "minh" else []))


def test_the_form_and_its_panels(page: Page, base_url, staged):
    """Of the form only what we put into it: Wagtail's own has faults of labels."""
    sign_in(page, "bien")
    edit = reverse("wagtailadmin_pages:edit", args=[staged["stopped"]])
    for name in ("news-findings", "news-suggestions"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(edit)
        until(page, READY)
        page.click(f"[data-side-panel-toggle={name}]")
        panel = f"[data-side-panel={name}]"
        expect(page.locator(f"{panel} li, {panel} [class$=none]").first).to_be_visible()
        check(page, panel, "[data-controller=news-clusters]", ".news-photos")


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_window_of_a_decision(page: Page, base_url, staged, action):
    sign_in(page, "minh")
    form = decide(page, "Ký kết giao ước thi đua năm 2027", action)
    form.locator("button[type=submit]").scroll_into_view_if_needed()
    assert page.evaluate(WINDOW_IS_THERE)

    check(page, ".modal .nice-padding")


def test_several_terms_are_copied(page: Page, base_url, staged):
    sign_in(page, "quantri")
    act = reverse("wagtail_bulk_action", args=["news", "clusterterm", "copy_terms"])
    page.goto(f"{act}?id={staged['clusterterm']}")

    check(page, "main")


def test_what_an_act_will_change(page: Page, base_url, staged):
    sign_in(page, "quantri")
    dissolve = "wagtailsnippets_news_organisation:dissolve"
    page.goto(reverse(dissolve, args=[staged["organisation"]]))
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("button", name="Đồng ý")).to_be_visible()

    check(page, "main")


def test_a_lock_that_can_be_taken_over(page: Page, base_url, staged):
    sign_in(page, "minh")
    page.goto(reverse("wagtailadmin_pages:edit", args=[staged["locked"]]))
    expect(page.get_by_role("button", name="Nhận thay khóa")).to_be_visible()

    check(page, ".messages")


def test_why_a_post_came_back(page: Page, base_url, staged):
    sign_in(page, "bien")
    page.goto(reverse("wagtailadmin_pages:edit", args=[staged["returned"]]))
    expect(page.locator(".messages")).to_contain_text("Thiếu chú thích ảnh")

    check(page, ".messages")


def test_a_refusal_of_the_gate(page: Page, base_url, staged):
    sign_in(page, "bien")
    page.goto(reverse("wagtailadmin_pages:edit", args=[staged["stopped"]]))
    until(page, READY)
    page.locator("footer .actions .w-dropdown__toggle").click()
    page.locator("button[name='action-submit']").click()
    expect(page.locator(".messages .error")).to_contain_text("vẫn là bản nháp")

    check(page, ".messages")


def test_what_guests_and_the_refused_see(page: Page, base_url, staged):
    page.goto(staged["preview"])
    expect(page.locator("article h1")).to_be_visible()
    check(page, "body")
    page.goto("/xem-truoc/khong-co/")
    check(page, "body")


def test_a_form_that_is_too_big(page: Page, base_url, staged):
    sign_in(page, "bien")
    page.goto("/admin/")
    fields = "Array.from({length: 20000}, (_, at) => `<input name=a${at}>`).join('')"
    page.evaluate(
        f"""() => {{
          const form = document.createElement('form');
          form.method = 'post';
          form.action = '/admin/login/';
          form.innerHTML = {fields};
          document.body.append(form);
          form.submit();
        }}"""
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa lưu được")

    check(page, "body")
