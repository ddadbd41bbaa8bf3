"""A backup holds everything, is refused when damaged, and becomes a site again."""

import fcntl
import gzip
import io
import json
import os
import sys
import tarfile
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.storage.memory import InMemoryStorage
from django.core.management import CommandError, call_command
from django.db import connection

from news.models import NewsIndexPage, SearchWord
from news.roles import EDITORS
from portal.backups import archive, making, placing, restoring, tables
from portal.backups.archive import Damaged, Writer
from portal.management.commands import restore as command
from tests import build

WORDS = ["tin", "tin tuc", "tinh", "tinh bo", "to"]


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


def test_the_file_of_one_that_was_killed_goes_with_the_next(db, tmp_path):
    killed = tmp_path / ".sao-luu-hom-qua.x1y2.unfinished"
    killed.write_bytes(b"a lot")
    going_on = tmp_path / ".sao-luu-khac.z3.unfinished"
    with going_on.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        making.make(str(tmp_path / "sao-luu"))

    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {going_on.name, "sao-luu"}


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


def test_a_bit_that_turned_is_found(file):
    whole, found = file.read_bytes(), 0
    for place in range(1, 24):
        turned = bytearray(whole)
        turned[len(whole) * place // 24] ^= 16
        file.write_bytes(turned)
        try:
            restoring.check(file)
        except Damaged:
            found += 1
        else:
            # In a row of zeros a bit may say the same in other words.
            assert gzip.decompress(turned) == gzip.decompress(whole)

    assert found > 16


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


def test_what_is_here_stays_when_the_disk_is_full_in_the_middle(
    db, tmp_path, monkeypatch
):
    for name in "ab":
        default_storage.save(f"{name}.jpg", ContentFile(b"then"))
    making.make(str(tmp_path / "b"))
    for name in "ab":
        default_storage.delete(f"{name}.jpg")
        default_storage.save(f"{name}.jpg", ContentFile(b"now"))
    before = content()
    monkeypatch.setattr(FileSystemStorage, "_save", full_at("b.jpg"))

    with pytest.raises(CommandError, match=r"Nothing was restored: .*No space"):
        call_command("restore", str(tmp_path / "b"), replace=True)

    assert content() == before
    assert not default_storage.exists(placing.WAITING)


def full_at(name: str):
    save = FileSystemStorage._save

    def saved(self, wanted, content):
        if wanted.endswith(name):
            raise OSError(28, "No space left on device")
        return save(self, wanted, content)

    return saved


@pytest.fixture
def left(db, tmp_path):
    """A backup whose upload could not be put in place: a folder has its name."""
    default_storage.save("a.jpg", ContentFile(b"then"))
    making.make(str(tmp_path / "b"))
    default_storage.delete("a.jpg")
    default_storage.save("a.jpg/b.jpg", ContentFile(b"now"))
    with pytest.raises(
        CommandError, match=r"is restored, but 1 uploads .* a\.jpg first"
    ):
        call_command("restore", str(tmp_path / "b"), replace=True)
    return tmp_path / "b"


def mend():
    default_storage.delete("a.jpg/b.jpg")
    default_storage.delete("a.jpg")


def waiting() -> bytes:
    with default_storage.open(f"{placing.WAITING}/a.jpg") as file:
        return file.read()


def test_uploads_that_could_not_be_put_in_place_are_put_there_later(left):
    assert waiting() == b"then"
    edited = NewsIndexPage.objects.get()
    NewsIndexPage.objects.update(title="Sửa sau khi khôi phục")
    mend()

    call_command("restore", go_on=True)

    with default_storage.open("a.jpg") as file:
        assert file.read() == b"then"
    assert not default_storage.exists(placing.WAITING)
    edited.refresh_from_db()
    assert edited.title == "Sửa sau khi khôi phục"


def test_what_is_not_mended_yet_waits_on(left):
    with pytest.raises(CommandError, match=r"1 uploads .* a\.jpg first"):
        call_command("restore", go_on=True)

    assert waiting() == b"then"


def test_another_restore_takes_nothing_that_waits(left):
    with pytest.raises(CommandError, match=r"wait in \.restoring: `restore --go-on`"):
        call_command("restore", str(left), replace=True)

    assert waiting() == b"then"


def test_a_backup_without_the_uploads_that_wait_is_no_success(
    left, tmp_path, monkeypatch
):
    # On PostgreSQL another connection would wait for this test's restore to end.
    monkeypatch.setattr(making, "snapshot", lambda: nullcontext(connection))
    with pytest.raises(CommandError, match="are not in this backup") as failure:
        call_command("backup", str(tmp_path / "other"))

    assert failure.value.returncode == 1
    assert restoring.check(tmp_path / "other")["format"] == 1
    mend()
    call_command("restore", go_on=True)
    call_command("backup", str(tmp_path / "other"))


def test_pages_and_the_search_are_made_anew_though_uploads_wait(
    db, tmp_path, monkeypatch
):
    default_storage.save("a.jpg", ContentFile(b"then"))
    making.make(str(tmp_path / "b"))
    default_storage.delete("a.jpg")
    default_storage.save("a.jpg/b.jpg", ContentFile(b"now"))
    called = []

    def call(name, **options):
        called.append(name)
        if name == "forget_pages":
            raise CommandError("Redis cannot be reached.")

    monkeypatch.setattr(command, "call_command", call)

    with pytest.raises(CommandError, match="1 uploads are not in place"):
        call_command("restore", str(tmp_path / "b"), replace=True)

    assert called == ["update_index", "forget_pages"]


def test_what_a_restore_left_that_was_cut_off_is_not_put_in_place(
    file, tmp_path, monkeypatch
):
    """Killed, it does not even take back what it wrote: the old site is still here."""

    def killed(name):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(placing, "hash_of", killed)
        patch.setattr(placing.Waiting, "drop", lambda self: None)
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(file, replace=True)

    with pytest.raises(CommandError, match="was cut off, or goes on just now"):
        call_command("restore", go_on=True)
    with pytest.raises(CommandError, match="was cut off, or goes on just now"):
        call_command("backup", str(tmp_path / "other"))
    call_command("restore", str(file), replace=True)
    assert list(making.uploads(default_storage)) == ["anh.jpg"]
    assert not default_storage.exists(placing.WAITING)


def test_there_may_be_nothing_to_go_on_with(db):
    with pytest.raises(CommandError, match="No uploads wait"):
        call_command("restore", go_on=True)


@pytest.mark.parametrize("asked", [[], ["b", "--go-on"]])
def test_a_file_or_what_waits_is_restored_never_both(asked):
    with pytest.raises(CommandError, match=r"is required|not allowed with"):
        call_command("restore", *asked)


class Elsewhere(InMemoryStorage):
    """As object storage has none."""

    def path(self, name):
        raise NotImplementedError

    def _relative_path(self, name):
        return name


def test_a_storage_without_a_disk_is_restored_too(db, tmp_path, monkeypatch):
    memory = Elsewhere()
    for module in (making, restoring, placing):
        monkeypatch.setattr(module, "default_storage", memory)
    memory.save("anh/a.jpg", ContentFile(b"then"))
    making.make(str(tmp_path / "b"))
    memory.delete("anh/a.jpg")
    memory.save("anh/a.jpg", ContentFile(b"now"))

    call_command("restore", str(tmp_path / "b"), replace=True)

    with memory.open("anh/a.jpg") as file:
        assert file.read() == b"then"
    assert list(making.uploads(memory)) == ["anh/a.jpg"]


@pytest.mark.parametrize("name", [b"a\\b.jpg", b"\xe9t\xe9.jpg"])
def test_a_name_that_could_not_be_given_back_is_told(db, tmp_path, settings, name):
    settings.MEDIA_ROOT.mkdir()
    Path(os.fsdecode(os.fsencode(settings.MEDIA_ROOT) + b"/" + name)).touch()
    default_storage.save("c.jpg", ContentFile(b"anh"))

    with pytest.raises(CommandError, match="1 uploads are not in it"):
        call_command("backup", str(tmp_path / "b"))

    assert "media/c.jpg" in [name for name, _ in restoring.opened(tmp_path / "b")]


def test_a_file_that_is_not_there_changes_no_database(db, tmp_path, monkeypatch):
    monkeypatch.setattr(
        restoring, "call_command", lambda *args, **named: pytest.fail("asked")
    )

    with pytest.raises(CommandError, match="There is no"):
        call_command("restore", str(tmp_path / "khong-co"))


def test_a_site_of_an_older_release_is_not_updated_unasked(file, monkeypatch):
    build.person("bien", EDITORS)
    monkeypatch.setattr(restoring, "is_behind", lambda: True)

    with pytest.raises(CommandError, match="`migrate` it first"):
        call_command("restore", str(file), replace=True)


def test_rows_stand_in_one_order_whatever_language_a_server_sorts_in(db):
    """Some sort "tinh" before "tin tuc", and a hash is of one order."""
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        SearchWord(word=word, spelled=word) for word in WORDS
    )
    table = next(t for t in tables.tables() if t.model is SearchWord)

    lines = list(table.lines(connection))[1:]

    assert [json.loads(line)[0] for line in lines] == sorted(WORDS)
    assert table.key(SimpleNamespace(vendor="postgresql")).endswith('COLLATE "C"')


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


@pytest.mark.exhaustive
def test_it_is_tried_out_elsewhere(file, capsys):
    before = content()

    call_command("verify_backup", str(file))

    told = capsys.readouterr().out
    assert "is whole" in told
    assert "It restores:" in told
    assert content() == before
