"""From the first word to the reader: stopped, returned, mended, approved."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.newsroom import (
    READY,
    act,
    approve,
    choose_when_asked,
    decide,
    jpeg,
    open_panel,
    photo_file,
    row,
    save,
    start_writing,
    submit,
)
from tests.browser.test_roles import sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

TITLE = "Khối thi đua số 2 tổ chức Hội nghị tổng kết công tác năm 2026"
LEAD = "Sáng ngày 18/11/2026, Khối thi đua số 2 tổng kết công tác thi đua, khen thưởng."
MENDED = "Sáng ngày 18/11/2026, tại Nhà văn hóa tỉnh, Khối thi đua số 2 tổng kết năm."
CAPTIONS = ("Các đại biểu dự hội nghị.", "Trưởng khối phát biểu khai mạc.")
ALTS = ("Khoảng ba mươi người ngồi trong hội trường", "Một người đứng nói ở bục")
CREDIT = "Ảnh: Nông Thị Biên"
PLACE = "Nhà văn hóa tỉnh"
BYLINE = "Nguyễn Biên"
REASON = "Câu đầu thiếu địa điểm"
COMMENT = "Ghi thêm hội nghị họp ở đâu"
PARAGRAPH = "Hội nghị đã bầu trưởng khối, phó trưởng khối năm 2027."


def write_the_meeting(page: Page) -> None:
    start_writing(page)
    page.fill("[name=title]", TITLE)
    page.fill("[name=lead]", LEAD)
    page.select_option("[name=event_kind]", label="tổng kết")
    page.fill("[name=event_date]", "18/11/2026")
    page.keyboard.press("Escape")  # the calendar
    page.fill("[name=event_place]", PLACE)
    page.get_by_role("button", name="Chèn khối").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    editor = page.locator("#body-root .public-DraftEditor-content")
    editor.click()
    page.keyboard.type(PARAGRAPH)
    expect(editor).to_contain_text(PARAGRAPH)
    add_two_photos(page)


def add_two_photos(page: Page) -> None:
    page.get_by_role("button", name="Thêm nhiều ảnh").click()
    expect(page.locator(".news-photos__done")).to_have_count(2)
    # The second one's caption is forgotten.
    words = [
        {"caption": CAPTIONS[0], "credit": CREDIT, "alt": ALTS[0]},
        {"credit": CREDIT, "alt": ALTS[1]},
    ]
    for at, of_one in enumerate(words, start=1):
        for name, text in of_one.items():
            page.fill(f"[name=body-{at}-value-{name}]", text)


def mend_beside_the_findings(page: Page) -> None:
    """Each finding leads to the very field; when all are mended the list is empty."""
    open_panel(page, "news-findings")
    panel = page.locator("[data-side-panel=news-findings]")
    caption = panel.locator("li", has_text="Viết chú thích")
    expect(caption).to_have_count(1)
    caption.get_by_role("button").click()
    expect(page.locator("[name=body-2-value-caption]")).to_be_focused()
    page.keyboard.type(CAPTIONS[1])

    expect(caption).to_have_count(0)
    cluster = panel.locator("li", has_text="đánh dấu cụm")
    cluster.get_by_role("button").click()
    expect(page.locator("#id_clusters-filter")).to_be_focused()
    page.keyboard.type("khoi 2")
    page.locator("[data-folded]:visible input").first.check()
    expect(panel.locator(".news-finding--block")).to_have_count(0)


def comment_on(page: Page, field: str, words: str) -> None:
    open_panel(page, "comments")
    wrapper = page.locator(f"[data-contentpath={field}]")
    wrapper.hover()
    wrapper.locator("[data-comment-add]").click()
    box = page.locator(".comment [contenteditable=true], .comment textarea").last
    box.click()
    page.keyboard.type(words)
    page.locator(".comment--mode-creating button[type=submit]").click()
    expect(page.locator(".comment", has_text=words)).to_be_visible()


def test_from_the_first_word_to_the_reader(page: Page, base_url: str):
    photos = ("hoi-nghi-mot.jpg", jpeg("#800")), ("hoi-nghi-hai.jpg", jpeg("#080"))
    choose_when_asked(page, *(photo_file(*photo) for photo in photos))
    sign_in(page, "bien")
    write_the_meeting(page)
    act(page, "submit")
    stopped = page.locator(".messages .error")
    expect(stopped).to_contain_text("Viết chú thích")
    expect(stopped).to_contain_text("vẫn là bản nháp")
    until(page, READY)
    slug = page.locator("[name=slug]").input_value()
    mend_beside_the_findings(page)
    submit(page)

    sign_in(page, "minh")
    page.goto("/admin/news/queue/")
    expect(row(page, TITLE)).to_contain_text("Khối 2")
    row(page, TITLE).get_by_role("button", name="Nhận").click()
    expect(row(page, TITLE)).to_contain_text("Minh")
    row(page, TITLE).get_by_role("link", name=TITLE).click()
    until(page, READY)
    comment_on(page, "lead", COMMENT)
    save(page)
    back = decide(page, TITLE, "reject")
    back.locator("select[name=reason]").select_option(index=1)
    chosen = back.locator("option:checked").inner_text()
    back.locator("textarea[name=comment]").fill(REASON)
    back.locator("button[type=submit]").click()
    expect(row(page, TITLE)).to_have_count(0)

    sign_in(page, "bien")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    until(page, READY)
    told = page.locator(".messages")
    expect(told).to_contain_text(f"{chosen}: {REASON}")
    expect(told).to_contain_text("Minh")
    open_panel(page, "comments")
    expect(page.locator(".comment", has_text=COMMENT)).to_be_visible()
    page.fill("[name=lead]", MENDED)
    submit(page)

    sign_in(page, "minh")
    approve(page, TITLE)

    page.context.clear_cookies()
    read_as_the_public(page, slug)


def read_as_the_public(page: Page, slug: str) -> None:
    page.goto("/tin-tuc/")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(f"**/tin-tuc/*/{slug}/")
    article = page.locator("article").first
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for words in (MENDED, PARAGRAPH, *CAPTIONS, CREDIT, PLACE, "18/11/2026", BYLINE):
        expect(article).to_contain_text(words)
    expect(article).not_to_contain_text(COMMENT)
    for alt in ALTS:
        photo = article.get_by_role("img", name=alt)
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("image => image.naturalWidth") > 0

    page.locator("main a[href*='/tin-tuc/cum/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khối 2")
    expect(page.locator("main")).to_contain_text(TITLE)
