"""The conference article arrives exactly as its readers knew it."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from news.models import ArticlePage, Cluster
from tests import build

TITLE = (
    "Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết công tác thi đua "
    "khen thưởng 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2020"
)
MEMBERS = [
    "Trung tâm Kinh doanh VNPT - Lạng Sơn",
    "Bưu điện tỉnh Lạng Sơn",
    "Công ty Than Na Dương –VVMI",
    "Viễn thông Lạng Sơn",
    "Viễn thông Quân đội Viettel Chi nhánh Lạng Sơn",
    "Công ty Nhiệt điện Na Dương - TKV",
    "Công ty dịch vụ MOBIFIONE tỉnh Lạng Sơn",
]


@pytest.fixture
def row(index, seed, tmp_path):
    (tmp_path / "cumi.JPG").write_bytes(build.jpeg())
    report = tmp_path / "report.jsonl"
    call_command(
        "import_news",
        seed,
        photos=tmp_path,
        publish=True,
        as_published=True,
        report=report,
        verbosity=0,
    )
    return json.loads(report.read_text())


@pytest.fixture
def article(row):
    return ArticlePage.objects.get()


def test_the_report_says_what_came(row):
    assert row["status"] == "created"
    assert row["title"] == TITLE
    assert row["published"] == "2020-07-13T15:21+07:00"
    assert (row["submitter"], row["author"]) == ("admin", "Hoàng Quốc Thịnh")
    assert row["organisation"] == "Ban Thi đua - Khen thưởng"
    assert row["captions"] == ["Các đơn vị thảo luận tại hội nghị"]
    assert (row["image_alts"], row["image_count"]) == (["CumI"], 1)
    assert row["event_date"] == "2020-07-09"
    assert row["event_place"] == "trụ sở Bưu điện tỉnh Lạng Sơn"
    assert row["lead"] == row["error"] == ""
    assert row["documents"] == row["tables"] == row["tags"] == []
    assert [w["code"] for w in row["warnings"]] == ["alt-is-file-name"]


def test_the_report_names_the_cluster(row):
    assert row["clusters"] == [
        {
            "kind": "cụm",
            "number": "I",
            "name": "Các doanh nghiệp Trung ương",
            "leader": "",
            "deputy": "Bưu điện tỉnh Lạng Sơn",
            "members": MEMBERS,
        }
    ]


def test_five_paragraphs_are_whole_and_without_indents(row, seed):
    typed = seed.read_text().replace("\xa0", " ").splitlines()
    paragraphs = [line.strip() for line in typed if line.startswith("     ")]
    paragraphs[-1] = paragraphs[-1].removesuffix("./.")

    assert row["body_text"].split("\n") == paragraphs
    assert len(paragraphs) == 5


def test_the_photo_stands_between_the_third_and_the_fourth_paragraph(article):
    kinds = [(b.block_type, str(b.value).count("<p")) for b in article.body]

    assert [kind for kind, _ in kinds] == ["paragraph", "photo", "paragraph"]
    texts = [b["value"].count("<p>") for b in article.body.raw_data[::2]]
    assert texts == [3, 2]
    photo = article.body[1].value
    assert photo.caption_shown == "Các đơn vị thảo luận tại hội nghị"
    assert photo.alt_shown == photo.caption_shown
    assert article.lead_photo == photo["photo"]


def test_cluster_and_event_are_on_the_page(article):
    cluster = Cluster.objects.get()
    term = cluster.terms.get()

    assert list(article.clusters.all()) == [cluster]
    assert (term.year, term.deputy.name) == (2020, "Bưu điện tỉnh Lạng Sơn")
    assert [str(member) for member in term.members.all()] == MEMBERS
    assert (article.event_kind, article.event_date) == ("review", date(2020, 7, 9))
    assert article.event_part_of_day == "afternoon"
    assert article.event_place == "trụ sở Bưu điện tỉnh Lạng Sơn"


def test_a_reader_sees_every_row_of_it(client, article):
    html = client.get(article.url).content.decode()

    for words in (
        TITLE,
        "13/07/2020 15:21",
        "Hoàng Quốc Thịnh",
        "Ban Thi đua - Khen thưởng",
        "Cụm I",
        "09/07/2020",
        "Các đơn vị thảo luận tại hội nghị",
        *MEMBERS,
    ):
        assert words in html
    assert html.count("./.") == 1


def test_the_same_source_again_is_unchanged(index, seed, row, tmp_path):
    report = tmp_path / "again.jsonl"

    call_command("import_news", seed, publish=True, report=report, verbosity=0)

    assert json.loads(report.read_text())["status"] == "unchanged"
    assert ArticlePage.objects.count() == 1
