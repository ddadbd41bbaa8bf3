"""Bad files give one clear line each, lose nothing, and stop nobody else."""

import io
import json
import struct
import zlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from news.models import ArticlePage, ImportedPost, Organisation
from news.models import Photo as LibraryPhoto

GOOD = """Cụm II tổ chức Hội nghị tổng kết

Submitted by admin on T6, 12/18/2020 - 08:00

     Sáng 17/12/2020, hội nghị đã diễn ra.
"""


@pytest.fixture
def bring(index, tmp_path):
    """Import the bytes named, beside one good page; answer rows and error lines."""

    def bring(name: str, content: bytes, **others: bytes):
        folder = tmp_path / "pages"
        folder.mkdir()
        (folder / "good.txt").write_text(GOOD)
        (folder / name).write_bytes(content)
        for other, inside in others.items():
            (folder / other.replace("_", ".")).write_bytes(inside)
        report, errors = tmp_path / "report.jsonl", io.StringIO()
        code = 0
        try:
            call_command(
                "import_news",
                folder,
                publish=True,
                report=report,
                stderr=errors,
                stdout=io.StringIO(),
            )
        except CommandError as error:
            code = error.returncode
        rows = {
            row["source"]: row
            for row in map(json.loads, report.read_text().splitlines())
        }
        assert rows["good.txt"]["status"] == "created"
        lines = [line for line in errors.getvalue().splitlines() if line]
        return rows.get(name), lines, code

    return bring


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\xc2\xa0\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("zeros.txt", "Tiêu đề\n\nThân bài\x00\x00".encode()),
        ("five-megabytes.txt", "Đoạn văn rất dài. ".encode() * 220_000),
        ("untitled.txt", b"\n\nSubmitted by admin on T2, 07/13/2020 - 15:21\n\nA.\n"),
    ],
)
def test_what_is_no_post_fails_alone(bring, name, content):
    row, lines, code = bring(name, content)

    assert row["status"] == "failed"
    assert row["error"].startswith(f"{name}: ")
    assert lines == [row["error"]]
    assert code == 1
    assert ArticlePage.objects.count() == ImportedPost.objects.count() == 1


def test_utf_16_is_read(bring):
    text = GOOD.replace("Cụm II", "Cụm III")

    row, lines, code = bring("sixteen.txt", text.encode("utf-16"))

    assert (row["status"], lines, code) == ("created", [], 0)
    assert row["title"] == "Cụm III tổ chức Hội nghị tổng kết"


def test_an_impossible_date_is_doubted_and_not_guessed(bring):
    text = GOOD.replace("12/18/2020", "13/32/2020").replace("Cụm II", "Cụm III")

    row, _, _ = bring("odd-date.txt", text.encode())

    assert row["status"] == "created"
    assert row["published"] is None
    assert "published" in [warning["field"] for warning in row["warnings"]]


def test_a_title_of_four_hundred_characters_loses_no_word(bring):
    title = " ".join(["Hội nghị tổng kết công tác"] * 16)
    assert len(title) > 400

    row, _, _ = bring("long.txt", GOOD.replace(GOOD.splitlines()[0], title).encode())

    assert row["status"] == "created"
    assert len(row["title"]) <= 255
    assert title in row["body_text"]
    assert "title" in [warning["field"] for warning in row["warnings"]]


def test_a_photo_that_is_none_is_named_and_the_post_arrives(bring):
    page = GOOD.replace("Cụm II", "Cụm III") + "\nCumI\nCác đơn vị thảo luận\n"

    row, lines, code = bring("page.txt", page.encode(), CumI_jpg=b"<html>no photo")

    assert (row["status"], row["image_count"]) == ("created", 0)
    assert [line for line in lines if "CumI.jpg: not an image" in line]
    assert code == 1
    assert not LibraryPhoto.objects.exists()


def test_a_photo_of_200_megapixels_is_refused_before_it_is_unpacked(bring):
    page = GOOD.replace("Cụm II", "Cụm III") + "\nCumI\nCác đơn vị thảo luận\n"

    row, lines, code = bring("page.txt", page.encode(), CumI_png=_huge_png())

    assert row["status"] == "created"
    assert [line for line in lines if "200 megapixels" in line]
    assert code == 1


def test_a_fault_of_ours_leaves_nothing_half_saved(bring, monkeypatch, caplog):
    real = ImportedPost.save

    def save(self, *args, **kwargs):
        if self.article.title.startswith("Cụm III"):
            raise RuntimeError("the disk is full")
        real(self, *args, **kwargs)

    monkeypatch.setattr(ImportedPost, "save", save)
    page = GOOD.replace("Cụm II", "Cụm III") + "\n  Nguyễn Văn A\n  Sở Mới\n"

    row, lines, code = bring("page.txt", page.encode())

    assert (row["status"], code) == ("failed", 1)
    assert "Traceback" not in "".join(lines)
    assert not Organisation.objects.filter(name="Sở Mới").exists()
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"photos": "/no/such/folder"}, "no folder"),
        ({"report": "/no/such/folder/r.jsonl"}, "--report"),
        ({"index": "khong-co"}, "No news index"),
        ({"as_published": True}, "--as-published goes with --publish"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_written(index, seed, options, message):
    given = {
        name: Path(value) if name in {"photos", "report"} else value
        for name, value in options.items()
    }

    with pytest.raises(CommandError, match=message) as refusal:
        call_command("import_news", seed, **given)

    assert refusal.value.returncode == 2
    assert not ArticlePage.objects.exists()


def test_without_an_index_it_says_what_to_do(index, seed):
    index.delete()

    with pytest.raises(CommandError, match="run set_up_news first"):
        call_command("import_news", seed)


def test_a_file_that_is_not_there_fails(index, tmp_path):
    errors = io.StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("import_news", tmp_path / "none.txt", stderr=errors)

    assert refusal.value.returncode == 1
    assert errors.getvalue().startswith("none.txt: ")


def _huge_png() -> bytes:
    """A PNG whose header alone claims 20,000 × 10,000 pixels."""
    header = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    pieces = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in pieces
    )


def test_the_huge_png_is_one():
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(_huge_png()))
