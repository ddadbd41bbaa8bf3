"""What is not taken is told in a sentence, and nothing else is lost by it."""

import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.intake import folders, unpacking
from news.intake.unpacking import Intake
from news.models import ImportDraft, ImportUpload

from .uploading import JPEG, packed_as, page


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_damaged_member_stops_no_other(intake, method):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("hong.txt", page() * 40)
    raw = content.getvalue()
    start = raw.index(b"hong.txt") + 24
    broken = raw[:start] + b"\xff" * 60 + raw[start + 60 :]

    taken = take(intake, **{"kho.zip": broken, "mot.txt": page()})

    assert taken == ["mot.txt"]
    assert "hong.txt" in str(intake.refused)


@pytest.fixture
def intake(tmp_path) -> Intake:
    folder = tmp_path / "kho"
    folder.mkdir()
    return Intake(folder)


def take(intake: Intake, **files: bytes) -> list[str]:
    intake.take(SimpleUploadedFile(name, data) for name, data in files.items())
    return sorted(
        path.relative_to(intake.folder).as_posix()
        for path in intake.folder.rglob("*")
        if path.is_file()
    )


OUT = ["../ra.txt", "/etc/ra.txt", "C:/ra.txt", "a/../../ra.txt", "a\\..\\..\\ra.txt"]


@pytest.mark.parametrize("name", OUT)
def test_an_archive_whose_names_lead_out_is_not_opened(intake, tmp_path, name):
    archive = packed_as({"mot.txt": page(), name: b"x"})

    taken = take(intake, **{"kho.zip": archive, "hai.txt": page()})

    assert taken == ["hai.txt"]
    assert [name for name, _reason in intake.refused] == ["kho.zip"]
    assert not list(tmp_path.rglob("ra.txt"))


def test_a_bomb_is_not_unpacked(intake):
    bomb = packed_as({"bom.txt": b"0" * 20_000_000})

    taken = take(intake, **{"bom.zip": bomb, "mot.txt": page()})

    assert taken == ["mot.txt"]
    assert len(intake.refused) == 1


def test_a_size_that_lies_stops_one_file_alone(intake):
    archive = bytearray(packed_as({"bom.txt": b"0" * 50_000, "mot.txt": page()}))
    at = archive.index(b"PK\x01\x02")
    archive[at + 24 : at + 28] = (10).to_bytes(4, "little")

    taken = take(intake, **{"kho.zip": bytes(archive)})

    assert taken == ["kho.zip/mot.txt"]
    assert [name for name, _reason in intake.refused] == ["kho.zip › bom.txt"]


def test_an_archive_inside_is_kept_shut_and_told(intake):
    inner = packed_as({"trong.txt": page()})

    taken = take(intake, **{"kho.zip": packed_as({"a.zip": inner, "b.txt": page()})})

    assert taken == ["kho.zip/a.zip", "kho.zip/b.txt"]
    assert [name for name, _reason in intake.refused] == ["kho.zip › a.zip"]


def test_a_link_in_an_archive_is_left_there(intake):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("mat-khau.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("mot.txt", page())

    assert take(intake, **{"kho.zip": content.getvalue()}) == ["kho.zip/mot.txt"]


def test_a_locked_or_broken_archive_is_told(intake):
    whole = packed_as({"mot.txt": page()})
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1

    taken = take(intake, **{"khoa.zip": bytes(locked), "hong.zip": whole[:60]})

    assert taken == []
    assert [name for name, _reason in intake.refused] == ["khoa.zip", "hong.zip"]


def test_wrong_kinds_are_told_and_litter_is_not(intake):
    files = {"__MACOSX/._mot.txt": b"x", "Thumbs.db": b"x", "mot.txt": page()}
    files |= {"trang_files/a.css": b"x", "trang_files/b.js": b"x"}

    taken = take(
        intake, **{"kho.zip": packed_as(files), "phim.mp4": b"x", "a.rar": b"x"}
    )

    assert taken == ["kho.zip/mot.txt"]
    assert [name for name, _reason in intake.refused] == [
        "phim.mp4",
        "a.rar",
        ".css, .js",
    ]


def test_more_files_than_one_upload_holds_are_told(intake, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)

    taken = take(intake, **{f"{n}.txt": page() for n in range(3)})

    assert taken == ["0.txt", "1.txt"]
    assert [name for name, _reason in intake.refused] == ["2.txt"]


def test_names_of_old_windows_and_of_macs_are_read(intake):
    mac = packed_as({"hội nghị.txt": page()})
    # The mark that says "UTF-8" is missing, as in archives made on a Mac.
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = mac.index(mark) + place
        mac = mac[:at] + bytes([mac[at] & ~0x08]) + mac[at + 1 :]

    assert take(intake, **{"kho.zip": mac}) == ["kho.zip/hội nghị.txt"]


def test_nothing_taken_leaves_nothing_and_says_why(index, desk):
    answer = desk.upload(**{"phim.mp4": b"x"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["files"][0].startswith("phim.mp4: ")
    assert not ImportUpload.objects.exists()


def test_no_file_at_all_is_asked_for_again(index, desk):
    answer = desk.send([])

    assert answer.status_code == 200
    assert answer.context["form"].errors["files"]


def test_files_lie_where_no_address_leads_and_nobody_else_looks(index, desk, settings):
    desk.upload(**{"mot.txt": page(), "anh.jpg": JPEG})

    folder = folders.of(ImportUpload.objects.get())
    assert not folder.resolve().is_relative_to(settings.MEDIA_ROOT)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}


def test_markup_of_the_source_is_shown_as_words(index, desk):
    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    desk.upload(**{"mot.txt": page(title=f"Tin {evil}", body=f"Câu một. {evil}")})
    draft = ImportDraft.objects.get()

    shown = desk.client.get(f"/admin/news/imports/posts/{draft.pk}/").content

    assert b"<script>alert" not in shown
    assert b"<img src=x" not in shown
