"""Who signed a post: names and announcements count, last sentences never do."""

import pytest

PARAGRAPH = "Hội nghị kết thúc tốt đẹp, các đơn vị ra về trong không khí phấn khởi"


def signed(post):
    return [(who.name, who.contribution) for who in post.authors], post.organisation


@pytest.mark.parametrize(
    ("lines", "authors", "organisation"),
    [
        (
            "Hoàng Quốc Thịnh\nBan Thi đua - Khen thưởng",
            [("Hoàng Quốc Thịnh", "text")],
            "Ban Thi đua - Khen thưởng",
        ),
        (
            "Hoàng Quốc Thịnh - Ban Thi đua - Khen thưởng",
            [("Hoàng Quốc Thịnh", "text")],
            "Ban Thi đua - Khen thưởng",
        ),
        ("Tin, ảnh: Nông Thị Lan", [("Nông Thị Lan", "both")], ""),
        ("Bài và ảnh: Thu Hà", [("Thu Hà", "both")], ""),
        ("(Tin: An; Ảnh: Bình)", [("An", "text"), ("Bình", "photo")], ""),
        ("Ảnh: Lý Văn Bình", [("Lý Văn Bình", "photo")], ""),
        ("PV", [("PV", "text")], ""),
        (
            "Nguyễn Thu Hà, Trần Minh Đức",
            [("Nguyễn Thu Hà", "text"), ("Trần Minh Đức", "text")],
            "",
        ),
        (
            "Nguyễn Thu Hà - Trần Minh Đức",
            [("Nguyễn Thu Hà", "text"), ("Trần Minh Đức", "text")],
            "",
        ),
        ("Ban Thi đua - Khen thưởng", [], "Ban Thi đua - Khen thưởng"),
        (
            "Tin, ảnh: Vi Thị Hoa - Phòng Nội vụ huyện Cao Lộc",
            [("Vi Thị Hoa", "both")],
            "Phòng Nội vụ huyện Cao Lộc",
        ),
    ],
)
@pytest.mark.parametrize("end", ["./.", ".\n./.", "."])
def test_signatures(told, lines, authors, organisation, end):
    post = told(f"     {PARAGRAPH}{end}\n  " + lines.replace("\n", "\n  "))

    assert signed(post) == (authors, organisation)
    assert len(post.blocks) == 1


@pytest.mark.parametrize(
    "last",
    [
        "Hội nghị kết thúc tốt đẹp",
        "Hội nghị thành công.",
        "Theo đó, các đơn vị tiếp tục thi đua.",
        "Ảnh: Các đại biểu dự hội nghị",
        "Danh sách khen thưởng:\nNguyễn Văn An\nTrần Thị Bình",
        "Các cá nhân sau\nLê Văn An\nVi Thị Hoa\nTrần Văn Đức\nNông Văn Lý",
        "Khen thưởng các đơn vị\nSở Tài chính\nSở Nội vụ\nSở Y tế",
    ],
)
def test_what_is_no_signature_stays_in_the_text(told, last):
    post = told(f"{PARAGRAPH}.\n\n{last}")

    assert signed(post) == ([], "")
    assert post.blocks[-1].html == last.split("\n")[-1]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Nguồn: Báo Lạng Sơn", "Báo Lạng Sơn"),
        ("Theo Báo Lạng Sơn", "Báo Lạng Sơn"),
        ("(Theo langson.gov.vn)", "langson.gov.vn"),
        ("Nguồn: https://baolangson.vn/tin/1", "baolangson.vn"),
    ],
)
def test_a_reprint_names_its_source(told, line, name):
    post = told(f"{PARAGRAPH}./.\n{line}")

    assert post.source_name == name
    assert post.authors == ()


def test_the_source_of_a_reprint_keeps_its_address(shown):
    post = shown(
        f"<p>{PARAGRAPH}.</p><p>Nguồn: <a href='https://bao.vn/1'>Báo Lạng Sơn</a></p>"
    )

    assert (post.source_name, post.source_url) == ("Báo Lạng Sơn", "https://bao.vn/1")


def test_the_mark_of_the_agency_is_taken_off_and_told(told):
    post = told(f"     (BTĐKT)- {PARAGRAPH}.")

    assert post.blocks[0].html == f"{PARAGRAPH}."
    assert post.organisation == ""
    assert [d.code for d in post.doubts if d.field == "organisation"] == [
        "agency-prefix"
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("vào cuối tháng 8/2020./.", "vào cuối tháng 8/2020"),
        ("vào cuối tháng 8/2020. /.", "vào cuối tháng 8/2020"),
        ("vào cuối năm..../.", "vào cuối năm..."),
        ("vào cuối năm.\n./.", "vào cuối năm."),
    ],
)
def test_the_end_mark_is_kept_out_of_the_text(told, written, kept):
    assert told(written).blocks[-1].html == kept


def test_an_end_mark_inside_the_text_is_left_alone(told):
    post = told("Phần một./.\n\nPhần hai của bài viết còn tiếp tục ở đây.")

    assert post.blocks[0].html == "Phần một./."


def test_initials_under_the_last_photo_sign_the_post(shown):
    post = shown(
        f"<p>{PARAGRAPH}.</p><p><img src='a1.jpg' alt='Hội nghị'></p><p>PV</p>"
    )

    assert [author.name for author in post.authors] == ["PV"]
    assert [photo.caption for photo in post.photos] == [""]


def test_lines_as_short_as_names_are_no_signature_of_nothing(told):
    post = told("Đoạn A\n\nĐoạn B")

    assert [block.html for block in post.blocks] == ["Đoạn A", "Đoạn B"]
    assert post.authors == ()
