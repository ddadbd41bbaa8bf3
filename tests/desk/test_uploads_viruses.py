"""Where a site has a virus scanner, it looks at each file before anything is kept."""

import socket
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.checks import scanner_has_an_address
from news.importers.pages import Importer, attachments
from news.importers.pages.files import Unusable
from news.intake import words
from news.intake.unpacking import Intake
from news.models import Photo
from news.uploads import viruses
from news.uploads.refused import Refused
from tests import build
from tests.importing.test_pages import with_photo
from tests.intake.uploading import packed_as

from . import scanner as scanners
from . import test_uploads_attachments as documents
from . import test_uploads_photos as photos

ILL = build.jpeg() + scanners.VIRUS


@pytest.fixture
def gone(settings):
    """Nobody listens there any more."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        settings.NEWS_CLAMAV = f"127.0.0.1:{nobody.getsockname()[1]}"


@pytest.fixture
def library(client, bien, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bien)
    return client


def test_without_a_scanner_nobody_is_asked(settings):
    settings.NEWS_CLAMAV = ""

    viruses.refuse(scanners.VIRUS)


def test_a_clean_photo_is_looked_at_as_it_came_and_taken(library, scanner):
    photos.upload(library, "add", "a.jpg", build.jpeg())

    assert Photo.objects.exists()
    assert scanner.seen == [build.jpeg()]


def test_a_virus_is_told_and_leaves_no_trace(library, scanner, settings):
    before = photos.state(settings.MEDIA_ROOT), documents.state(settings.MEDIA_ROOT)

    for entrance in ("add", "several", "chooser"):
        photo = photos.upload(library, entrance, "a.jpg", ILL)
        paper = documents.upload(
            library, entrance, "a.pdf", b"%PDF-1.7" + scanners.VIRUS, None
        )

        for answer in (photo, paper):
            assert f"Tệp có vi-rút ({scanners.NAME})" in photos.messages(answer)
    after = photos.state(settings.MEDIA_ROOT), documents.state(settings.MEDIA_ROOT)
    assert after == before


def test_without_an_answer_nothing_is_taken(library, gone):
    answer = photos.upload(library, "add", "a.jpg", build.jpeg(), caption="Quang cảnh")

    assert "phần mềm quét vi-rút không phản hồi" in photos.messages(answer)
    assert "Quang cảnh" in answer.content.decode()
    assert not Photo.objects.exists()


def test_a_site_may_take_what_nobody_looked_at(library, gone, settings):
    settings.NEWS_CLAMAV_REQUIRED = False

    photos.upload(library, "add", "a.jpg", build.jpeg())

    assert Photo.objects.exists()


@pytest.mark.parametrize("said", [b"", b"UNKNOWN COMMAND\0"])
def test_what_is_no_answer_takes_nothing(scanner, said):
    scanner.says = said

    with pytest.raises(viruses.Unscanned):
        viruses.refuse(b"anh")


def test_a_scanner_that_is_slow_is_not_waited_for(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.NEWS_CLAMAV = f"127.0.0.1:{silent.getsockname()[1]}"
        settings.NEWS_CLAMAV_SECONDS = 0.05

        with pytest.raises(viruses.Unscanned):
            viruses.refuse(b"anh")


@pytest.mark.parametrize("case", ["errs_on", "ponders"])
def test_a_file_that_it_cannot_say_of_is_refused_by_itself(scanner, settings, case):
    settings.NEWS_CLAMAV_SECONDS = 0.5
    setattr(scanner, case, b"anh")

    with pytest.raises(Refused, match="could not look at it") as refused:
        viruses.refuse(b"anh")
    viruses.refuse(b"tin")

    assert not isinstance(refused.value, viruses.Unscanned)


def test_what_a_file_raises_is_no_silence_of_the_scanner(scanner):
    class Damaged(BytesIO):
        def read(self, *size):
            raise OSError("Invalid data stream")

    with pytest.raises(OSError, match="Invalid data stream"):
        viruses.refuse(Damaged(b"anh"))


@pytest.mark.parametrize("hangs_up", [False, True])
def test_a_file_that_is_too_large_for_it_is_told(scanner, settings, hangs_up):
    settings.NEWS_CLAMAV_REQUIRED = False
    scanner.longest, scanner.hangs_up = 1_000_000, hangs_up

    with pytest.raises(Refused, match="takes no file this large"):
        viruses.refuse(bytes(9_000_000))


def test_it_may_listen_at_a_socket(settings, tmp_path):
    with scanners.running(str(tmp_path / "clamd.ctl")) as scanner:
        settings.NEWS_CLAMAV = scanner.address

        with pytest.raises(Refused, match=scanners.NAME):
            viruses.refuse(scanners.VIRUS)


def test_of_an_archive_only_the_ill_file_is_left_out(scanner, tmp_path):
    intake = Intake(tmp_path)
    archive = packed_as({"mot.txt": b"Tin", "hai.txt": scanners.VIRUS})

    intake.take([SimpleUploadedFile("kho.zip", archive)])

    kept = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == ["mot.txt"]
    (told,) = intake.refused
    assert told[0] == "kho.zip › hai.txt"


def test_an_import_leaves_out_a_photo_with_a_virus(index, scanner, tmp_path):
    (tmp_path / "CumI.jpg").write_bytes(ILL)

    arrival = Importer("drupal", index).save(with_photo(tmp_path / "CumI.jpg"))

    assert "bad-photo" in {doubt.code for doubt in arrival.doubts}
    assert not Photo.objects.exists()


def test_an_attachment_that_it_cannot_say_of_stops_no_import(scanner, tmp_path):
    scanner.errs_on = b"%PDF"
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")

    with pytest.raises(Unusable) as unusable:
        attachments.checked(tmp_path / "a.pdf")

    assert words.reason(str(unusable.value)) == "Chưa quét được vi-rút trong tệp này."


def test_a_post_whose_photo_nobody_could_look_at_comes_another_time(
    index, gone, tmp_path
):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())

    with pytest.raises(viruses.Unscanned):
        Importer("drupal", index).save(with_photo(tmp_path / "CumI.jpg"))


def test_an_attachment_of_an_import_is_looked_at(scanner, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7" + scanners.VIRUS)

    with pytest.raises(Unusable, match="there is a virus"):
        attachments.checked(tmp_path / "a.pdf")


@pytest.mark.parametrize("address", ["clamav", "clamav:", "clamav:0", ":3310"])
def test_an_address_that_leads_nowhere_is_an_error(settings, address):
    settings.NEWS_CLAMAV = address

    assert [error.id for error in scanner_has_an_address(None)] == ["news.E003"]
