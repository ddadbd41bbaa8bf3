"""A backup that is locked is opened by its key alone, and by the program `age`."""

import io
import threading

import pyrage
import pytest
from django.core.management import CommandError, call_command

from portal.backups import archive, making, restoring
from portal.backups.archive import Damaged
from portal.backups.locking import NoKey, identities, locked, recipients, unlocked

OURS, THEIRS = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
PLAIN = b"B\xe1\xba\xa3n tin " * 100_000


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def key(tmp_path):
    """What age-keygen writes."""
    path = tmp_path / "khoa.txt"
    beside = f"# khóa sao lưu, cất trong két\n# public key: {OURS.to_public()}"
    path.write_text(f"{beside}\n{OURS}\n")
    return path


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("backup") / "file"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "uploads", lambda storage: iter(()))
        making.make(str(path), [OURS.to_public()])
    return path.read_bytes()


@pytest.fixture
def file(db, made, tmp_path):
    path = tmp_path / "sao-luu"
    path.write_bytes(made)
    return path


def shut(*keys) -> bytes:
    file = io.BytesIO()
    with locked(file, [key.to_public() for key in keys]) as plain:
        plain.write(PLAIN)
    return file.getvalue()


def opened(content: bytes, *keys) -> bytes:
    with unlocked(io.BytesIO(content), keys) as plain:
        return plain.read()


def test_nothing_of_it_is_to_be_read_without_the_key(made):
    assert made.startswith(b"age-encryption.org/v1\n")
    assert b"\x1f\x8b" not in made[:200]
    plain = pyrage.decrypt(made, [OURS])
    assert next(archive.members(io.BytesIO(plain)))[0] == making.HEADER


def test_its_key_opens_it(file, key):
    assert restoring.check(file, identities(key))["lacks"] == []


def test_each_of_several_keys_opens_it():
    content = shut(OURS, THEIRS)

    assert opened(content, OURS) == opened(content, THEIRS) == PLAIN


def test_what_is_not_locked_needs_no_key():
    assert shut() == PLAIN
    assert opened(PLAIN) == PLAIN
    assert opened(b"") == b""


@pytest.mark.parametrize("asked", [(), (THEIRS,)])
def test_without_its_key_it_stays_shut(asked):
    with pytest.raises(NoKey, match="locked"):
        opened(shut(OURS), *asked)


@pytest.mark.parametrize("end", [25, 60, 150, 300, 70_000, -1])
def test_what_ends_early_is_damaged(end):
    with pytest.raises(Damaged):
        opened(shut(OURS)[:end], OURS)


@pytest.mark.parametrize("at", [60, 170, 250, 70_000, -3])
def test_a_bit_that_turned_is_found(at):
    content = bytearray(shut(OURS))
    content[at] ^= 1

    with pytest.raises((Damaged, NoKey)):
        opened(bytes(content), OURS)


def test_whoever_stops_reading_leaves_nobody_behind():
    before = threading.active_count()

    with unlocked(io.BytesIO(shut(OURS)), [OURS]) as plain:
        plain.read(10)

    assert threading.active_count() == before


def test_a_full_disk_is_said_as_such():
    class Full(io.RawIOBase):
        def writable(self):
            return True

        def write(self, content):
            raise OSError(28, "No space left on device")

    with (
        pytest.raises(OSError, match="No space left"),
        locked(Full(), [OURS.to_public()]) as plain,
    ):
        plain.write(PLAIN)


def test_what_goes_wrong_in_between_is_what_is_said():
    with (
        pytest.raises(ZeroDivisionError),
        locked(io.BytesIO(), [OURS.to_public()]) as plain,
    ):
        plain.write(b"%d" % (1 // 0))


@pytest.mark.parametrize(
    "text",
    ["", "age1zz", str(OURS), "ssh-ed25519 AAAA", "khóa"],
    ids=["nothing", "cut", "secret", "another kind", "a word"],
)
def test_what_is_no_public_key_is_wrong_usage(db, tmp_path, text):
    with pytest.raises(CommandError, match="public key of age") as refusal:
        call_command("backup", str(tmp_path / "b"), "--for", text)

    assert refusal.value.returncode == 2
    assert str(OURS) not in str(refusal.value)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    "content", [b"", b"AGE-SECRET-KEY-1AAA", "khóa".encode(), None], ids=repr
)
def test_a_file_without_a_key_is_told(file, tmp_path, content):
    path = tmp_path / "khac"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=f"from {path}|in {path}"):
        call_command("verify_backup", str(file), "--key", str(path))


def test_settings_say_whose_it_is(db, tmp_path, settings, key):
    settings.BACKUP_FOR = [str(OURS.to_public())]
    path = tmp_path / "b"

    call_command("backup", str(path))

    assert recipients(settings.BACKUP_FOR)
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert restoring.check(path, identities(key))["lacks"] == []


def test_a_locked_backup_without_its_key_touches_nothing(file):
    with pytest.raises(CommandError, match="--key FILE"):
        call_command("restore", str(file), "--replace")


@pytest.mark.exhaustive
def test_it_is_tried_out_with_its_key(file, key, capsys):
    call_command("verify_backup", str(file), "--key", str(key))

    assert "It restores:" in capsys.readouterr().out
