"""What is uploaded is looked at by the worker, before anything of it is unpacked."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from news.intake import folders, holding, reading, unpacking, verdicts, work
from news.models import ImportUpload
from news.uploads.viruses import Unscanned
from tests.build import jpeg
from tests.desk import scanner as scanners

from .uploading import packed_as, page, with_photo

pytestmark = pytest.mark.indexes
FILES = {"mot.txt": page(title="Một"), "hai.txt": page(title="Hai") + scanners.VIRUS}


@pytest.fixture
def sent(index, desk, scanner) -> ImportUpload:
    """An archive with a virus in it, and no worker has come to it."""
    archive = SimpleUploadedFile("kho.zip", packed_as(FILES))
    desk.client.post(reverse("news_import_upload"), {"files": [archive]})
    return ImportUpload.objects.get()


def lying(upload: ImportUpload) -> list[str]:
    folder = folders.of(upload)
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def titles(upload: ImportUpload) -> list[str]:
    return list(upload.drafts.values_list("title", flat=True))


def test_whoever_uploads_does_not_wait_for_the_scanner(sent, desk, scanner):
    shown = desk.look(sent).content.decode()
    listed = desk.client.get(reverse("news_imports")).content.decode()

    assert scanner.seen == []
    assert [Path(name).name for name in lying(sent)] == ["kho.zip"]
    assert "đang quét" in listed
    assert "quét vi-rút" in shown


def test_a_worker_killed_while_it_throws_away_takes_no_archive_twice(
    index, desk, monkeypatch
):
    sent = [
        SimpleUploadedFile("kho.zip", packed_as({"mot.txt": page(title="Một")})),
        SimpleUploadedFile("kho.zip", packed_as({"hai.txt": page(title="Hai")})),
    ]
    desk.client.post(reverse("news_import_upload"), {"files": sent})
    upload = ImportUpload.objects.get()

    def killed(folder, part):
        shutil.rmtree(folder / part / "0000")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(folders, "throw_away", killed)
        with pytest.raises(KeyboardInterrupt):
            work.work(upload, 60)
    work.work(ImportUpload.objects.get(), 60)

    assert sorted(titles(upload)) == ["Hai", "Một"]
    assert lying(upload) == ["kho-2.zip/hai.txt", "kho.zip/mot.txt"]


def test_a_photo_that_still_waits_is_not_found(index, desk):
    folder = folders.made()
    (folder / "mot.txt").write_bytes(with_photo())
    for name in ("hoi-nghi.jpg", "hai.txt"):
        waiting = folder / unpacking.WAITING / "0000" / name
        waiting.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(with_photo())
    upload = ImportUpload(folder=folder.name)

    assert reading.posts_of(upload) == ["mot.txt"]
    assert list(reading.Reading(upload).by_name) == ["mot.txt"]


def test_a_worker_that_was_taken_over_spoils_no_file(index, desk):
    class Slow(BytesIO):
        """Halfway, another worker takes the same file in."""

        def read(self, *size):
            part = super().read(3)
            if self.tell() == 3:
                unpacking.Intake(folder)._copy(BytesIO(b"toan van"), path)
            return part

    folder = folders.made()
    path = folder / "mot.txt"

    unpacking.Intake(folder)._copy(Slow(b"toan van"), path)

    assert path.read_bytes() == b"toan van"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["mot.txt"]


def test_a_file_with_a_virus_is_named_in_the_list_and_never_unpacked(
    sent, desk, monkeypatch
):
    written = []
    copy = unpacking.Intake._copy
    monkeypatch.setattr(
        unpacking.Intake,
        "_copy",
        lambda intake, file, path: (
            written.append(path.name) or copy(intake, file, path)
        ),
    )

    work.work(sent, 60)

    assert written == ["mot.txt"]
    assert titles(sent) == ["Một"]
    [(name, reason)] = sent.refused
    assert name == "kho.zip › hai.txt"
    assert f"có vi-rút ({scanners.NAME})" in reason
    assert f"có vi-rút ({scanners.NAME})" in desk.look(sent).content.decode()


def test_it_goes_on_in_slices_and_each_file_is_looked_at_once(
    index, desk, scanner, monkeypatch
):
    monkeypatch.setattr(work, "SLICE", 0.0)
    files = {f"{at}.txt": page(title=f"Tin {at}") for at in range(4)}

    desk.upload(**{"kho.zip": packed_as(files)})

    upload = ImportUpload.objects.get()
    assert upload.state == "ready"
    assert titles(upload) == [f"Tin {at}" for at in range(4)]
    assert sorted(scanner.seen) == sorted(files.values())


def test_who_is_killed_while_it_is_unpacked_is_followed_by_another(
    sent, scanner, monkeypatch
):
    def killed(file, name):
        raise KeyboardInterrupt

    monkeypatch.setattr(unpacking, "look_at", killed)
    with pytest.raises(KeyboardInterrupt):
        work.work(sent, 60)
    monkeypatch.undo()

    work.work(sent, 60)

    assert titles(sent) == ["Một"]
    assert len(sent.refused) == 1


def test_while_nobody_can_look_nothing_is_unpacked_and_nothing_is_lost(sent, settings):
    address, settings.NEWS_CLAMAV = settings.NEWS_CLAMAV, "/nowhere/clamd.ctl"
    with pytest.raises(Unscanned):
        work.work(sent, 60)
    assert [Path(name).name for name in lying(sent)] == ["kho.zip"]

    settings.NEWS_CLAMAV = address
    work.work(sent, 60)

    assert titles(sent) == ["Một"]


@pytest.mark.parametrize("case", ["errs_on", "ponders"])
def test_a_file_that_the_scanner_cannot_say_of_stops_no_other(
    sent, desk, scanner, settings, case
):
    settings.NEWS_CLAMAV_SECONDS = 0.5
    setattr(scanner, case, scanners.VIRUS)

    work.work(sent, 60)

    assert sent.state == "ready"
    assert lying(sent) == ["kho.zip/mot.txt"]
    assert titles(sent) == ["Một"]
    [(name, reason)] = sent.refused
    assert name == "kho.zip › hai.txt"
    assert "chưa quét được vi-rút" in reason


def test_a_damaged_file_in_an_archive_stops_no_other(index, desk, scanner):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("hai.txt", page(title="Hai"))
        begins = packed.tell() - archive.infolist()[0].compress_size
        archive.writestr("mot.txt", page(title="Một"))
    content = bytearray(packed.getvalue())
    content[begins + 20 : begins + 30] = b"X" * 10

    desk.upload(**{"kho.zip": bytes(content)})

    upload = ImportUpload.objects.get()
    assert upload.state == "ready"
    assert titles(upload) == ["Một"]
    [(name, reason)] = upload.refused
    assert name == "kho.zip › hai.txt"
    assert "hỏng" in reason


def test_what_waited_goes_when_it_is_taken_in(sent):
    work.work(sent, 60)

    assert lying(sent) == ["kho.zip/mot.txt"]


def test_what_was_refused_is_looked_at_once_however_many_slices_there_are(
    index, desk, scanner, monkeypatch
):
    monkeypatch.setattr(work, "SLICE", 0.0)
    scanner.errs_on = b"LOI"
    files = {"co-vi-rut.txt": scanners.VIRUS, "loi.txt": page(title="LOI")}
    files |= {f"{at}.txt": page(title=f"Tin {at}") for at in range(4)}

    desk.upload(**{"kho.zip": packed_as(files), "le.txt": scanners.VIRUS + b"le"})

    upload = ImportUpload.objects.get()
    assert titles(upload) == [f"Tin {at}" for at in range(4)]
    assert sorted(scanner.seen) == sorted([*files.values(), scanners.VIRUS + b"le"])
    assert {name for name, _reason in upload.refused} == {
        *("kho.zip › co-vi-rut.txt", "kho.zip › loi.txt", "le.txt")
    }
    assert upload.verdicts == {}


def test_a_damaged_file_is_unpacked_once(index, desk, monkeypatch):
    monkeypatch.setattr(work, "SLICE", 0.0)
    looked_at, look_at = [], unpacking.look_at
    monkeypatch.setattr(
        unpacking,
        "look_at",
        lambda file, name: looked_at.append(name) or look_at(file, name),
    )
    files = {"0.txt": page(title="hỏng"), "1.txt": page(), "2.txt": page(title="Hai")}
    content = bytearray(packed_as(files))
    content[40:50] = b"X" * 10

    desk.upload(**{"kho.zip": bytes(content)})

    upload = ImportUpload.objects.get()
    assert looked_at == ["0.txt", "1.txt", "2.txt"]
    [(name, reason)] = upload.refused
    assert name == "kho.zip › 0.txt"
    assert "hỏng" in reason


@pytest.fixture
def turns(monkeypatch):
    """Workers as the scheduler calls them, one each five minutes."""
    moments = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moments[-1])

    def take_turns(upload: ImportUpload, number: int = 20) -> None:
        for _turn in range(number):
            work.go_on.func(upload.pk)
            moments.append(moments[-1] + holding.ASLEEP)
        upload.refresh_from_db()

    return take_turns


def test_a_file_that_ends_the_scanner_is_sent_less_and_less_and_then_left_out(
    sent, desk, scanner, turns
):
    scanner.ends_on = scanners.VIRUS
    ends = FILES["hai.txt"]

    turns(sent, 1)
    assert sent.state_told == "chờ phần mềm quét vi-rút"
    turns(sent)

    assert [one for one in scanner.seen if one == ends] == [ends] * verdicts.MOST_TRIES
    assert scanner.seen.count(FILES["mot.txt"]) == 1
    assert sent.state == "ready"
    assert lying(sent) == ["kho.zip/mot.txt"]
    assert titles(sent) == ["Một"]
    [(name, reason)] = sent.refused
    assert name == "kho.zip › hai.txt"
    assert "phần mềm quét vi-rút đều ngừng giữa chừng" in reason
    assert "đều ngừng giữa chừng" in desk.look(sent).content.decode()


def test_between_two_tries_the_pause_grows(sent, scanner, turns):
    scanner.ends_on = scanners.VIRUS
    tries = []
    for turn in range(8):
        before = scanner.seen.count(FILES["hai.txt"])
        turns(sent, 1)
        if scanner.seen.count(FILES["hai.txt"]) > before:
            tries.append(turn)

    assert tries == [0, 1, 3]


def test_a_file_at_which_the_scanner_broke_off_for_another_reason_comes(
    sent, scanner, turns
):
    scanner.ends_on = FILES["mot.txt"]
    turns(sent, 2)
    assert titles(sent) == []

    scanner.ends_on = None
    turns(sent)

    assert titles(sent) == ["Một"]
    assert len(sent.refused) == 1


def test_a_scanner_that_is_away_behind_something_else_is_waited_for(
    sent, scanner, turns
):
    """A published port takes the line while the daemon still loads its signatures."""
    scanner.is_away = True
    turns(sent, 8)
    assert (sent.state_told, sent.refused) == ("chờ phần mềm quét vi-rút", [])

    scanner.is_away = False
    turns(sent)

    assert titles(sent) == ["Một"]
    assert [name for name, _reason in sent.refused] == ["kho.zip › hai.txt"]


def test_a_post_whose_photo_ends_the_scanner_stops_no_other(
    index, desk, scanner, turns
):
    photo = jpeg() + b"KET THUC"
    files = {
        "mot.txt": with_photo(),
        "hai.txt": page(title="Hai"),
        "hoi-nghi.jpg": photo,
    }
    desk.upload(**{"kho.zip": packed_as(files)})
    upload = ImportUpload.objects.get()
    scanner.ends_on, scanner.seen = b"KET THUC", []
    desk.do("start", upload)

    turns(upload)

    assert upload.state == "done"
    outcomes = dict(upload.drafts.values_list("path", "outcome"))
    assert outcomes == {"kho.zip/hai.txt": "created", "kho.zip/mot.txt": "failed"}
    assert scanner.seen == [photo] * verdicts.MOST_TRIES
    assert upload.verdicts == {}
    assert "đã ngừng giữa chừng" in desk.look(upload).content.decode()
