"""Every rule: a post that meets it, and one that only looks as if it did."""

import datetime as dt

import pytest

from news.gate.post import (
    AttachmentUse,
    Earlier,
    HeadingUse,
    Link,
    Passage,
    Post,
    TableUse,
)
from news.gate.rules import RULES
from tests.gate import build
from tests.gate.build import post, saying, showing

DAY = dt.date
LONG_TEXT = "Các đơn vị trong tỉnh cùng nhau trồng cây, dọn đường và tặng quà. " * 9
OTHER_TEXT = "Giải chạy năm nay có thêm cự ly cho trẻ em và người cao tuổi ở phố. " * 9
SEVEN = "Sở Y tế, Sở Nội vụ, Sở Tư pháp, Sở Tài chính, Sở Xây dựng"


def linked(text: str, state: str = "elsewhere", **values: object) -> Post:
    return post(links=(Link(text, "page:5", "b1", state, **values),))


def headed(*levels: int) -> Post:
    return post(headings=tuple(HeadingUse("Kết quả", n, f"h{n}") for n in levels))


def attached(**values: object) -> Post:
    return post(attachments=(AttachmentUse("a1", 3, **values),))


def tabled(*, has_header: bool) -> Post:
    return post(tables=(TableUse(("Đơn vị", "Điểm"), has_header, "t1"),))


MEETS = {
    "photo-missing": [showing(found=False, photo=None)],
    "photo-without-alt": [showing(alt="")],
    "alt-tells-nothing": [
        showing(alt=alt)
        for alt in (
            *("IMG_2031", "DSC0001.JPG", r"D:\Desktop\2-1.jpg", "CumI", "Ảnh"),
            *("hình ảnh", "Photo", "Hình ảnh 2", "hoi nghi 1.jpg", "anh minh hoa"),
            build.PHOTO.caption.upper(),
        )
    ],
    "photo-without-caption": [showing(caption="")],
    "photo-without-credit": [showing(credit="")],
    "title-in-capitals": [
        post(title="HỘI NGHỊ TUYÊN DƯƠNG NGƯỜI TỐT"),
        post(title="HỘI NGHỊ SƠ KẾT CÔNG TÁC THI ĐUA năm 2020"),
    ],
    "cluster-not-named": [
        saying(text)
        for text in (
            "Cụm I đã tổ chức Hội nghị sơ kết.",
            "Cụm thi đua số 1 họp ngày 9/7.",
            "CỤM I họp ngày 9/7.",
            "Cụm I - các Doanh nghiệp Trung ương họp.",
            "Khối thi đua các cơ quan Đảng ký giao ước.",
            "Khối II tổng kết năm.",
            "Cụm miền núi phía Bắc gặp mặt.",
        )
    ]
    + [post(title="Cụm I sơ kết 6 tháng đầu năm")],
    "event-after-publication": [post(event_date=DAY(2020, 7, 14))],
    "nobody-signs": [post(is_signed=False)],
    "reprint-without-source": [
        post(is_reprint=True),
        post(source_url="https://baolangson.vn/tin"),
        saying("Hội nghị bế mạc. (Theo Báo Lạng Sơn)"),
        saying("Hội nghị bế mạc.", "Nguồn: Cổng thông tin điện tử Chính phủ"),
        saying("Hội nghị bế mạc.", "Theo baolangson.vn"),
    ],
    "broken-link": [
        linked("Kế hoạch", "missing"),
        linked("Kế hoạch", "unpublished"),
        attached(found=False, title="Kế hoạch"),
    ],
    "attachment-without-title": [
        attached(title=""),
        attached(title="ke_hoach.docx"),
        attached(title="KH163", file_name="kh163.pdf"),
    ],
    "legacy-encoding": [
        post(title="Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua"),
        saying("Hoäi nghò sô keát coâng taùc thi ñua khen thöôûng"),
        saying("Caùc ñôn vò trong cuïm cuøng nhau trao ñoåi kinh nghieäm."),
        saying("Các đại biểu dự. C¸c ®¬n vÞ trong côm cïng nhau trao ®æi."),
    ],
    "small-photo": [showing(width=799)],
    "long-title": [post(title="Hội nghị " + "thi đua " * 20)],
    "no-lead": [post(lead="")],
    "long-lead": [post(lead="Hội nghị " * 50)],
    "late-report": [post(event_date=DAY(2020, 5, 13))],
    "heading-skipped": [headed(3), headed(2, 4), headed(2, 3, 2, 4)],
    "table-without-header": [tabled(has_header=False)],
    "link-tells-nothing": [
        linked(text)
        for text in ("tại đây", "Xem thêm…", "Ở ĐÂY", "click", "https://abc.vn/x", "")
        if text
    ],
    "personal-data": [
        saying(text)
        for text in (
            "Ông A, CCCD số 020090001234, trú tại Cao Lộc.",
            "Ông A, căn cước 020 090 001 234.",
            "Bà B, số 001190012345, được khen.",
            "Bà B, CMND 081234567, cấp năm 2010.",
            "Liên hệ 0912345678.",
            "Liên hệ: 0912.345.678 (ông Nam).",
            "Điện thoại +84 912 345 678.",
            "ĐT: (0205) 3812 345.",
            "Ủng hộ qua số tài khoản 8412205001234 tại Agribank.",
        )
    ],
    "attachment-announced": [
        saying("Chi tiết xem tại file đính kèm."),
        saying("Danh sách các tập thể được gửi kèm bài viết này."),
        saying("Đề nghị các đơn vị tải biểu mẫu về tại đây."),
        saying("Mời các đơn vị góp ý (có dự thảo kèm theo)."),
        saying("Văn bản đính kèm."),
    ],
    "count-differs": [
        saying(f"Cụm gồm 07 đơn vị thành viên: {SEVEN}.", clusters=1),
        saying(f"Cụm gồm 05 đơn vị thành viên: {SEVEN}.", clusters=1, participants=4),
        saying("Dự họp có 07 đơn vị thành viên của Cụm.", participants=6, clusters=1),
    ],
    "like-earlier": [
        saying(LONG_TEXT, earlier=(Earlier("Tin cũ", LONG_TEXT),)),
        saying(LONG_TEXT + OTHER_TEXT, earlier=(Earlier("Tin cũ", LONG_TEXT),)),
    ],
}

NEARLY = {
    "photo-missing": [showing()],
    "photo-without-alt": [showing(alt="", decorative=True)],
    "alt-tells-nothing": [
        showing(alt="Ảnh chân dung đồng chí Vũ Thanh Thụy"),
        showing(alt="Ten delegates stand on the stage with flowers"),
        showing(alt="CumI", decorative=True),
        showing(alt=build.PHOTO.caption + ", toàn cảnh nhìn từ phía sau"),
    ],
    "photo-without-caption": [showing(caption="Toàn cảnh Hội nghị")],
    "photo-without-credit": [showing(credit="PV")],
    "title-in-capitals": [
        post(title="UBND tỉnh, HĐND tỉnh và BCH Đảng bộ tỉnh họp phiên cuối năm"),
        post(title="BTĐKT"),
    ],
    "cluster-not-named": [
        saying(text)
        for text in (
            "Các cụm thi đua đã ký giao ước.",
            "Người dân khối 2 phường Chi Lăng dọn đường.",
            "Cụm I – Các tổ chức tín dụng họp ngày 9/7.",
            "Cụm công nghiệp địa phương số 2 khởi công.",
            "Cụm IV đã họp.",
        )
    ]
    + [saying("Cụm I đã họp.", clusters=1)],
    "event-after-publication": [post(event_date=DAY(2020, 7, 13))],
    "nobody-signs": [post(is_signed=True)],
    "reprint-without-source": [
        saying("Hội nghị bế mạc. (Theo Báo Lạng Sơn)", source_name="Báo Lạng Sơn"),
        saying("Việc xét chọn (theo Quyết định số 163/QĐ-UBND)."),
        saying("Nguồn ảnh: Hoàng Thịnh"),
        saying("Theo Báo cáo tổng kết, phong trào lan rộng tới từng thôn."),
        saying("Nguồn vốn được giải ngân đúng hạn."),
    ],
    "broken-link": [linked("Kế hoạch", "public"), linked("Báo Lạng Sơn")],
    "attachment-without-title": [
        attached(title="Kế hoạch 163/KH-UBND", file_name="163.pdf")
    ],
    "legacy-encoding": [
        saying("The delegates met in Hanoi; the café was naïve about its résumé."),
        saying("Đoàn thăm Zürich, Genève, São Tomé, Málaga, Curaçao và Tromsø."),
        saying("Già làng Y Moan Êban, xã Ea Kpam, huyện Čư M’gar, bon Bu Prăng."),
        saying("L’été dernier, très tôt, une délégation française a été reçue à Huế."),
    ],
    "small-photo": [showing(width=800), showing(width=None)],
    "long-title": [post(title="x" * 150)],
    "no-lead": [post(lead="Sáng 10/7, Hội nghị khai mạc.")],
    "long-lead": [post(lead="x" * 400)],
    "late-report": [post(event_date=DAY(2020, 5, 14))],
    "heading-skipped": [headed(2, 3, 4, 2, 3)],
    "table-without-header": [
        tabled(has_header=True),
        post(tables=(TableUse((), False),)),
    ],
    "link-tells-nothing": [
        linked("Xem thêm kế hoạch năm 2020"),
        linked("baolangson.vn"),
    ],
    "personal-data": [
        saying(text)
        for text in (
            "Quyết định 163/QĐ-UBND ngày 09/7/2020, Nghị định 98/2023/NĐ-CP.",
            "Tổng kinh phí 912.345.678 đồng, trong đó 0912345678 đồng từ quỹ.",
            "Giai đoạn 2015 - 2020, toàn tỉnh có 1.234.567 lượt người.",
            "Năm 2018, 2019, 2020 và 2021 đều đạt.",
            "Công văn số 0912345678/BTĐKT, mã hồ sơ 123456789.",
            "Mã số 999990001234 của lô hàng.",
        )
    ],
    "attachment-announced": [
        saying("Quy chế ban hành kèm theo Quyết định số 163/QĐ-UBND."),
        saying("Xem file đính kèm.", attachments=(AttachmentUse("a", 1, title="Mẫu"),)),
        saying(
            "Tải về tại đây.",
            links=(Link("Mẫu số 1", "document:3", "b1", is_file=True),),
        ),
        saying("Các em nhỏ có người lớn kèm theo."),
    ],
    "count-differs": [
        saying(f"Cụm gồm 05 đơn vị thành viên: {SEVEN}.", clusters=1, participants=5),
        saying("Hội nghị khen 07 tập thể và 12 cá nhân.", participants=3),
    ],
    "like-earlier": [
        saying(LONG_TEXT, earlier=(Earlier("Tin cũ", OTHER_TEXT),)),
        saying(
            "Hội nghị đã diễn ra.", earlier=(Earlier("Cũ", "Hội nghị đã diễn ra."),)
        ),
    ],
}


def cases(table: dict[str, list[Post]]) -> list[object]:
    return [
        pytest.param(code, told, id=f"{code}-{n}")
        for code, posts in table.items()
        for n, told in enumerate(posts)
    ]


def test_a_faultless_post_has_no_finding():
    assert build.codes(build.FAULTLESS) == []
    assert build.codes(showing()) == []


def test_every_rule_is_tried_both_ways():
    every = {rule.code for rule in RULES}

    assert set(MEETS) == every
    assert set(NEARLY) == every
    assert len(every) == len(RULES) == 25


@pytest.mark.parametrize(("code", "told"), cases(MEETS))
def test_a_rule_is_met(code, told):
    assert code in build.codes(told)


@pytest.mark.parametrize(("code", "told"), cases(NEARLY))
def test_a_near_miss_is_left_alone(code, told):
    assert code not in build.codes(told)


@pytest.mark.parametrize(("code", "told"), cases(MEETS))
def test_a_finding_says_where_it_is_and_changes_with_what_was_found(code, told):
    rule = next(rule for rule in RULES if rule.code == code)

    findings = list(rule.findings(told))

    assert all(f.field and str(f.message).endswith((".", "”")) for f in findings)
    assert all(len(finding.subject) == 16 for finding in findings)
    assert findings == list(rule.findings(told))


def test_a_finding_does_not_repeat_a_personal_number():
    told = saying("Liên hệ 0912345678.")

    messages = [str(f.message) for rule in RULES for f in rule.findings(told)]

    assert messages
    assert not any("0912345678" in message for message in messages)


def test_findings_of_two_photos_are_told_apart_by_their_blocks():
    first, second = showing(alt="").photos[0], showing(credit="").photos[0]
    told = post(photos=(first, build.replace(second, block="p2")))

    found = [(f.code, f.block) for rule in RULES for f in rule.findings(told)]

    assert found == [("photo-without-alt", "p1"), ("photo-without-credit", "p2")]


def test_a_cell_may_name_a_cluster_without_being_about_it():
    told = post(passages=(Passage("Cụm I", "body", "t1", "cell"),))

    assert build.codes(told) == []
