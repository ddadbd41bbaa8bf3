"""Archives of old posts in a bucket: each server finds what another one was given."""

import os
import shutil
import time
from contextlib import contextmanager

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news import erasure
from news.intake import folders, holding, reading, work
from news.models import ArticlePage, ImportDraft, ImportUpload
from news.uploads import shared
from portal.backups.uploads import uploads
from portal.objects import reaching
from tests.desk import scanner as scanners
from tests.importing.word_file import para, photo, png, relations, title, word_file
from tests.intake.uploading import JPEG, Desk, packed_as, page, with_photo

from . import server

pytestmark = pytest.mark.indexes


@pytest.fixture
def on_another_server(settings, tmp_path, bucket):
    """From now on, one that has nothing on its disk."""
    settings.NEWS_IMPORT_STORAGE = "default"
    servers = []

    def change() -> None:
        servers.append(tmp_path / f"server-{len(servers)}")
        settings.NEWS_IMPORT_FOLDER = str(servers[-1])

    change()
    return change


@pytest.fixture
def desk(client, bien, on_another_server, django_capture_on_commit_callbacks) -> Desk:
    client.force_login(bien)
    return Desk(client, django_capture_on_commit_callbacks)


@pytest.fixture
def word(tmp_path) -> bytes:
    """Its photo lies inside it, and on a disk only while it is read."""
    inside = {
        "word/media/image1.png": png(),
        "word/_rels/document.xml.rels": relations(p1="media/image1.png"),
    }
    text = para("Dự hội nghị có lãnh đạo và toàn thể cán bộ của các đơn vị.")
    path = tmp_path / "word.docx"
    return word_file(path, title(), text, photo("p1"), parts=inside).read_bytes()


def send(desk: Desk, **files: bytes) -> ImportUpload:
    """No worker has come to it."""
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    desk.client.post(reverse("news_import_upload"), {"files": sent})
    return ImportUpload.objects.get()


def waiting(bucket) -> list[str]:
    names = server.keys(bucket)
    return sorted(
        name.split("/", 2)[2] for name in names if name.startswith(".imports/")
    )


def lying() -> list[str]:
    root = folders.root()
    files = (path for path in root.rglob("*") if path.is_file())
    return [path.name for path in files if path.suffix != ".copy"]


def test_each_step_is_done_by_another_server(index, desk, bucket, on_another_server):
    archive = packed_as({"mot.txt": with_photo(), "anh/hoi-nghi.jpg": JPEG})
    upload = send(desk, **{"kho.zip": archive})
    assert waiting(bucket) == [".waiting/0000/kho.zip"]
    assert lying() == []

    on_another_server()
    work.work(upload, 60)
    assert waiting(bucket) == ["kho.zip/anh/hoi-nghi.jpg", "kho.zip/mot.txt"]
    draft = ImportDraft.objects.get()
    assert (draft.photos, draft.missing) == (1, 0)
    assert lying() == []

    on_another_server()
    shown = desk.client.get(
        reverse("news_import_photo", args=[draft.pk, photo_at(draft)])
    )
    file = desk.client.get(reverse("news_import_file", args=[draft.pk]))
    seen = desk.client.get(reverse("news_import_post", args=[draft.pk]))
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert b"".join(file.streaming_content) == with_photo()
    assert "hoi-nghi.jpg" in seen.content.decode()

    on_another_server()
    desk.do("start", ImportUpload.objects.get())
    draft.refresh_from_db()
    assert (draft.outcome, draft.differences) == ("created", [])
    post = ArticlePage.objects.get().get_latest_revision_as_object()
    assert [block.value["photo"] is not None for block in post.body
            if block.block_type == "photo"] == [True]  # fmt: skip


def photo_at(draft: ImportDraft) -> int:
    kinds = [block["_"] for block in draft.document["blocks"]]
    return kinds.index("Photo")


def test_what_lay_inside_a_word_file_is_found_by_another_server(
    index, desk, word, on_another_server
):
    desk.upload(**{"word.docx": word})

    on_another_server()
    desk.do("start", ImportUpload.objects.get())

    draft = ImportDraft.objects.get()
    assert (draft.photos, draft.outcome) == (1, "created")
    # Of a photo that was not found it would say so.
    assert [one[0] for one in draft.differences] == ["empty-captions", "no-date"]


def test_what_is_deleted_is_deleted_in_the_bucket(index, desk, bucket):
    desk.upload(**{"mot.txt": page(), "hai.txt": page(title="Tin hai")})
    desk.do("start", ImportUpload.objects.get())

    erasure.erase(ArticlePage.objects.get(title="Tin hai"), "Theo bản án")
    assert waiting(bucket) == ["mot.txt"]

    folders.clear(ImportUpload.objects.get())
    assert waiting(bucket) == []


def test_no_backup_takes_it_along_and_no_address_leads_to_it(
    index, desk, bucket, client
):
    desk.upload(**{"mot.txt": page()})
    (name,) = server.keys(bucket)

    assert list(uploads(default_storage)) == []
    assert client.get(f"/media/{name}").status_code == 404


def test_what_no_upload_names_goes_after_some_days(index, desk, bucket, settings):
    desk.upload(**{"mot.txt": page()})
    ImportUpload.objects.all().delete()

    folders.clear_old()
    assert waiting(bucket) == ["mot.txt"]
    settings.NEWS_IMPORT_DAYS = 0
    folders.clear_old()

    assert waiting(bucket) == []


def long_ago() -> None:
    """Nobody has been at any folder for two days."""
    before = time.time() - 2 * 86_400
    for folder in folders.root().iterdir():
        os.utime(folder, (before, before))


def uploaded_before_the_bucket(desk, settings) -> ImportUpload:
    settings.NEWS_IMPORT_STORAGE = ""
    desk.upload(**{"mot.txt": with_photo(), "hoi-nghi.jpg": JPEG})
    settings.NEWS_IMPORT_STORAGE = "default"
    long_ago()
    return ImportUpload.objects.get()


def test_what_lay_on_a_disk_before_there_was_a_bucket_is_kept(
    index, desk, bucket, settings
):
    upload = uploaded_before_the_bucket(desk, settings)

    folders.clear_copies()
    desk.look(upload)
    assert sorted(lying()) == ["hoi-nghi.jpg", "mot.txt"]
    desk.do("start", upload)

    assert ImportDraft.objects.get().outcome == "created"
    assert sorted(lying()) == ["hoi-nghi.jpg", "mot.txt"]


def test_it_comes_into_the_bucket_for_every_server(
    index, desk, bucket, settings, on_another_server
):
    upload = uploaded_before_the_bucket(desk, settings)

    folders.clear_old()
    assert waiting(bucket) == ["hoi-nghi.jpg", "mot.txt"]
    # Somebody may just be at it.
    assert sorted(lying()) == waiting(bucket)
    long_ago()
    folders.clear_old()
    assert lying() == []
    on_another_server()
    desk.do("start", upload)

    draft = ImportDraft.objects.get()
    assert (draft.photos, draft.missing, draft.outcome) == (1, 0, "created")
    assert draft.differences == []


def test_what_no_upload_names_on_a_disk_goes_too(index, desk, settings):
    uploaded_before_the_bucket(desk, settings).delete()
    settings.NEWS_IMPORT_DAYS = 3
    folders.clear_old()
    assert sorted(lying()) == ["hoi-nghi.jpg", "mot.txt"]

    settings.NEWS_IMPORT_DAYS = 1
    folders.clear_old()

    assert lying() == []


def test_who_fetches_a_file_beside_somebody_else_has_all_of_it(
    index, desk, bucket, monkeypatch
):
    upload = send(desk, **{"anh.jpg": JPEG})
    folder, name = folders.of(upload), ".waiting/0000/anh.jpg"
    copied, begun = shutil.copyfileobj, []

    def slowly(content, into, size) -> None:
        into.write(content.read(1000))
        begun.append(into.name)
        if len(begun) == 1:
            # Halfway, another request comes to the same file, and is done before.
            list_of(shared.fetch(folder, [name]))
            (folder / name).unlink()
        copied(content, into, size)

    monkeypatch.setattr(shutil, "copyfileobj", slowly)
    list_of(shared.fetch(folder, [name]))

    assert len(begun) == 2
    assert (folder / name).read_bytes() == JPEG
    assert lying() == ["anh.jpg"]


def in_steps(upload: ImportUpload) -> ImportUpload:
    """Until it is known what is in it, a slice of one step after the other."""
    while not upload.files:
        work.work(upload, 0)
        upload.refresh_from_db()
    return upload


def test_what_was_refused_on_another_server_is_no_photo_here(
    index, desk, bucket, settings, on_another_server
):
    with scanners.running() as scanner:
        settings.NEWS_CLAMAV = scanner.address
        ill = {"kho.zip": packed_as({"mot.txt": with_photo()})}
        ill |= {"hoi-nghi.jpg": JPEG + scanners.VIRUS}
        upload = send(desk, **ill)
        on_another_server()
        here = settings.NEWS_IMPORT_FOLDER
        work.work(upload, 0)
        assert "hoi-nghi.jpg" in lying()

        on_another_server()
        upload = in_steps(upload)
        assert [name for name, _reason in upload.refused] == ["hoi-nghi.jpg"]
        settings.NEWS_IMPORT_FOLDER = here
        next(reading.next_of(upload))

        draft = ImportDraft.objects.get()
        assert (draft.photos, draft.missing) == (1, 1)
        assert "hoi-nghi.jpg" not in lying()


def test_who_copies_many_files_says_so_and_asks_for_them_once(
    index, desk, bucket, on_another_server, monkeypatch
):
    files = {f"{at}.txt": page(title=f"Tin {at}") for at in range(5)}
    desk.upload(**{"kho.zip": packed_as(files)})
    upload, said, asked = ImportUpload.objects.get(), [], []
    on_another_server()

    monkeypatch.setattr(holding, "say", said.append)
    folder = folders.fetch(upload)
    assert said == [upload] * 5

    there = type(storages["default"])
    monkeypatch.setattr(there, "exists", lambda _there, name: asked.append(name))
    put = list(shared.put(folder, folders.files_in(folder)))

    assert put == [False] * 5
    assert asked == []


def test_the_copy_is_gone_before_another_worker_may_be_set_to_it(
    index, desk, bucket, monkeypatch
):
    upload, held, seen = send(desk, **{"mot.txt": page()}), holding.held, []

    @contextmanager
    def watched(upload):
        with held(upload):
            yield
        seen.append((upload.is_at_work, lying()))

    monkeypatch.setattr(holding, "held", watched)
    work.work(upload, 60)

    assert seen[-1] == (False, [])
    assert (True, ["mot.txt"]) in seen


def list_of(steps) -> list:
    return list(steps or ())


def test_while_the_bucket_is_away_nothing_is_lost(
    index, desk, bucket, settings, take_away
):
    upload, there = send(desk, **{"mot.txt": page()}), settings.STORAGES
    take_away()
    with desk.worked(execute=True):
        work.go_on.func(upload.pk)
    assert not upload.drafts.exists()

    settings.STORAGES = there
    reaching.rest.end()
    work.work(ImportUpload.objects.get(), 60)

    assert upload.drafts.get().outcome == ""
