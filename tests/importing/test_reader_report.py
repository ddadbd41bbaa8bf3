"""The report's rows keep their shape, for their readers are other programs."""

import json
from dataclasses import replace

from news.importers import report
from news.importers.document import Doubt

KEYS = [
    *("source", "status", "url", "title", "published", "submitter", "author"),
    *("organisation", "lead", "body_text", "body_html", "tables", "captions"),
    *("image_alts", "image_count", "clusters", "event_date", "event_place"),
    *("documents", "source_id", "state", "categories", "tags", "warnings", "error"),
]


def test_a_row_has_every_key_in_its_order(saved):
    row = report.row(saved("conference.txt"), "would-create")

    assert list(row) == KEYS
    assert json.loads(json.dumps(row)) == row


def test_a_failed_source_has_every_key_too():
    row = report.failed("hỏng.txt", "hỏng.txt: the file is empty")

    assert list(row) == KEYS
    assert (row["source"], row["status"]) == ("hỏng.txt", "failed")
    assert row["error"] == "hỏng.txt: the file is empty"
    assert (row["published"], row["event_date"], row["title"]) == (None, None, "")


def test_the_row_of_the_conference_article(saved):
    row = report.row(saved("conference.txt"), "created", url="/x/", image_count=1)

    assert row["published"] == "2020-07-13T15:21+07:00"
    assert row["author"] == "Hoàng Quốc Thịnh"
    assert row["event_date"] == "2020-07-09"
    assert row["captions"] == ["Các đơn vị thảo luận tại hội nghị"]
    assert row["image_alts"] == ["CumI"]
    assert row["clusters"][0]["deputy"] == "Bưu điện tỉnh Lạng Sơn"
    assert len(row["body_text"].split("\n")) == 5
    assert (row["url"], row["image_count"]) == ("/x/", 1)


def test_several_authors_stand_in_one_line(saved):
    row = report.row(saved("two-authors.txt"), "created")

    assert row["author"] == "Nguyễn Thu Hà, Trần Minh Đức"


def test_body_text_has_a_line_for_every_paragraph_item_heading_and_quote(saved):
    row = report.row(saved("drupal-7.html"), "created")

    assert row["body_text"].split("\n") == [
        "Hội nghị có đại diện của các đơn vị, theo Quyết định số 163/QĐ-UBND và văn "
        "bản khác.",
        "Kết quả",
        "Khen thưởng 12 tập thể;",
        "Khen thưởng 30 cá nhân.",
        "Thi đua là yêu nước.",
        "Yêu nước thì phải thi đua.",
        "Hội nghị kết thúc vào cuối buổi sáng",
    ]
    assert row["tables"] == [[["STT", "Đơn vị"], ["1", "Sở Tài chính"]]]


def test_doubts_met_while_saving_stand_beside_the_readers(saved):
    late = Doubt("photos", "missing-photo", "no file found for the photo CumI")

    row = report.row(saved("conference.txt"), "created", warnings=[late])

    assert [warning["code"] for warning in row["warnings"]] == [
        "alt-is-file-name",
        "missing-photo",
    ]


def test_seconds_are_told_where_the_source_has_them(saved):
    post = saved("conference.txt")

    row = report.row(
        replace(post, published=post.published.replace(second=40)), "created"
    )

    assert row["published"] == "2020-07-13T15:21:40+07:00"
