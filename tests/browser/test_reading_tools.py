"""Text size, contrast, a photo in large, copying: by hand, in a real browser."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_reading import WIDTH_WHEN_LOADED

pytestmark = pytest.mark.browser

CONFERENCE = "/tin-tuc/2020/cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket"


@pytest.fixture
def article(page: Page, base_url: str) -> Page:
    page.goto("/")
    page.locator(f"a[href^='{CONFERENCE}']").first.click()
    expect(page.locator("article h1")).to_be_visible()
    return page


def text_size(page: Page) -> float:
    text = "document.querySelector('.news-article__body p')"
    return page.evaluate(f"parseFloat(getComputedStyle({text}).fontSize)")


def test_the_text_grows_and_stays_so_on_the_next_page(article: Page):
    usual = text_size(article)
    larger = article.locator(".news-tools").get_by_role("button", name="Tăng cỡ chữ")

    larger.click()
    larger.click()

    assert text_size(article) == pytest.approx(usual * 1.25, rel=0.01)
    article.reload()
    assert text_size(article) == pytest.approx(usual * 1.25, rel=0.01)
    article.locator(".news-tools").get_by_role("button", name="Cỡ chữ thường").click()
    assert text_size(article) == usual
    assert article.context.cookies() == []


def test_strong_contrast_is_kept(article: Page):
    button = article.get_by_role("button", name="Tương phản cao")

    button.click()

    expect(button).to_have_attribute("aria-pressed", "true")
    article.goto("/tin-tuc/")
    expect(article.locator("html")).to_have_attribute("data-news-contrast", "")
    assert Axe().run(article).violations_count == 0


def test_a_photo_opens_in_large_and_closes_by_key(article: Page):
    link = article.locator("a[data-news-large]").first
    link.focus()
    article.keyboard.press("Enter")

    dialog = article.locator("dialog.news-large")
    expect(dialog).to_be_visible()
    expect(dialog.locator("figcaption")).to_contain_text("Các đơn vị thảo luận")
    assert dialog.locator("img").evaluate(WIDTH_WHEN_LOADED) > 800
    assert Axe().run(article, {"include": [["dialog"]]}).violations_count == 0
    article.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_the_citation_is_copied(article: Page, base_url: str):
    article.context.grant_permissions(["clipboard-read", "clipboard-write"])
    article.locator(".news-share summary").click()
    code = article.locator(".news-share__code")
    article.get_by_role("button", name="Sao chép câu trích dẫn").click()

    expect(article.locator("[data-news-said]")).to_have_text(
        "Đã sao chép câu trích dẫn."
    )
    copied = article.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Theo Ban Thi đua - Khen thưởng: “Cụm I")
    assert code.evaluate(WIDTH_WHEN_LOADED) > 0


def test_reading_aloud_is_offered_only_with_a_voice_for_the_language(page, base_url):
    english = "[{ lang: 'en-US', name: 'English' }]"
    page.add_init_script(f"speechSynthesis.getVoices = () => {english}")
    page.goto("/")
    page.locator(f"a[href^='{CONFERENCE}']").first.click()

    expect(page.get_by_role("button", name="In bài")).to_be_visible()
    expect(page.locator("[data-news-speak]")).to_be_hidden()


def test_the_browser_reads_the_post_in_its_vietnamese_voice(page, base_url):
    page.add_init_script(
        """
        window.spoken = [];
        speechSynthesis.getVoices = () => [{ lang: "vi-VN", name: "Tiếng Việt" }];
        speechSynthesis.speak = (words) => spoken.push(words.text);
        window.SpeechSynthesisUtterance = class {
          constructor(text) { this.text = text }
        };
        """
    )
    page.goto("/")
    page.locator(f"a[href^='{CONFERENCE}']").first.click()

    page.evaluate(
        """document.querySelector(".news-article__body").insertAdjacentHTML("afterbegin",
        "<table><tr><th>Đơn vị</th><td>Bưu điện</td><td>Giải nhất</td></tr></table>")"""
    )
    submitted = page.locator(".news-signature__submitted").text_content()
    assert submitted
    assert "./." in page.locator(".news-article__body").text_content()

    page.get_by_role("button", name="Nghe đọc bài").click()

    spoken = page.evaluate("spoken")
    assert spoken[0].startswith("Cụm I")
    assert "Đơn vị|Bưu điện|Giải nhất" in "|".join(spoken)
    assert not any("./." in text or text == submitted.strip() for text in spoken)
    assert any("trụ sở Bưu điện tỉnh Lạng Sơn" in text for text in spoken)
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.get_by_role("button", name="Nghe đọc bài")).to_be_visible()


def test_no_page_breaks_its_own_policy(page: Page, refused: list[str]):
    for address in ("/", "/tin-tuc/", "/tin-tuc/cum/", "/tin-tuc/2020/", "/khong-co/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    page.goto("/")
    page.locator(f"a[href^='{CONFERENCE}']").first.click()
    page.wait_for_load_state("networkidle")

    assert refused == []
    # The check can fail: what the policy forbids is told on the console.
    with page.expect_console_message(lambda said: "Content Security" in said.text):
        page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert len(refused) == 1
    refused.clear()


def test_paper_says_when_it_was_printed(article: Page):
    article.evaluate("dispatchEvent(new Event('beforeprint'))")
    article.emulate_media(media="print")

    today = date.today().strftime("%d/%m/%Y")
    expect(article.locator(".news-article__address")).to_contain_text(
        f"In ngày {today}"
    )
    expect(article.locator(".news-related")).to_be_hidden()


def test_large_letters_put_the_facts_under_the_text(article: Page):
    article.set_viewport_size({"width": 1280, "height": 900})
    body, more = ".news-article__body", ".news-article__more"
    assert left(article, more) > left(article, body)

    article.evaluate("document.documentElement.style.fontSize = '200%'")

    assert left(article, more) == left(article, body)


def left(page: Page, selector: str) -> float:
    return page.locator(selector).bounding_box()["x"]
