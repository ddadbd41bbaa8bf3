"""Saved HTML of Drupal 7 to 10, and fragments of it."""

import pytest

from news.importers import drupal
from news.importers.document import (
    Attachment,
    Bullets,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
    Unreadable,
)


def test_every_block_of_a_drupal_7_node(saved):
    post = saved("drupal-7.html")

    assert post.blocks == (
        Paragraph(
            "Hội nghị có <i>đại diện</i> của các đơn vị, theo "
            '<a href="http://example.vn/qd">Quyết định số 163/QĐ-UBND</a> và văn bản '
            "khác."
        ),
        Photo(
            source="Dư an.jpg",
            alt="2-1.jpg",
            caption="Toàn cảnh Hội nghị",
            credit="Thu Hà",
        ),
        Heading("Kết quả", 3),
        Bullets(("Khen thưởng 12 tập thể;", "Khen thưởng 30 cá nhân.")),
        Table((("STT", "Đơn vị"), ("1", "Sở Tài chính")), header_row=True),
        Quote("Thi đua là yêu nước.\nYêu nước thì phải thi đua.", "Hồ Chí Minh"),
        Attachment("bao-cao.pdf", "Báo cáo tổng kết"),
        Paragraph("Hội nghị kết thúc vào cuối buổi sáng"),
    )


def test_every_field_of_a_drupal_7_node(saved):
    post = saved("drupal-7.html")

    assert post.title == (
        "Khối thi đua số 2 – Các cơ quan tham mưu tổng hợp tổng kết năm 2019"
    )
    assert post.identifier == "node/345"
    assert post.published.isoformat(timespec="minutes") == "2020-01-09T09:39+07:00"
    assert post.submitter == "admin"
    assert post.lead == (
        "Ngày 07/01/2020, tại Hội trường Sở Tài chính, Khối thi đua số 2 tổ chức "
        "Hội nghị tổng kết."
    )
    assert [author.name for author in post.authors] == ["Nguyễn Văn An"]
    assert post.organisation == "Sở Tài chính"
    assert post.tags == ("tổng kết", "khối 2")
    assert post.categories == ("Tin tức sự kiện",)
    assert post.documents == ("163/QĐ-UBND",)


def test_a_drupal_10_node(saved):
    post = saved("drupal-10.html")

    assert post.identifier == "node/912"
    assert post.published.isoformat(timespec="minutes") == "2022-02-25T14:30+07:00"
    assert post.submitter == "bientap"
    assert (
        post.lead
        == "Sáng 24/02/2022, Cụm thi đua III ký kết giao ước thi đua năm 2022."
    )
    assert [(who.name, who.contribution) for who in post.authors] == [
        ("Vi Thị Hoa", "text"),
        ("Lý Văn Bình", "photo"),
    ]
    assert [photo.caption for photo in post.photos] == [
        "",
        "Lãnh đạo Cụm trao đổi với các đơn vị",
    ]
    assert (
        Bullets(
            (
                "Thi đua phát triển kinh tế;",
                "Thi đua cải cách hành chính;",
                "Thi đua xây dựng nông thôn mới.",
            )
        )
        in post.blocks
    )
    assert post.tags == ("giao ước",)
    assert "Một tin khác" not in repr(post)


def test_a_fragment_with_unclosed_elements(saved):
    post = saved("fragment.html")

    assert post.title == "Cụm IV sơ kết 6 tháng đầu năm 2021"
    assert [block.html for block in post.blocks[:2]] == [
        "Ngày 13/7/2021, Cụm IV họp sơ kết tại huyện Bình Gia.",
        "Hội nghị bế mạc.",
    ]
    assert post.blocks[2].caption == "Các đại biểu dự họp"


def test_nothing_that_runs_or_was_hidden_comes_through(saved):
    post = saved("hostile.html")

    told = repr(post)
    assert post.title == "Tin độc hại"
    assert [b.html for b in post.blocks if isinstance(b, Paragraph)] == [
        "Đoạn <b>mở<i> mà không đóng</i></b>",
        "Đoạn hai",
        "Đoạn cuối.",
    ]
    for trace in ("alert", "bí mật", "chữ ẩn", "nguyenvana", "data:", "onclick"):
        assert trace not in told
    assert "embed-dropped" in [doubt.code for doubt in post.doubts]


def test_a_table_that_only_places_photos_gives_photos_with_captions(shown):
    post = shown(
        "<table><tr><td><img src='1.jpg' alt='Một'></td><td><img src='2.jpg' alt='Hai'>"
        "</td></tr><tr><td>Chú thích một</td><td>Chú thích hai</td></tr></table>"
    )

    assert [(photo.alt, photo.caption) for photo in post.photos] == [
        ("Một", "Chú thích một"),
        ("Hai", "Chú thích hai"),
    ]


def test_a_cell_that_spans_leaves_the_table_a_rectangle(shown):
    post = shown(
        "<table><tr><th rowspan=2>STT</th><th colspan=2>Điểm</th></tr>"
        "<tr><td>I</td><td>II</td></tr></table>"
    )

    assert post.blocks[0].rows == (("STT", "Điểm", ""), ("", "I", "II"))


def test_breaks_end_a_paragraph_only_after_a_sentence(shown):
    sentence = "Các đơn vị đã thảo luận sôi nổi và thống nhất cao với báo cáo của Cụm."

    post = shown(f"<p>{sentence}<br>{sentence}</p><p>Số 1<br>đường Hùng Vương</p>")

    assert [block.html for block in post.blocks] == [
        sentence,
        sentence,
        "Số 1<br>đường Hùng Vương",
    ]


def test_a_date_for_machines_is_trusted_before_the_written_one(shown):
    written = "<span property='dc:date dc:created' content='{}'></span>"

    post = shown("<p>Nội dung.</p>", around=written.format("2020-07-14T01:00:00Z"))

    assert post.published.isoformat(timespec="minutes") == "2020-07-14T08:00+07:00"


@pytest.mark.parametrize(
    "furniture",
    [
        "<ul class='links'><li>Đọc tiếp</li></ul>",
        "<p>Lượt xem: 1.254</p>",
        "<div class='breadcrumb'>Trang chủ » Tin</div>",
        "<h3>Tin liên quan</h3><ul><li><a href='/1'>Một tin khác</a></li></ul>",
        "<div class='field__label'>Nội dung</div>",
        "<a class='print-page' href='/print/1'>In trang này</a>",
        "<div class='view view-tin-moi'><p>Một tin khác</p></div>",
    ],
)
def test_furniture_inside_a_node_is_left_behind(shown, furniture):
    post = shown(f"<p>Nội dung.</p>{furniture}")

    assert post.blocks == (Paragraph("Nội dung."),)


@pytest.mark.parametrize("opening", ["<svg>", "<select>", "<noscript>"])
def test_an_element_left_open_does_not_swallow_the_rest(shown, opening):
    post = shown(f"<div><p>Đoạn một.</p>{opening}</div><p>Đoạn hai.</p>")

    assert post.blocks == (Paragraph("Đoạn một."), Paragraph("Đoạn hai."))


def test_a_drawing_left_open_ends_where_text_begins(shown):
    post = shown("<p>Đoạn một.</p><svg><p>Đoạn hai.</p>")

    assert post.blocks == (Paragraph("Đoạn một."), Paragraph("Đoạn hai."))


def test_a_form_around_the_whole_page_hides_nothing(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        "<body><form><h1>Tập huấn thi đua</h1><div class='node'>"
        "<p>Create: T2, 07/13/2020 - 15:21</p><p>Nội dung.</p></div></form></body>"
    )
    [post] = drupal.read(path)

    assert post.blocks == (Paragraph("Nội dung."),)


def test_a_labelled_field_of_drupal_7_loses_its_label_and_keeps_its_words(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        """<h1 class="page-title">Cụm I tổ chức Hội nghị</h1>
        <article class="node"><p class="submitted">Submitted by admin on T2,
        07/13/2020 - 15:21</p>
        <div class="field field-name-body field-label-above">
        <div class="field-label">Nội dung:&nbsp;</div>
        <div class="field-items"><p>Hội nghị đã diễn ra.</p></div></div>
        <div class="field field-name-field-tags field-label-above">
        <div class="field-label">Từ khóa:&nbsp;</div>
        <div class="field-items"><a href="/t/1">khen thưởng</a></div></div></article>"""
    )

    [post] = drupal.read(page)

    assert post.tags == ("khen thưởng",)
    assert post.blocks == (Paragraph("Hội nghị đã diễn ra."),)


@pytest.mark.parametrize(
    "shown",
    [
        "<title>Đăng nhập | Ban</title><body><form><input name='name'></form></body>",
        "<title>x</title><body><h1>Không tìm thấy trang</h1><div class='content'>Trang"
        " bạn yêu cầu không tồn tại.</div></body>",
        "<title>Access denied | Ban</title><body><main>Không được vào.</main></body>",
    ],
)
def test_a_page_that_holds_no_post_is_refused(tmp_path, shown):
    (tmp_path / "page.html").write_text(f"<html><head>{shown}</html>")

    with pytest.raises(Unreadable, match="no post"):
        list(drupal.read(tmp_path / "page.html"))


def test_the_link_over_the_title_tells_the_number_of_the_node(tmp_path):
    (tmp_path / "page.html").write_text(
        "<html><body><h2 class='node-title'><a href='/node/64'>Tuyên dương</a></h2>"
        "<div class='node'><span class='submitted'>Submitted by admin on T2, 07/13/2020"
        " - 15:21</span><p>Ngày 09/7/2020 họp.</p></div></body></html>"
    )

    [post] = drupal.read(tmp_path / "page.html")

    assert post.identifier == "node/64"


def test_signs_that_nobody_sees_are_dropped_as_entities_too(shown):
    post = shown("<p>Ba t&#7853;p&shy; th&zwnj;ể&#8203;: Cu&#803;m I.</p>")

    assert post.blocks == (Paragraph("Ba tập thể: Cụm I."),)
