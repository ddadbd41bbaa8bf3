"""What is uploaded is looked at by the worker, before anything of it is unpacked."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.intake import folders, reading, unpacking, work
from news.models import ImportUpload
from news.uploads.viruses import Unscanned
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
