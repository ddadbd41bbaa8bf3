"""An attachment that biên uploads: its content says what it is, not its name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from news.models import Attachment
from tests.desk import hostile
from tests.desk.test_uploads_photos import VIETNAMESE, files, messages

ENTRANCES = ("add", "several", "chooser", "edit")


@pytest.fixture
def library(client, bien, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bien)
    return client


@pytest.fixture
def held(library, bien):
    """An attachment that is there already, biên's own."""
    document = Attachment(title="Cũ", uploaded_by_user=bien)
    document.file = SimpleUploadedFile("cu.pdf", b"%PDF-1.4 old")
    document.save()
    return document


def upload(client, entrance: str, name: str, content: bytes, held: Attachment):
    file = SimpleUploadedFile("x", content)
    file._name = name
    data = {"title": "Kế hoạch", "tags": "", "file": file}
    match entrance:
        case "add":
            return client.post(reverse("wagtaildocs:add"), data)
        case "several":
            data = {"title": "Kế hoạch", "files[]": file}
            return client.post(reverse("wagtaildocs:add_multiple"), data)
        case "chooser":
            prefixed = {f"document-chooser-upload-{key}": data[key] for key in data}
            return client.post(reverse("wagtaildocs_chooser:create"), prefixed)
        case "edit":
            return client.post(reverse("wagtaildocs:edit", args=[held.pk]), data)


def state(folder: str) -> tuple:
    rows = list(Attachment.objects.values_list("pk", "title", "file", "file_hash"))
    return rows, UploadedFile.objects.count(), files(folder)


@pytest.mark.parametrize("name", hostile.ATTACHMENTS)
def test_a_hostile_attachment_is_told_and_leaves_no_trace(
    library, held, settings, name
):
    before = state(settings.MEDIA_ROOT)

    for entrance in ENTRANCES:
        response = upload(library, entrance, *hostile.ATTACHMENTS[name], held)

        assert response.status_code == 200, entrance
        assert VIETNAMESE.search(messages(response)), (entrance, messages(response))
        assert state(settings.MEDIA_ROOT) == before, entrance


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_a_document_is_taken_in_under_its_real_ending(
    library, held, settings, tmp_path, entrance
):
    for kind, (name, content, stored) in hostile.DOCUMENTS.items():
        settings.MEDIA_ROOT = tmp_path / kind  # No name is taken before.

        upload(library, entrance, name, content, held)

        document = Attachment.objects.latest("pk")
        assert document.title == "Kế hoạch"
        assert document.filename == stored
        assert document.file.open().read() == content


def test_what_is_taken_is_a_setting(library, held, settings):
    settings.NEWS_ATTACHMENT_TYPES = ["pdf"]

    refused = upload(library, "add", "a.docx", hostile.office(), held)
    taken = upload(library, "add", "a.pdf", b"%PDF-1.7", held)

    assert "pdf" in messages(refused)
    assert taken.status_code == 302
