"""What comes in with a folder passes the doors that an upload at the desk passes."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from news.models import ArticlePage, NewsIndexPage, Photo
from tests.desk import scanner as scanners
from tests.desk.hostile import carrying

from .writing import records, summed

# An import makes Wagtail's indexes anew.
pytestmark = [pytest.mark.django_db, pytest.mark.indexes]
HIDDEN = b"SERIAL99"


def put(folder: Path, table: str, content: bytes) -> str:
    """In place of the first file of the table; its name."""
    name = records(folder, table)[0]["file"]
    (folder / "files" / name).write_bytes(content)
    summed(folder)
    return name


def test_a_photo_comes_without_where_it_was_taken(index, folder):
    name = put(folder, "photos", carrying(orientation=6))

    call_command("import", str(folder), verbosity=0)

    photo = Photo.objects.get(file=name)
    content = default_storage.open(name).read()
    assert HIDDEN not in content
    assert (photo.width, photo.height) == (60, 90)
    assert photo.file_size == len(content)
    known = photo.file_hash
    photo._set_file_hash()
    assert photo.file_hash == known


@pytest.mark.parametrize(
    ("table", "content", "said"),
    [
        ("photos", carrying() + scanners.VIRUS, "a virus: Thu.Nghiem-1"),
        ("documents", b"%PDF-1.7" + scanners.VIRUS, "a virus: Thu.Nghiem-1"),
        ("photos", b"<svg/>", "not an image"),
        ("documents", b"<html>", "no kind of document that is taken"),
        ("documents", rb"{\rtf1 \objdata}", "holds macros or programs"),
    ],
)
def test_a_file_that_no_desk_takes_is_named_and_nothing_stays(
    index,
    folder,
    scanner,
    table,
    content,
    said,
):
    name = put(folder, table, content)

    with pytest.raises(CommandError, match=rf"{table}\.jsonl, line 1: .*{said}"):
        call_command("import", str(folder))

    assert NewsIndexPage.objects.get() == index
    assert not default_storage.exists(name)
    assert not default_storage.exists(".restoring")


def test_nothing_comes_while_nobody_can_look_at_it(index, folder, settings):
    settings.NEWS_CLAMAV = "/nowhere/clamd.ctl"
    settings.NEWS_CLAMAV_REQUIRED = True

    with pytest.raises(CommandError, match="scanner does not answer") as refused:
        call_command("import", str(folder))

    assert refused.value.returncode == 1
    assert NewsIndexPage.objects.get() == index
    assert not default_storage.exists(".restoring")


def test_every_file_is_looked_at(index, folder, scanner):
    call_command("import", str(folder), verbosity=0)

    files = [path for path in (folder / "files").rglob("*") if path.is_file()]
    assert sorted(scanner.seen) == sorted(path.read_bytes() for path in files)


@pytest.fixture
def spoilt(folder) -> list[str]:
    """Two photos and a document that nobody takes; their names."""
    names = [record["file"] for record in records(folder, "photos")[:2]]
    for name in names:
        (folder / "files" / name).write_bytes(b"<svg/>")
    return [*names, put(folder, "documents", b"<html>")]


def test_all_files_that_no_desk_takes_are_named_at_once(index, folder, spoilt):
    with pytest.raises(CommandError) as refused:
        call_command("import", str(folder))

    said = str(refused.value)
    assert said.startswith("3 files are not taken, so nothing was imported:")
    assert "--without-refused-files" in said
    lines = ("photos.jsonl, line 1", "photos.jsonl, line 2", "documents.jsonl, line 1")
    for line, name in zip(lines, spoilt, strict=True):
        assert f"{line}: {name!r} is not taken" in said
    assert NewsIndexPage.objects.get() == index
    assert not Photo.objects.exists()
    assert not default_storage.exists(".restoring")


def test_a_site_may_come_without_them_and_is_told_where_they_were_used(
    index, folder, spoilt, client
):
    out = StringIO()

    call_command("import", str(folder), without_refused_files=True, stdout=out)

    said = out.getvalue()
    posts = records(folder, "posts")
    used = next(
        record for record in records(folder, "photos") if record["file"] == spoilt[0]
    )
    showing = [one["address"] for one in posts if one["lead_photo"] == used["id"]]
    assert showing
    line = next(line for line in said.splitlines() if repr(spoilt[0]) in line)
    assert all(address in line for address in showing)
    for name in spoilt:
        assert repr(name) in said
        assert not default_storage.exists(name)
    assert Photo.objects.filter(file=spoilt[0]).exists()
    assert len(posts) == ArticlePage.objects.count()
    for post in ArticlePage.objects.filter(url_path__in=showing):
        assert client.get(post.url).status_code == 200


def test_all_that_is_missing_or_damaged_in_a_folder_is_named_at_once(index, folder):
    first, second = (record["file"] for record in records(folder, "photos")[:2])
    (folder / "files" / first).unlink()
    (folder / "files" / second).write_bytes(b"anh")

    with pytest.raises(CommandError, match="is damaged") as refused:
        call_command("import", str(folder), without_refused_files=True)

    assert f"files/{first} is missing." in str(refused.value)
    assert f"files/{second} is not what was written." in str(refused.value)
