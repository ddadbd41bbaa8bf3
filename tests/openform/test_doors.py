"""What comes in with a folder passes the doors that an upload at the desk passes."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import translation

from news.models import ArticlePage, NewsIndexPage, Photo
from news.uploads import viruses
from portal.audit import words
from portal.audit.models import AuditEntry
from portal.openform import scanning
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


def test_what_was_left_out_is_found_afterwards_in_the_audit_log(
    index, folder, spoilt, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("import", str(folder), without_refused_files=True, verbosity=0)

    entries = AuditEntry.objects.filter(action="portal.file_left_out")
    assert [one.told["file"] for one in entries.order_by("number")] == spoilt
    entry = entries.order_by("number").first()
    photo = Photo.objects.get(file=spoilt[0])
    assert (entry.kind, entry.object_id) == ("news.photo", str(photo.pk))
    with translation.override("vi"):
        assert words.act(entry) == "Bỏ qua một tệp khi nạp"
        assert words.what(entry) == f"Ảnh: {photo.title}"
        assert words.details(entry).startswith(f"tệp: {spoilt[0]}; lý do: Tệp")


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    """How long it was waited, without waiting."""
    slept: list[float] = []
    monkeypatch.setattr(scanning.time, "sleep", slept.append)
    return slept


@pytest.fixture
def ending(folder, scanner) -> str:
    """A photo that ends the scanner; its name."""
    content = carrying() + b"KET THUC"
    scanner.ends_on = content
    return put(folder, "photos", content)


def test_a_file_at_which_the_scanner_breaks_off_ends_an_import_and_says_how_to_go_on(
    index, folder, scanner, ending, pauses
):
    with pytest.raises(CommandError, match="broke off") as refused:
        call_command("import", str(folder))

    assert repr(ending) in str(refused.value)
    assert "--without-refused-files" in str(refused.value)
    assert scanner.seen == [scanner.ends_on]
    assert pauses == []
    assert NewsIndexPage.objects.get() == index
    assert not default_storage.exists(".restoring")


def test_one_at_which_it_breaks_off_each_time_is_left_out_as_not_scanned(
    index, folder, scanner, ending, pauses
):
    out = StringIO()

    call_command("import", str(folder), without_refused_files=True, stdout=out)

    assert scanner.seen.count(scanner.ends_on) == len(scanning.PAUSES) == 3
    assert pauses == [*scanning.PAUSES]
    [line] = (line for line in out.getvalue().splitlines() if repr(ending) in line)
    assert "it broke off each time" in line
    assert not default_storage.exists(ending)
    assert ArticlePage.objects.count() == len(records(folder, "posts"))


def test_one_that_breaks_off_at_file_after_file_lets_nothing_in(scanner, pauses):
    scanner.ends_on, scan = b"KET THUC", scanning.Patient()
    for number in range(scanning.MOST_FILES):
        with pytest.raises(viruses.Refused):
            scan(scanner.ends_on, f"{number}.jpg")
    pauses.clear()

    with pytest.raises(viruses.Unscanned):
        scan(scanner.ends_on, "anh.jpg")

    assert pauses == []


def test_what_is_said_of_a_file_does_not_keep_its_bytes(index, folder, spoilt):
    with pytest.raises(CommandError) as refused:
        call_command("import", str(folder))

    said = refused.value.__cause__.refusals
    assert {one.file for one in said} == set(spoilt)
    assert {type(word) for one in said for word in (one.reason, one.message)} == {str}


def test_one_at_which_it_broke_off_for_another_reason_comes(
    index, folder, scanner, ending, monkeypatch
):
    def well_again(_seconds: float) -> None:
        scanner.ends_on = None

    monkeypatch.setattr(scanning.time, "sleep", well_again)
    out = StringIO()

    call_command("import", str(folder), without_refused_files=True, stdout=out)

    assert "Left out" not in out.getvalue()
    assert default_storage.exists(ending)


def test_one_that_is_away_for_a_while_behind_something_else_is_waited_for(
    index, folder, scanner, pauses, monkeypatch
):
    """A published port takes the line while the daemon still loads its signatures."""
    scanner.is_away = True

    def comes_back(seconds: float) -> None:
        pauses.append(seconds)
        scanner.is_away = len(pauses) < 3

    monkeypatch.setattr(scanning.time, "sleep", comes_back)
    out = StringIO()

    call_command("import", str(folder), without_refused_files=True, stdout=out)

    assert pauses == [scanning.PAUSES[0]] * 3
    assert "Left out" not in out.getvalue()


def test_one_that_stays_away_lets_nothing_in(index, folder, scanner, ending, pauses):
    scanner.is_away = True

    with pytest.raises(CommandError, match="does not answer"):
        call_command("import", str(folder), without_refused_files=True)

    assert pauses == [scanning.PAUSES[0]] * scanning.MOST_WAITS
    assert NewsIndexPage.objects.get() == index
    assert not default_storage.exists(".restoring")


def test_all_that_is_missing_or_damaged_in_a_folder_is_named_at_once(index, folder):
    first, second = (record["file"] for record in records(folder, "photos")[:2])
    (folder / "files" / first).unlink()
    (folder / "files" / second).write_bytes(b"anh")

    with pytest.raises(CommandError, match="is damaged") as refused:
        call_command("import", str(folder), without_refused_files=True)

    assert f"files/{first} is missing." in str(refused.value)
    assert f"files/{second} is not what was written." in str(refused.value)
