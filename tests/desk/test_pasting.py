"""What is pasted from Word or the web comes out clean, and all of it."""

import json
import time

import pytest
from django.urls import reverse

from news.pasting import pasted
from news.rich_text import clean
from tests import build

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal{color:red}</style></head><body><!--StartFragment-->
<p class=MsoNormal style='font-family:"Times New Roman"'><b><span
style='color:red'>Đậm</span></b>
chữ <a href="https://example.org/x">liên kết</a><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span>
<![endif]>Mục một<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span>·<span>&nbsp;&nbsp; </span></span><![endif]>Mục hai</p>
<table border=1><tr><td><p class=MsoNormal><b>Đơn vị</b></p></td><td><b>Điểm</b></td>
</tr><tr><td>Sở Y tế</td><td>99</td></tr></table>
<p class=MsoNormal>Cuối</p><!--EndFragment--></body></html>"""


def test_word_becomes_paragraphs_lists_links_and_a_table():
    text, table, last = pasted(WORD)

    assert text["value"] == (
        '<p><b>Đậm</b> chữ <a href="https://example.org/x">liên kết</a></p>'
        "<ul><li>Mục một</li><li>Mục hai</li></ul>"
    )
    assert table["value"]["data"] == [["Đơn vị", "Điểm"], ["Sở Y tế", "99"]]
    assert table["value"]["first_row_is_table_header"] is True
    assert last["value"] == "<p>Cuối</p>"


def test_numbers_that_word_typed_make_a_numbered_list():
    item = "<p style='mso-list:l1'><![if !supportLists]>{}.<![endif]>Việc {}</p>"

    (block,) = pasted(item.format(1, "a") + item.format(2, "b"))

    assert block["value"] == "<ol><li>Việc a</li><li>Việc b</li></ol>"


def test_headings_and_quotes_of_the_web_become_blocks():
    html = "<h2 class=x>Mục</h2><blockquote><p>Lời nói</p></blockquote><p>Chữ</p>"

    kinds = [block["type"] for block in pasted(html)]

    assert kinds == ["heading", "quote", "paragraph"]


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>alert(1)</script>"])
def test_markup_without_words_falls_back_on_the_plain_text(html):
    (first, second) = pasted(html, "Dòng <một>\n\nDòng hai")[0]["value"].split(
        "</p><p>"
    )

    assert first == "<p>Dòng &lt;một&gt;"
    assert second == "Dòng hai</p>"


def test_nothing_that_runs_comes_through(client, bien, index):
    html = (
        "<h2 onclick=x>Mục</h2><p><script>alert(1)</script>"
        "<a href='javascript:x()'>a</a>"
        "<img src=x onerror=alert(1)></p><iframe src=//x></iframe>"
    )
    client.force_login(bien)

    answer = client.post(reverse("news_paste"), {"html": html}).content.decode()

    for bad in ("script", "onclick", "onerror", "iframe"):
        assert bad not in answer


def test_the_answer_is_what_the_streams_script_takes(client, bien, index):
    client.force_login(bien)

    blocks = client.post(reverse("news_paste"), {"html": WORD}).json()["blocks"]

    assert [block["type"] for block in blocks] == ["paragraph", "table", "paragraph"]
    assert len({block["id"] for block in blocks}) == 3
    content = json.loads(blocks[0]["value"])
    assert [one["type"] for one in content["blocks"]] == [
        "unstyled",
        "unordered-list-item",
        "unordered-list-item",
    ]


def test_too_much_is_refused_in_words_not_cut(client, bien, index):
    client.force_login(bien)

    answer = client.post(reverse("news_paste"), {"html": "x" * 2_200_000})

    assert answer.status_code == 413
    assert answer.json()["message"]


@pytest.mark.once
@pytest.mark.parametrize(
    "html",
    ["<p " * 200_000, '<a href="' * 80_000, "<![if !supportLists]>" * 60_000],
    ids=["tags", "links", "signs"],
)
def test_broken_markup_is_read_in_good_time(html):
    began = time.perf_counter()

    clean(html[:1_000_000])
    pasted(html, "Chữ")

    assert time.perf_counter() - began < 20


def test_styles_do_not_reach_the_store_by_any_path(index):
    html = '<p class="MsoNormal"><span style="color:red">Cụm</span><o:p></o:p></p>'
    article = build.article(index, body=[{"type": "paragraph", "value": html}])

    (stored,) = article.body.raw_data

    assert stored["value"] == "<p>Cụm</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="ab12c">Xem <a linktype="page" id="3">bài</a></p>',
        '<p><a href="https://example.org/?a=1&amp;b=2">x</a> 3 < 5</p>',
        "<ul><li><b>a</b></li></ul>",
    ],
)
def test_what_the_editor_makes_stays_to_the_letter(html):
    assert clean(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>x <img src=x onerror=alert(1)//",
        '<p><a href="java&#115;cript:x()">a</a></p>',
    ],
)
def test_what_could_run_is_never_taken_for_clean(html):
    assert "onerror" not in clean(html)
    assert "href" not in clean(html)


@pytest.mark.parametrize("written", ["<br>", "<br/>"])
def test_a_post_with_line_breaks_opens_however_they_are_written(
    client, bien, index, written
):
    """An import stores them as HTML has them; Wagtail's editor wants them closed."""
    post = build.article(index, live=False, owner=bien)
    post.body = [build.paragraph(f"Ông An{written}Trưởng ban")]
    post.save_revision()
    client.force_login(bien)

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))

    assert answer.status_code == 200


def test_a_table_too_large_to_keep_is_told(client, bien, index):
    client.force_login(bien)
    wide = '<td colspan="30" rowspan="30">Ô</td>' * 120
    table = f"<table><tr>{wide}</tr><tr><td>Cuoi</td><td>Het</td></tr></table>"

    large = client.post(reverse("news_paste"), {"html": table}).json()
    usual = client.post(reverse("news_paste"), {"html": WORD}).json()

    assert "1 bảng quá lớn" in large["message"]
    assert "Cuoi" in str(large["blocks"])
    assert usual["message"] == ""
