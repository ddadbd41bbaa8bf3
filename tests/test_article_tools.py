"""What stands beside a post, and what a reader's browser is allowed to load."""

import pytest
from bs4 import BeautifulSoup

from news.qr_codes import svg
from tests import build


def show(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_post_can_be_cited_with_who_what_when_and_where(client, index):
    article = build.article(index, title="Hội nghị sơ kết")

    page = show(client, article.url)

    assert page.select_one("#citation").text == (
        "Theo Ban Thi đua - Khen thưởng: “Hội nghị sơ kết”, 13/07/2020, "
        f"{article.full_url}"
    )


def test_a_reprint_is_cited_by_who_published_it_first(index):
    article = build.article(index, is_reprint=True, source_name="Báo Lạng Sơn")

    assert article.citation.startswith("Theo Báo Lạng Sơn: ")


def test_the_code_holds_the_full_address(client, index):
    article = build.article(index)
    code = show(client, article.url).select_one(".news-share__code")

    drawn = client.get(code["src"])

    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content == svg(article.full_url).content
    assert drawn.content != svg(article.full_url + "x").content


@pytest.mark.parametrize("rest", ["khong-co", "2-khong-co", "a" * 300])
def test_no_code_for_what_is_not_there(client, index, rest):
    assert client.get(f"/tin-tuc/2020/{rest}/ma-qr.svg").status_code == 404


def test_no_code_for_a_draft(client, index):
    draft = build.article(index, live=False)

    assert client.get(f"{draft.url}ma-qr.svg").status_code == 404


def test_a_reader_learns_how_long_the_post_is(client, index):
    article = build.article(index, body=[build.paragraph("thi đua " * 440)])

    assert (
        "khoảng 4 phút đọc" in show(client, article.url).select_one(".news-byline").text
    )


@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/khong-co/", "/healthz"])
def test_nothing_inline_and_nothing_of_others_may_run(client, index, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_buttons_that_need_a_script_are_hidden_without_it(client, index):
    page = show(client, build.article(index).url)

    needing = page.select("main button, footer button")
    assert needing
    assert all(
        button.find_parent(hidden=True) or button.has_attr("hidden")
        for button in needing
    )
