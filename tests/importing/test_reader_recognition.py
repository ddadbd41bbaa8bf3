"""Which clusters, meetings and documents a post is about, and which it only names."""

from datetime import date, datetime

import pytest

from news.importers.clusters import clusters_in
from news.importers.recognition import recognise
from news.vietnamese.dates import TIME_ZONE

PUBLISHED = datetime(2021, 1, 5, tzinfo=TIME_ZONE)


def about(title, *texts, known=()):
    return recognise(title, texts, PUBLISHED, known)


@pytest.mark.parametrize(
    ("title", "kind", "number", "name"),
    [
        (
            "Cụm I – Các tổ chức tín dụng tổ chức Hội nghị tổng kết",
            *("cụm", "I", "Các tổ chức tín dụng"),
        ),
        (
            "Cụm thi đua số 2 (các huyện biên giới) sơ kết",
            *("cụm", "2", "các huyện biên giới"),
        ),
        (
            "Khối thi đua các cơ quan Đảng ký kết giao ước",
            *("khối", "", "các cơ quan Đảng"),
        ),
        ("Cụm số 3 họp giao ban", "cụm", "3", ""),
        (
            "Khối thi đua số 2 – Các cơ quan tham mưu tổng hợp tổng kết",
            *("khối", "2", "Các cơ quan tham mưu tổng hợp"),
        ),
        (
            "Hội nghị tổng kết Cụm thi đua các huyện, thành phố năm 2020",
            *("cụm", "", "các huyện, thành phố"),
        ),
        (
            "Khối thi đua số 5 – Các tổ chức chính trị - xã hội ký giao ước",
            *("khối", "5", "Các tổ chức chính trị - xã hội"),
        ),
        (
            "Cụm thi đua các doanh nghiệp có vốn nhà nước (Cụm II) sơ kết",
            *("cụm", "II", "các doanh nghiệp có vốn nhà nước"),
        ),
    ],
)
def test_the_cluster_of_a_title(title, kind, number, name):
    [cluster] = about(title).clusters

    assert (cluster.kind, cluster.number, cluster.name) == (kind, number, name)


@pytest.mark.parametrize(
    "title",
    [
        "Hướng dẫn các cụm thi đua tổng kết năm 2020",
        "Hướng dẫn các cụm thi đua doanh nghiệp chấm điểm",
        "Tổng kết hoạt động của 12 cụm, khối thi đua",
        "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh tổng kết",
        "Khởi công cụm công nghiệp số 2",
        "Khối lượng công việc năm 2020",
    ],
)
def test_a_mention_is_not_a_cluster(title):
    assert about(title).clusters == ()


def test_what_the_title_leaves_out_is_found_in_the_text():
    [cluster] = about(
        "Cụm số 3 sơ kết", "Cụm số 3 – Các trường chuyên nghiệp họp sơ kết."
    ).clusters

    assert cluster.name == "Các trường chuyên nghiệp"


def test_a_guest_is_not_what_the_post_is_about():
    found = about(
        "Lãnh đạo tỉnh thăm các đơn vị",
        "Ngày 04/01/2021, đồng chí Bí thư Tỉnh ủy đến thăm Cụm thi đua số 1.",
    )

    assert found.clusters == ()


@pytest.mark.parametrize(
    ("text", "leader", "deputy"),
    [
        ("Sở Tài chính là Cụm trưởng, Sở Y tế là Cụm phó.", "Sở Tài chính", "Sở Y tế"),
        ("Cụm trưởng: Sở Tài chính. Cụm phó: Sở Y tế.", "Sở Tài chính", "Sở Y tế"),
        (
            "Đồng chí Lê Văn An, Giám đốc Sở Nội vụ, Trưởng Cụm chủ trì.",
            *("Sở Nội vụ", ""),
        ),
        ("Cụm I do Công an tỉnh làm Cụm trưởng đã họp.", "Công an tỉnh", ""),
        (
            "Năm 2020, Hội Phụ nữ tỉnh được các đơn vị bầu làm Cụm trưởng.",
            *("Hội Phụ nữ tỉnh", ""),
        ),
        ("Tại Viễn thông tỉnh - Phó trưởng Cụm, Cụm I họp.", "", "Viễn thông tỉnh"),
        ("Dự họp có lãnh đạo Sở Nội vụ, Cụm trưởng, Cụm phó và các đơn vị.", "", ""),
        ("Hội nghị bầu Sở Y tế làm Cụm trưởng năm 2021.", "", ""),
    ],
)
def test_leader_and_deputy_of_the_year(text, leader, deputy):
    [cluster] = about("Cụm I tổng kết năm 2020", text).clusters

    assert (cluster.leader, cluster.deputy) == (leader, deputy)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("gồm 02 đơn vị thành viên: Sở Y tế; Sở Nội vụ.", ("Sở Y tế", "Sở Nội vụ")),
        (
            "Cụm có 03 đơn vị thành viên: Sở Y tế, Sở Nội vụ và Ban Dân tộc.",
            ("Sở Y tế", "Sở Nội vụ", "Ban Dân tộc"),
        ),
        (
            "Cụm gồm các đơn vị: Sở Y tế, Sở Văn hóa, Thể thao và Du lịch.",
            ("Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch"),
        ),
        (
            "3 đơn vị thành viên (Sở Y tế, Sở Giáo dục và Đào tạo, Thanh tra tỉnh).",
            ("Sở Y tế", "Sở Giáo dục và Đào tạo", "Thanh tra tỉnh"),
        ),
        (
            "Cụm gồm 03 đơn vị thành viên: Huyện Cao Lộc, Lộc Bình và Đình Lập.",
            ("Huyện Cao Lộc", "Lộc Bình", "Đình Lập"),
        ),
        ("Tặng Bằng khen cho 02 đơn vị: Sở Y tế, Sở Nội vụ.", ()),
    ],
)
def test_members_are_listed_by_their_whole_names(text, members):
    [cluster] = about("Cụm I tổng kết năm 2020", text).clusters

    assert cluster.members == members


def test_names_on_register_keep_their_commas():
    name = "Hội Văn học, Nghệ thuật và Báo chí"
    [cluster] = about(
        "Cụm I tổng kết",
        f"Cụm gồm các đơn vị: Sở Y tế, {name}, Tỉnh đoàn.",
        known=[name],
    ).clusters

    assert cluster.members == ("Sở Y tế", name, "Tỉnh đoàn")


def test_a_count_that_does_not_fit_the_list_is_doubted():
    found = about("Cụm I tổng kết", "của 04 đơn vị thành viên: Sở Y tế, Sở Nội vụ.")

    assert [(doubt.field, doubt.code) for doubt in found.doubts] == [
        ("clusters", "member-count")
    ]


@pytest.mark.parametrize(
    ("text", "day", "part", "place"),
    [
        (
            "Chiều ngày 04/01/2021, tại trụ sở Bưu điện tỉnh, Cụm I họp tổng kết.",
            *(date(2021, 1, 4), "afternoon", "trụ sở Bưu điện tỉnh"),
        ),
        (
            "Sáng 28/12, Cụm I tổ chức Hội nghị tại Hội trường Sở Y tế.",
            *(date(2020, 12, 28), "morning", "Hội trường Sở Y tế"),
        ),
        (
            "Theo Kế hoạch số 12/KH-SNV ngày 01/12/2020, ngày 04/01/2021, Cụm I họp.",
            *(date(2021, 1, 4), "", ""),
        ),
        (
            "Trong hai ngày 03 và 04/01/2021, Cụm I đi thăm tại Tân Trào, huyện Sơn "
            "Dương, tỉnh Tuyên Quang.",
            *(date(2021, 1, 3), "", "Tân Trào, huyện Sơn Dương, tỉnh Tuyên Quang"),
        ),
        ("Tại Hội nghị, các đơn vị thảo luận.", None, "", ""),
        ("Ngày 31/12/2020, Chính phủ ban hành Nghị định.", None, "", ""),
    ],
)
def test_the_day_and_the_place_of_the_meeting(text, day, part, place):
    event = about("Cụm I", text).event

    assert (event.date, event.part_of_day, event.place) == (day, part, place)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Cụm I sơ kết 6 tháng", "review"),
        ("Cụm I tổng kết và ký kết giao ước", "summary"),
        ("Ký kết giao ước thi đua", "covenant"),
        ("Cụm I về nguồn tại Tân Trào", "journey"),
        ("Hội nghị giao ban", "other"),
        ("Danh sách khen thưởng", ""),
    ],
)
def test_the_kind_of_the_meeting_is_the_one_named_first(title, kind):
    assert about(title).event.kind == kind


def test_documents_are_numbers_and_not_dates():
    found = about(
        "Ban hành quy chế",
        "Quyết định số 163/QĐ-UBND ngày 09/7/2020, Nghị định 98/2023/NĐ-CP, Chỉ thị "
        "34-CT/TW, Luật số 06/2022/QH15, Công văn 15/ SNV - BTĐKT, 163/QĐ-UBND, 24/24.",
    )

    assert found.documents == (
        *("163/QĐ-UBND", "98/2023/NĐ-CP", "34-CT/TW", "06/2022/QH15"),
        "15/SNV-BTĐKT",
    )


def test_two_clusters_in_one_title_share_no_members():
    found = about(
        "Cụm I và Cụm II tổng kết năm 2020",
        "gồm 02 đơn vị thành viên: Sở Y tế, Sở Nội vụ.",
    )

    assert [(c.number, c.members, c.year) for c in found.clusters] == [
        ("I", (), 2020),
        ("II", (), 2020),
    ]


def test_a_block_that_signs_in_the_title_is_one_without_the_word_contest():
    title = "Ký kết giao ước thi đua Khối các ngân hàng năm 2024"

    [cluster] = clusters_in(title, [])

    assert (cluster.kind, cluster.name) == ("khối", "các ngân hàng")
    assert clusters_in("Hội nghị tổng kết Đảng bộ Khối các cơ quan tỉnh", []) == ()
    assert clusters_in("Phong trào thi đua ở Khối các trường học", []) == ()
