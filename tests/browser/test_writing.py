"""Biên writes the conference post: pasting, photos, suggestions, findings, by keys."""

import io
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

TITLE = "Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết 6 tháng năm 2020"
LEAD = "Chiều ngày 09/7/2020, tại trụ sở Bưu điện tỉnh Lạng Sơn, Cụm I đã họp sơ kết."
WORD = """<p class=MsoNormal><b><span style='color:red'>Đậm</span></b> chữ</p>
<p style='mso-list:l0'><![if !supportLists]>·&nbsp;&nbsp;<![endif]>Mục một</p>
<p style='mso-list:l0'><![if !supportLists]>·&nbsp;&nbsp;<![endif]>Mục hai</p>
<table><tr><th>Đơn vị</th><th>Điểm</th></tr><tr><td>Sở Y tế</td><td>99</td></tr></table>
"""
KINDS = "newsBody.stream().children.map((child) => child.type)"
PASTE = """([html]) => {
  const editor = document.querySelector("#body-root .public-DraftEditor-content");
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Đậm chữ");
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  editor.dispatchEvent(new ClipboardEvent("paste", how));
}"""
MISTYPE = "(input) => { input.value = 'khong phai dia chi'; }"
PARAGRAPH = """newsBody.insert([{ type: "paragraph", id: crypto.randomUUID(),
  value: newsBody.stream().blockDef.initialChildStates.paragraph }])"""


@pytest.fixture
def form(page: Page, base_url: str) -> Page:
    sign_in(page, "bien")
    page.goto("/admin/news/write/")
    until(page, "window.newsBody && newsBody.stream()")
    return page


def by_key(page: Page, selector: str) -> None:
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")


def jpeg(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(file, "JPEG")
    return file.getvalue()


def photo(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_suggestions_are_added_by_keys_alone(form: Page):
    form.fill("[name=title]", TITLE)
    form.fill("[name=lead]", LEAD)
    by_key(form, "[data-side-panel-toggle=news-suggestions]")
    rows = form.locator("[data-news-add]")
    expect(rows.first).to_be_visible()
    for field in ("clusters", "event_date", "event_kind", "participants"):
        by_key(form, f'[data-news-add*=\'"field": "{field}"\']')

    expect(form.locator("[name=clusters]:checked")).to_have_count(1)
    expect(form.locator("[name=event_date]")).to_have_value("09/07/2020")
    expect(form.locator("[name=event_kind]")).to_have_value("review")
    assert int(form.locator("[name=participants-TOTAL_FORMS]").input_value()) > 0
    gone = form.locator('[data-news-add*=\'"field": "clusters"\']')
    expect(gone).to_have_count(0)


def test_word_and_photos_become_blocks(form: Page):
    form.evaluate(PARAGRAPH)
    form.wait_for_selector("#body-root .public-DraftEditor-content")
    form.evaluate(PASTE, [WORD])
    until(form, f"{KINDS}.length === 2")
    assert form.evaluate(KINDS) == ["paragraph", "table"]
    content = json.loads(form.locator("[name=body-1-value]").input_value())
    kinds = [block["type"] for block in content["blocks"]]
    assert kinds == ["unstyled", "unordered-list-item", "unordered-list-item"]

    files = [photo("mot.jpg", jpeg("#800")), photo("hong.jpg", b"<svg>")]
    form.set_input_files(
        "[data-news-photos-files]", [*files, photo("b.jpg", jpeg("#080"))]
    )
    until(form, f"{KINDS}.length === 4")

    assert form.evaluate(KINDS).count("photo") == 2
    expect(form.locator(".news-photos__failed")).to_contain_text("hong.jpg")
    expect(form.locator(".news-photos__done")).to_have_count(2)


def test_clusters_are_found_without_accents(form: Page):
    box = form.locator("#id_clusters-filter")
    box.fill("tin dung")

    shown = form.locator("[data-folded]:visible")
    expect(shown).to_have_count(1)
    box.press("Enter")
    form.keyboard.press("Space")
    expect(shown.locator("input")).to_be_checked()
    box.fill("khong co cum nao")
    expect(shown).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_our_panels(form: Page, scheme: str):
    form.emulate_media(color_scheme=scheme)
    form.fill("[name=title]", TITLE)
    form.locator("[name=source_url]").evaluate(MISTYPE)
    found = {}
    for name in ("news-findings", "news-suggestions"):
        form.click(f"[data-side-panel-toggle={name}]")
        form.wait_for_timeout(2500)
        within = {
            "include": [
                [f"[data-side-panel={name}]"],
                ["[data-controller=news-clusters]"],
                [".news-photos"],
            ]
        }
        result = Axe().run(form, context=within)
        found[name] = result.generate_report() if result.violations_count else ""

    assert not any(found.values()), "\n".join(found.values())


def test_a_finding_leads_to_its_field(form: Page):
    form.fill("[name=title]", TITLE)
    form.locator("[name=source_url]").evaluate(MISTYPE)
    form.click("[data-side-panel-toggle=news-findings]")

    by_key(form, "[data-news-go][data-field=source_url]")

    # Its panel was folded up.
    expect(form.locator("[name=source_url]")).to_be_focused()
