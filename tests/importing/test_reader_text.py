"""Bodies of text pages: paragraphs, typed lists, tables, tags."""

import pytest

from news.importers.document import Bullets, Paragraph, Table
from news.importers.markup import inline


def test_typed_lists_become_lists(saved):
    blocks = saved("create-author.txt").blocks

    [bullets] = [block for block in blocks if isinstance(block, Bullets)]
    assert bullets.items == (
        "Tổ chức tốt các phong trào thi đua;",
        "Thực hiện Quyết định số 163/QĐ-UBND ngày 05/3/2019 của UBND tỉnh;",
        "Nâng cao chất lượng khen thưởng.",
    )


def test_numbers_in_order_become_an_ordered_list(told):
    post = told("Nhiệm vụ:\n1. Thi đua\n2. Khen thưởng\n\na) Một\nb) Hai")

    assert post.blocks[1:] == (
        Bullets(("Thi đua", "Khen thưởng"), ordered=True),
        Bullets(("Một", "Hai"), ordered=True),
    )


def test_a_lone_dash_and_numbered_headings_stay_as_they_are(saved, told):
    lone = told("- Chỉ một dòng.\n\nĐoạn sau.")
    numbered = saved("text-and-photo.txt")

    assert lone.blocks[0] == Paragraph("- Chỉ một dòng.")
    assert Paragraph("1. Kết quả quý I.") in numbered.blocks
    assert Paragraph("2. Nhiệm vụ quý II.") in numbered.blocks


def test_numbers_out_of_order_are_not_renumbered(told):
    post = told("3. Ba\n4. Bốn")

    assert post.blocks == (Paragraph("3. Ba"), Paragraph("4. Bốn"))


def test_cells_between_tabs_are_a_table(saved):
    [table] = [b for b in saved("table.txt").blocks if isinstance(b, Table)]

    assert table.header_row
    assert table.rows == (
        ("STT", "Đơn vị", "Điểm"),
        ("1", "Sở Tài chính", "98,5"),
        ("2", "Sở Nội vụ", "97"),
    )


def test_lines_broken_at_a_margin_are_whole_again(told):
    lines = (
        "Ngày 09/7/2020, tại trụ sở Bưu điện tỉnh Lạng Sơn, đơn vị Cụm phó\n"
        "đã tổ chức Hội nghị sơ kết công tác thi đua, khen thưởng sáu tháng\n"
        "đầu năm và bàn phương hướng, nhiệm vụ trọng tâm sáu tháng cuối\n"
        "năm của các đơn vị."
    )

    post = told(f"{lines}\n\nĐoạn hai.")

    assert [block.html for block in post.blocks] == [
        lines.replace("\n", " "),
        "Đoạn hai.",
    ]


def test_tags_are_fields_and_not_text(saved):
    post = saved("menus-and-related.txt")

    assert post.tags == ("cụm thi đua", "tổng kết")
    assert "Từ khóa" not in str(post.blocks)


def test_markup_in_a_text_page_is_shown_as_it_was_typed(saved):
    post = saved("hostile.txt")

    assert post.title == 'Hội nghị <script>alert(1)</script> & "ngoặc"'
    assert "&lt;b&gt;họp&lt;/b&gt;" in post.blocks[0].html
    assert "<b>" not in post.blocks[0].html


@pytest.mark.parametrize(
    "text",
    [
        *("Cụm I", "  Cụm \n\t I \u2003", "", " \x1f ", "163/QĐ-UBND; 'a' \"b\""),
        *("R&D", "a&nbsp;&nbsp;b ", "Cụm\xa0 I", "1 > 0", "Cụm\r\nI", "a\x00b"),
    ],
)
def test_text_without_markup_comes_out_as_if_it_had_some(text):
    assert inline(text) == inline(f"{text}<b></b>")
    assert inline(text) == inline(f"<b></b>{text}")
