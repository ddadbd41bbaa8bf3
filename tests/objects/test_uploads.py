"""Photos and documents in a bucket: for readers, editors and strangers as on a disk."""

import http.client
import mimetypes
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from news.models import Attachment, Photo
from tests import build
from tests.desk.test_uploads_photos import messages, upload

from . import server

PDF = b"%PDF-1.7 " + bytes(range(256)) * 50


@pytest.fixture
def desk(client, bien, bucket):
    client.force_login(bien)
    return client


@pytest.fixture
def photo(desk) -> Photo:
    upload(desk, "add", "Hội nghị.jpg", build.jpeg())
    return Photo.objects.get()


@pytest.fixture
def document(desk, bucket) -> Attachment:
    file = SimpleUploadedFile("ke-hoach.pdf", PDF)
    data = {"title": "Kế hoạch", "tags": "", "file": file}
    desk.post(reverse("wagtaildocs:add"), data)
    return Attachment.objects.get()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_an_uploaded_photo_is_shown_to_readers(desk, bucket, index, photo, client):
    post = build.article(index, body=[build.photo_block(photo)])
    client.logout()

    page = client.get(post.url).content.decode()

    made = photo.renditions.first()
    assert made.file.url in page
    response = client.get(made.file.url)
    assert body(response).startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=604800"
    assert "sandbox" in response["Content-Security-Policy"]
    assert server.keys(bucket) >= {photo.file.name, made.file.name}


def test_what_a_browser_has_is_not_sent_again(desk, photo):
    address = photo.get_rendition("width-60").url
    tag = desk.get(address)["ETag"]

    again = desk.get(address, headers={"if-none-match": tag})
    head = desk.head(address)

    assert (again.status_code, again["ETag"]) == (304, tag)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) > 100


@pytest.mark.parametrize("ending", ["avif", "jpg", "webp"])
def test_a_photo_is_of_its_kind_where_the_system_knows_it_not(
    bucket, monkeypatch, ending
):
    monkeypatch.setattr(mimetypes, "guess_type", lambda name: (None, None))

    name = default_storage.save(f"images/a.{ending}", ContentFile(b"..."))

    told = server.client(bucket).head_object(Bucket=bucket["bucket"], Key=name)
    assert told["ContentType"] == f"image/{ending.replace('jpg', 'jpeg')}"


def test_the_original_is_for_those_at_the_desk(desk, photo, client):
    original = client.get(photo.file.url)
    client.logout()

    assert body(original) == build.jpeg()
    assert original["Cache-Control"] == "private, no-store"
    assert client.get(photo.file.url).status_code == 404


def test_nobody_reads_the_bucket_without_its_key(bucket, photo, document):
    line = http.client.HTTPConnection(urlsplit(bucket["endpoint"]).netloc)

    for name in server.keys(bucket):
        line.request("GET", f"/{bucket['bucket']}/{name}")
        response = line.getresponse()
        response.read()
        assert response.status == 403


def test_a_document_is_sent_as_it_came(desk, document, client):
    client.logout()

    response = client.get(document.url)

    assert body(response) == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(PDF))


def test_a_word_file_is_an_attachment(desk, document, client):
    document.file.save("mau.docx", SimpleUploadedFile("mau.docx", b"PK"))
    document.save()

    assert client.get(document.url)["Content-Disposition"].startswith("attachment")


def test_a_private_document_is_kept_from_strangers(desk, document, client):
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    Attachment.objects.update(collection=private)

    mine = client.get(document.url)
    client.logout()
    refused = client.get(document.url)

    assert body(mine) == PDF
    assert refused.status_code == 302
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_what_is_deleted_is_gone(
    desk, bucket, photo, document, django_capture_on_commit_callbacks
):
    address = photo.get_rendition("width-60").url

    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
        document.delete()

    assert server.keys(bucket) == set()
    assert desk.get(address).status_code == 404


def test_two_photos_of_one_name_are_two_files(desk, bucket):
    one = default_storage.generate_filename("original_images/a.jpg")
    other = default_storage.generate_filename("original_images/a.jpg")

    assert one != other


def test_readers_fetch_photos_from_another_host_where_there_is_one(
    desk, photo, settings
):
    settings.MEDIA_URL = "https://anh.example.gov.vn/"

    made = photo.get_rendition("width-60")

    assert made.url == f"https://anh.example.gov.vn/{made.file.name}"
    assert photo.file.url == f"/media/{photo.file.name}"


def test_readers_keep_reading_when_the_bucket_is_away(
    desk, photo, index, client, take_away
):
    post = build.article(index, body=[build.photo_block(photo)])
    client.get(post.url)
    unseen = build.photo()
    other = build.article(index, body=[build.photo_block(unseen)])
    client.logout()

    take_away()

    assert client.get(post.url).status_code == 200
    assert client.get(other.url).status_code == 200
    assert client.get("/tin-tuc/").status_code == 200


def test_an_upload_says_that_the_bucket_is_away_and_loses_no_word(desk, take_away):
    take_away()

    for entrance in ("add", "several", "chooser"):
        response = upload(
            desk, entrance, "a.jpg", build.jpeg(), caption="Quang cảnh hội nghị"
        )

        assert response.status_code == 200, entrance
        assert "Kho lưu tệp không phản hồi" in messages(response), entrance
        if entrance == "add":
            assert "Quang cảnh hội nghị" in response.content.decode()
    assert not Photo.objects.exists()


def test_a_file_that_cannot_be_fetched_is_said_so(desk, document, take_away):
    take_away()

    response = desk.get(document.url)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Kho lưu tệp không phản hồi" in response.content.decode()


def test_a_script_is_told_in_its_own_form(desk, document, take_away):
    take_away()

    answer = desk.get(document.url, headers={"x-requested-with": "XMLHttpRequest"})

    assert answer.status_code == 503
    assert answer.json()["error_message"].startswith("Kho lưu tệp không phản hồi")


def test_ready_says_that_the_bucket_is_away_and_readers_are_served(
    desk, client, take_away
):
    there = client.get("/readyz")
    take_away()
    away = client.get("/readyz")

    assert (there.status_code, there.json()["storage"]) == (200, True)
    assert (away.status_code, away.json()["storage"]) == (200, False)
