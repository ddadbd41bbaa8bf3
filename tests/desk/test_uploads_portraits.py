"""A picture of oneself passes the doors that a photo for the library passes."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.users.models import UserProfile

from . import hostile
from . import scanner as scanners
from .test_uploads_photos import messages

HIDDEN = (b"SECRETCAM", b"SERIAL99")


@pytest.fixture
def account(client, bien, settings, tmp_path):
    """Send the form of one's own account with this picture."""
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bien)
    address = reverse("wagtailadmin_account")

    def send(content: bytes | None):
        sent = {"name_email-first_name": "Biên", "name_email-last_name": "Tập"}
        sent |= {"name_email-email": "bien@example.org", "theme-theme": "system"}
        sent |= {"theme-contrast": "system", "theme-density": "default"}
        if content:
            sent["avatar-avatar"] = SimpleUploadedFile("Tôi.jpg", content)
        return client.post(address, sent)

    return send


def picture(bien) -> bytes:
    with UserProfile.objects.get(user=bien).avatar.open() as file:
        return file.read()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_is_stored_upright_and_without_where_it_was_taken(account, bien):
    assert account(hostile.carrying(orientation=6)).status_code == 302

    content = picture(bien)
    assert [part for part in HIDDEN if part in content] == []
    assert PillowImage.open(io.BytesIO(content)).size == (60, 90)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (hostile.SCRIPT, "Tệp này không phải là ảnh"),
        (hostile.carrying()[:400], "Ảnh bị hỏng"),
    ],
)
def test_what_is_no_photo_is_told_and_not_kept(account, settings, content, said):
    answer = account(content)

    assert said in messages(answer)
    assert files(settings.MEDIA_ROOT) == []


def test_a_virus_is_told_and_not_kept(account, settings):
    with scanners.running() as scanner:
        settings.NEWS_CLAMAV = scanner.address

        answer = account(hostile.carrying() + scanners.VIRUS)

    assert f"Tệp có vi-rút ({scanners.NAME})" in messages(answer)
    assert files(settings.MEDIA_ROOT) == []


def test_a_form_without_a_picture_leaves_the_one_that_is_there(account, bien):
    account(hostile.carrying())
    before = picture(bien)

    assert account(None).status_code == 302

    assert picture(bien) == before
