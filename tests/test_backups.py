"""A backup holds everything, is refused when damaged, and becomes a site again."""

import io
import json
import sys
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from news.models import NewsIndexPage
from portal.backups import archive, making, restoring, tables
from portal.backups.archive import Damaged, Writer
from tests import build


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> bytes:
    """A backup of the newsroom that every test begins with, and of one upload."""
    path = tmp_path_factory.mktemp("backup") / "file"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "uploads", lambda storage: iter(["anh.jpg"]))
        patch.setattr(making.default_storage, "open", lambda name: ContentFile(b"anh"))
        making.make(str(path))
    return path.read_bytes()


@pytest.fixture
def file(db, made, tmp_path):
    path = tmp_path / "sao-luu.tar.gz"
    path.write_bytes(made)
    return path


def content() -> dict[str, str]:
    """Every table by the hash of its rows, every upload by that of its bytes."""
    found = {t.label: restoring.digest(t.lines(connection)) for t in tables.tables()}
    for name in making.uploads(default_storage):
        with default_storage.open(name) as upload:
            found[name] = restoring.digest(iter([upload.read()]))
    return found


def test_twice_the_same_is_the_same_but_for_the_time(db, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "header", lambda connection: {"format": 1})
    one, other = tmp_path / "one", tmp_path / "other"

    making.make(str(one))
    making.make(str(other))

    assert one.read_bytes() == other.read_bytes()


def test_what_means_nothing_later_is_not_in_it(file):
    names = [name for name, _ in restoring.opened(file)]

    assert names[0] == "backup.json"
    assert "data/sessions.Session.jsonl" not in names
    assert "data/wagtailcore.Revision.jsonl" in names
    assert any(name.startswith("media/") for name in names)


def test_only_its_owner_reads_it(db, tmp_path):
    file = tmp_path / "b"
    making.make(str(file))

    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_fails_leaves_the_last_one(file, monkeypatch):
    before = file.read_bytes()
    monkeypatch.setattr(making, "uploads", lambda storage: iter(["khong-co", None]))

    with pytest.raises(Exception, match="NoneType"):
        making.make(str(file))

    assert file.read_bytes() == before
    assert [path.name for path in file.parent.glob("*sao-luu*")] == [file.name]


def test_an_upload_that_goes_meanwhile_is_told(db, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(making, "uploads", lambda storage: iter(["da-xoa.jpg"]))

    call_command("backup", str(tmp_path / "b"))

    assert "da-xoa.jpg was deleted meanwhile" in capsys.readouterr().err
    assert restoring.check(tmp_path / "b")["format"] == 1


@pytest.mark.parametrize("where", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_ends_early_touches_nothing(file, where):
    text = file.read_bytes()
    file.write_bytes(text[: int(len(text) * where)])
    before = content()

    with pytest.raises(Damaged):
        restoring.restore(file, replace=True)

    assert content() == before


@pytest.mark.parametrize("where", [0.02, 0.2, 0.4, 0.6, 0.8, 0.98])
def test_a_bit_that_turned_is_found(file, where):
    text = bytearray(file.read_bytes())
    text[int(len(text) * where)] ^= 16
    file.write_bytes(text)

    with pytest.raises(Damaged):
        restoring.check(file)


def rewritten(file, change, end: str = "") -> None:
    """The same members, as `change` would have them; `end` instead of their own."""
    kept = [(name, content.read()) for name, content in restoring.opened(file)]
    with file.open("wb") as out, Writer(out) as writer:
        for own, was in kept:
            for name, text in change(own, was):
                writer.add(name, io.BytesIO(text), len(text))
        add = writer.add_text
        writer.add_text = lambda name, text: add(name, end or text)


def forged(file, change) -> None:
    """Somebody changed a member, and left the end as it was."""
    with tarfile.open(file) as tar:
        end = tar.extractfile(archive.END).read().decode()
    rewritten(file, change, end)


def test_a_member_that_was_changed_is_found(file):
    def other_title(name, text):
        yield name, text.replace("Tin tức".encode(), b"Tin tuc")

    forged(file, other_title)

    with pytest.raises(Damaged, match="hashes"):
        restoring.check(file)


def test_a_member_that_is_missing_is_found(file):
    forged(file, lambda name, text: [(name, text)] * (name != "data/auth.User.jsonl"))

    with pytest.raises(Damaged, match="hashes"):
        restoring.check(file)


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "media/../../x"])
def test_a_member_that_would_leave_its_place_is_refused(file, name):
    rewritten(file, lambda own, text: [(own, text), (name, b"x")])

    with pytest.raises(Damaged, match="No backup has"):
        restoring.check(file)


@pytest.mark.parametrize("text", [b"", b"khong phai", b"\x1f\x8b", bytes(2000)])
def test_what_is_no_backup_is_refused(tmp_path, text):
    path = tmp_path / "x"
    path.write_bytes(text)

    with pytest.raises(Damaged):
        restoring.check(path)


def test_another_releases_backup_is_refused(file):
    def newer(name, text):
        if name == "backup.json":
            told = json.loads(text)
            told["migrations"].append("news.9999_later")
            text = json.dumps(told).encode()
        yield name, text

    rewritten(file, newer)
    before = content()

    with pytest.raises(CommandError, match="it has news"):
        call_command("restore", str(file), replace=True)

    assert content() == before


def test_a_row_that_does_not_fit_restores_nothing(file):
    def orphan(name, text):
        if name == "data/wagtailcore.Page.jsonl":
            lines = text.splitlines(keepends=True)
            text = b"".join(lines[:-1])
        yield name, text

    rewritten(file, orphan)
    before = content()

    with pytest.raises(CommandError, match=r"Nothing was restored|is not what"):
        call_command("restore", str(file), replace=True)

    assert content() == before
    # Nor does it make the next row a number that is taken.
    assert build.article(NewsIndexPage.objects.get()).pk


def test_a_site_that_is_there_is_not_overwritten_unasked(file):
    before = content()

    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(file))

    assert content() == before


def test_there_is_no_such_file(db, tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(tmp_path / "khong-co"))

    assert refusal.value.returncode == 2


def test_a_place_that_cannot_be_written_is_said(db, tmp_path):
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(tmp_path / "khong-co" / "b"))


def test_it_can_be_piped(db, tmp_path, monkeypatch):
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))

    making.make("-")

    (tmp_path / "b").write_bytes(out.getvalue())
    assert restoring.check(tmp_path / "b")["lacks"] == []


def test_it_is_tried_out_elsewhere(file, capsys):
    before = content()

    call_command("verify_backup", str(file))

    told = capsys.readouterr().out
    assert "is whole" in told
    assert "It restores:" in told
    assert content() == before
