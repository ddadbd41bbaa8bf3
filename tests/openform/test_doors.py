"""What comes in with a folder passes the doors that an upload at the desk passes."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from news.models import NewsIndexPage, Photo
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
