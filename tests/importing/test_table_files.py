"""Which posts come out of a table with the columns we have written down?"""

import csv
import io
import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from news.importers import report, table
from news.importers.document import Bullets, Byline, Paragraph, Unreadable
from news.importers.formats import is_known, reader_for
from news.models import ArticlePage

DOCS = Path(__file__).parents[2] / "docs" / "importing.md"
ROW = {
    "id": "17",
    "title": "Cụm I tổ chức Hội nghị.",
    "published": "2020-07-13T15:21:00+07:00",
    "submitter": "admin",
    "author": "Hoàng Quốc Thịnh",
    "organisation": "Ban Thi đua - Khen thưởng",
    "lead": "Tóm tắt.",
    "body": "<p>Ngày 09/7/2020, <strong>Cụm I</strong> họp.</p><ul><li>Một</li></ul>",
    "categories": "Tin hoạt động; Sơ kết",
    "tags": "khen thưởng, thi đua",
    "state": "published",
    "source_name": "Báo Lạng Sơn",
    "source_url": "https://old.example/tin",
}


def csv_of(*rows, delimiter=","):
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def lines_of(*rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.fixture
def come(tmp_path):
    def come(content, name="x.csv", photos=None):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return list(table.read(path, photos))

    return come


def codes(post):
    return [doubt.code for doubt in post.doubts]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", csv_of(ROW)),
        ("x.csv", "\ufeff" + csv_of(ROW, delimiter=";")),
        ("x.tsv", csv_of(ROW, delimiter="\t")),
        ("x.json", json.dumps([ROW])),
        ("x.jsonl", lines_of(ROW, {})[:-2]),
    ],
)
def test_every_column_is_read_in_every_form(come, name, content):
    [post] = come(content, name)

    row = report.row(post, "would-create")
    assert row["title"] == "Cụm I tổ chức Hội nghị"
    assert row["published"] == "2020-07-13T15:21+07:00"
    assert (row["submitter"], row["author"]) == ("admin", "Hoàng Quốc Thịnh")
    assert row["organisation"] == "Ban Thi đua - Khen thưởng"
    assert (row["lead"], row["source_id"]) == ("Tóm tắt.", "17")
    assert row["categories"] == ["Tin hoạt động", "Sơ kết"]
    assert row["tags"] == ["khen thưởng", "thi đua"]
    assert row["state"] == "published"
    assert (post.source_name, post.source_url) == (
        "Báo Lạng Sơn",
        "https://old.example/tin",
    )
    assert post.blocks == (
        Paragraph("Ngày 09/7/2020, <b>Cụm I</b> họp."),
        Bullets(("Một",)),
    )


def test_every_column_is_documented_and_no_other():
    section = (
        DOCS.read_text().split("## What is read from a table")[1].split("\n## ")[0]
    )
    told = re.findall(
        r"`([a-z_]+)`", "\n".join(re.findall(r"^\| .*? \|", section, re.M))
    )

    assert set(told) == set(table.COLUMNS)


def test_plain_text_keeps_its_paragraphs_and_its_signature(come):
    body = "Cụm I họp.\n\nHội nghị kết thúc./.\nNguyễn Văn A\nSở Y tế"

    [post] = come(csv_of({"title": "Hội nghị", "body": body}))

    assert post.blocks == (Paragraph("Cụm I họp."), Paragraph("Hội nghị kết thúc"))
    assert post.authors == (Byline("Nguyễn Văn A"),)


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [
        ("2020-07-13 15:21", "2020-07-13T15:21:00+07:00", None),
        ("2020-07-13T08:21:00Z", "2020-07-13T15:21:00+07:00", None),
        ("1594628460", "2020-07-13T15:21:00+07:00", None),
        ("13/07/2020 15:21", "2020-07-13T15:21:00+07:00", None),
        ("", None, "no-date"),
        ("hôm qua", None, "impossible-date"),
        ("9999999999999", None, "impossible-date"),
    ],
)
def test_dates_are_read_as_machines_and_people_write_them(come, written, read, code):
    [post] = come(csv_of({"title": "A b", "body": "C", "published": written}))

    assert (post.published.isoformat() if post.published else None) == read
    assert code is None or code in codes(post)


def test_its_photo_is_found_in_the_folder_given(come, tmp_path):
    folder = tmp_path / "uploads" / "news"
    folder.mkdir(parents=True)
    Image.new("RGB", (9, 9)).save(folder / "hop.jpg")
    row = {"title": "A b", "body": "C.", "photo": "/uploads/news/hop.jpg"}
    said = {"photo_caption": "Quang cảnh", "photo_alt": "Hội trường lớn"}

    [post] = come(csv_of(row | said), photos=tmp_path)

    [photo] = post.photos
    assert (photo.caption, photo.alt) == ("Quang cảnh", "Hội trường lớn")
    assert photo.path == folder / "hop.jpg"


def test_a_column_that_nobody_reads_is_told_once(come):
    row = {"title": "A b", "body": "C.", "hits": "7"}

    first, second = come(csv_of(row, row))

    assert "unknown-column" in codes(first)
    assert "unknown-column" not in codes(second)


def test_a_row_without_a_title_is_called_by_its_number(come):
    [post] = come(csv_of({"id": "5", "title": " ", "body": "C."}))

    assert post.title == "Post 5"
    assert "no-title" in codes(post)


def test_only_what_was_published_there_is_published_here(index, tmp_path):
    states = ["published", "1", "", "draft", "0", "-2", "chờ duyệt"]
    rows = [
        {"id": n, "title": f"Bài {n}", "body": "C.", "state": state}
        for n, state in enumerate(states)
    ]
    path = tmp_path / "x.csv"
    path.write_text(csv_of(*rows))

    with suppress(CommandError):
        call_command(
            "import_news", path, publish=True, as_published=True, format="table",
            stdout=io.StringIO(), stderr=io.StringIO(),
        )  # fmt: skip

    public = ArticlePage.objects.live().values_list("title", flat=True)
    assert sorted(public) == ["Bài 0", "Bài 1", "Bài 2"]
    assert ArticlePage.objects.count() == len(states)


def test_tables_are_known_by_their_columns(tmp_path):
    posts, others = tmp_path / "posts.csv", tmp_path / "others.json"
    posts.write_text(csv_of(ROW))
    others.write_text('[{"name": 1}]')

    assert reader_for(posts)[0] == "table"
    assert [is_known(path) for path in (posts, others)] == [True, False]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.csv", b"title\nA", "no column “body”"),
        ("x.csv", b'title,body\n"A,b', "broken table"),
        ("x.csv", b"title,body,body\nA,b,c", "two columns are called 'body'"),
        ("x.csv", b"title,body\nA,b,c", "more cells than columns"),
        ("x.csv", b'title,body\nA,"' + b"x" * 5_000_000 + b'"', "field larger"),
        ("x.csv", b"title,body\n\xff\xfe,b", "not UTF-8"),
        ("x.csv", b"title,body\na," + b"\xff" * 40_000_000, "not UTF-8, and 40,000,0"),
        ("x.json", b"", "empty"),
        ("x.json", b"[" * 100_000, "broken table"),
        ("x.json", b"[1]", "a list of posts"),
        ("x.json", b'"a"', "a list of posts"),
        ("x.json", b"[" + b" " * 40_000_000 + b"]", "too large"),
        ("x.json", b'{"title": "a", "body": "b"', "broken table"),
        ("x.json", b'[{"title": 1' + b"0" * 9000 + b"}]", "broken table"),
    ],
)
def test_what_is_no_such_table_is_refused_with_one_line(
    tmp_path, name, content, reason
):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        list(table.read(path))

    assert str(refused.value).startswith(f"{name}: ")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@given(
    st.sampled_from(["x.csv", "x.json", "x.jsonl"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=6))),
)
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_broken_table_gives_posts_or_a_refusal(tmp_path, name, changes):
    whole = {
        "x.csv": csv_of(ROW),
        "x.json": json.dumps([ROW]),
        "x.jsonl": lines_of(ROW),
    }
    data = whole[name].encode()
    for share, length, put in changes:
        at = int(share * len(data))
        data = data[:at] + put + data[at + length :]
    path = tmp_path / name
    path.write_bytes(data)

    table.sniff(path)
    with suppress(Unreadable):
        for post in table.read(path):
            assert report.row(post, "would-create")["title"]
            assert len(post.identifier) <= 255
