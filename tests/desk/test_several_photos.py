"""Several photos go into the text at once; one that is bad says so and why."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupCollectionPermission

from news.models import Photo
from news.writing.photos import photo_block
from tests import build


def send(client, content: bytes, name: str = "hoi-nghi.jpg"):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(reverse("news_add_photo"), {"file": file})


def test_a_photo_comes_back_as_a_block(client, bien, index):
    client.force_login(bien)

    block = send(client, build.jpeg()).json()["block"]

    photo = Photo.objects.get()
    assert block["type"] == "photo"
    assert block["value"]["photo"]["id"] == photo.pk
    assert block["value"]["decorative"] is False
    assert (photo.uploaded_by_user, photo.title) == (bien, "hoi-nghi")
    assert photo.file_hash


def test_the_words_of_the_photo_begin_the_block(index):
    photo = Photo(pk=7, caption="Toàn cảnh", credit="Biên", description="Hội trường")

    value = photo_block(photo)["value"]

    assert (value["caption"], value["credit"]) == ("Toàn cảnh", "Biên")
    assert value["alt"] == "Hội trường"


@pytest.mark.parametrize(
    "content",
    [b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 not a photo", b""],
    ids=["svg", "truncated", "empty"],
)
def test_a_bad_file_is_told_and_nothing_is_stored(client, bien, index, content):
    client.force_login(bien)

    answer = send(client, content)

    assert answer.status_code == 400
    assert answer.json()["message"]
    assert "<" not in json.dumps(answer.json())
    assert not Photo.objects.exists()


def test_a_request_without_a_file_is_told_so(client, bien, index):
    client.force_login(bien)

    answer = client.post(reverse("news_add_photo"))

    assert answer.status_code == 400
    assert answer.json()["message"]


def test_the_form_offers_it_to_whoever_may_add_photos(client, bien, index):
    client.force_login(bien)
    address = reverse("news_add_photo")
    form = reverse(
        "wagtailadmin_pages:edit", args=[build.article(index, owner=bien).pk]
    )
    assert address in client.get(form).content.decode()

    GroupCollectionPermission.objects.all().delete()

    assert address not in client.get(form).content.decode()


def test_who_may_not_add_photos_gets_none_in(client, index, django_user_model):
    client.force_login(django_user_model.objects.create_user("khach"))

    answer = send(client, build.jpeg())

    assert answer.status_code in {302, 403}
    assert not Photo.objects.exists()
