"""What looks like a letterhead, a damaged photo, the same paper: no text is lost."""

import pytest

from news.importers import docx
from news.importers.document import Bullets, Byline, Heading, Paragraph, Photo, Table

from .word_file import NAMESPACES, para, photo, png, relations, table, title, word_file

TEXT = "Sáng 13/7/2020, Cụm I họp sơ kết công tác thi đua sáu tháng đầu năm."
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.fixture
def told(tmp_path):
    def read(*body, name="a.docx", **parts):
        [post] = docx.read(word_file(tmp_path / name, *body, **parts))
        return post

    return read


def doubt(post, code: str) -> str:
    return next((one.message for one in post.doubts if one.code == code), "")


def test_a_rule_in_a_table_of_results_is_a_result(told):
    post = told(title(), para(TEXT), table(("Đơn vị", "Điểm"), ("Phòng B", "---")))

    [*_, results] = post.blocks
    assert isinstance(results, Table)
    assert results.rows[1] == ("Phòng B", "---")
    assert not doubt(post, "letterhead")


def test_a_paper_that_is_one_table_keeps_the_rows_below_its_head(told):
    long = "Kết quả chấm điểm của các đơn vị trong cụm. " * 10
    post = told(table(("UBND TỈNH", STATE), (long, "")), title(), para(TEXT))

    assert long.strip() in str(post.blocks[0])
    assert STATE not in str(post.blocks)
    assert doubt(post, "letterhead").endswith(f"UBND TỈNH | {STATE}")


def test_only_what_went_is_called_a_letterhead(told):
    post = told(para(STATE), title(), para(TEXT))

    assert doubt(post, "letterhead") == f"Left out as the letterhead: {STATE}"


def damaged(path):
    """A bit turned in the photo alone."""
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"word/media/image1.png") + 40] ^= 0xFF
    path.write_bytes(raw)
    return path


def test_a_damaged_photo_is_told_and_the_text_comes(tmp_path):
    parts = {
        "word/media/image1.png": png(),
        "word/_rels/document.xml.rels": relations(p1="media/image1.png"),
    }
    body = (title(), para(TEXT), photo("p1", "Quang cảnh"), para("Họp xong."))
    path = damaged(word_file(tmp_path / "a.docx", *body, parts=parts))
    # A photo of that name beside it is another one.
    (tmp_path / "image1.png").write_bytes(png())

    [post] = docx.read(path)

    assert post.blocks[0] == Paragraph(TEXT)
    [lost] = [block for block in post.blocks if isinstance(block, Photo)]
    assert lost.path is None
    assert "image1.png" in doubt(post, "damaged-photo")


def note(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def margin(kind: str, *texts: str) -> str:
    """A part of notes or comments, numbered from one."""
    each = "".join(
        f'<w:{kind} w:id="{number}">{para(text)}</w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )
    return f"<w:{kind}s {NAMESPACES}>{each}</w:{kind}s>"


def test_notes_of_both_kinds_end_the_post_under_their_numbers(told):
    post = told(
        title(),
        para("Hội nghị đã họp", note("footnote", 1), note("endnote", 1), "."),
        para("Hoàng Quốc Thịnh", align="right"),
        parts={
            "word/footnotes.xml": margin("footnote", "Theo Quyết định số 12/QĐ-UBND."),
            "word/endnotes.xml": margin("endnote", "Số liệu của Sở Nội vụ."),
        },
    )

    assert post.blocks == (
        Paragraph("Hội nghị đã họp<sup>[1]</sup><sup>[2]</sup>."),
        Heading("Chú thích"),
        Bullets(("Theo Quyết định số 12/QĐ-UBND.", "Số liệu của Sở Nội vụ."), True),
    )
    # What stands under the pages hides no signature.
    assert post.authors == (Byline("Hoàng Quốc Thịnh"),)
    assert doubt(post, "notes-at-end") == "2 notes of the file stand at the end"


def test_a_comment_is_left_out_and_told(told):
    parts = {"word/comments.xml": margin("comment", "Sửa lại câu này", "x" * 300)}
    post = told(title(), para(TEXT), parts=parts)

    left = [one.message for one in post.doubts if one.code == "comment-left-out"]
    assert left[0] == "Left out as a comment: Sửa lại câu này"
    assert left[1].endswith("x…")
    assert post.blocks == (Paragraph(TEXT),)


def test_many_comments_are_told_in_as_many_lines_as_one_reads(told):
    comments = margin("comment", *map(str, range(120)))
    post = told(title(), para(TEXT), parts={"word/comments.xml": comments})

    left = [one.message for one in post.doubts if one.code == "comment-left-out"]
    assert len(left) == 101
    assert left[-1].endswith("and 20 more")
