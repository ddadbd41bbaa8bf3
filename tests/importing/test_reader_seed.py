"""The conference article, as it was copied from the old site, comes out whole."""

from datetime import date

from news.importers.document import Paragraph, Photo

MEMBERS = (
    "Trung tâm Kinh doanh VNPT - Lạng Sơn",
    "Bưu điện tỉnh Lạng Sơn",
    "Công ty Than Na Dương –VVMI",
    "Viễn thông Lạng Sơn",
    "Viễn thông Quân đội Viettel Chi nhánh Lạng Sơn",
    "Công ty Nhiệt điện Na Dương - TKV",
    "Công ty dịch vụ MOBIFIONE tỉnh Lạng Sơn",
)


def test_title_date_and_people(saved):
    post = saved("conference.txt")

    assert post.title == (
        "Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết công tác thi đua "
        "khen thưởng 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2020"
    )
    assert post.published.isoformat(timespec="minutes") == "2020-07-13T15:21+07:00"
    assert post.submitter == "admin"
    assert [author.name for author in post.authors] == ["Hoàng Quốc Thịnh"]
    assert post.organisation == "Ban Thi đua - Khen thưởng"


def test_five_whole_paragraphs_with_the_photo_after_the_third(saved):
    post = saved("conference.txt")

    kinds = [type(block) for block in post.blocks]
    photo = post.blocks[3]
    texts = [block.html for block in post.blocks if isinstance(block, Paragraph)]

    assert kinds == [Paragraph] * 3 + [Photo] + [Paragraph] * 2
    assert (photo.alt, photo.caption) == ("CumI", "Các đơn vị thảo luận tại hội nghị")
    assert all(text == text.strip() for text in texts)
    assert texts[0].startswith("Chiều ngày 09/7/2020, tại trụ sở")
    assert texts[4].endswith("dự kiến tổ chức vào cuối tháng 8/2020")


def test_the_file_name_is_known_to_be_no_alternative_text(saved):
    post = saved("conference.txt")

    assert [(doubt.field, doubt.code) for doubt in post.doubts] == [
        ("image_alts", "alt-is-file-name")
    ]


def test_the_cluster_with_its_term(saved):
    [cluster] = saved("conference.txt").clusters

    assert (cluster.kind, cluster.number) == ("cụm", "I")
    assert cluster.name == "Các doanh nghiệp Trung ương"
    assert cluster.year == 2020
    assert (cluster.leader, cluster.deputy) == ("", "Bưu điện tỉnh Lạng Sơn")
    assert cluster.members == MEMBERS
    assert cluster.stated == 7


def test_the_meeting(saved):
    event = saved("conference.txt").event

    assert event.kind == "review"
    assert event.date == date(2020, 7, 9)
    assert event.part_of_day == "afternoon"
    assert event.place == "trụ sở Bưu điện tỉnh Lạng Sơn"
