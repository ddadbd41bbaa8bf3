"""Photos in use: deleting one is told, a broken one costs no page."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.images import forms as image_forms
from wagtail.images.models import Image

from news.models import ArticlePage
from tests import build
from tests.desk import hostile


@pytest.fixture
def library(client, bien, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bien)
    return client


@pytest.mark.indexes
@pytest.mark.parametrize("place", ["photo", "gallery"])
def test_deleting_a_photo_in_use_tells_in_how_many_posts(library, index, bien, place):
    photo = build.photo(uploaded_by_user=bien)
    block = build.photo_block(photo)
    if place == "gallery":
        value = {"photos": [block["value"]] * 2, "caption": ""}
        block = {"type": "gallery", "value": value}
    build.article(index, body=[block])

    address = reverse("wagtailimages:delete", args=[photo.pk])
    shown = " ".join(strip_tags(library.get(address).content.decode()).split())
    usage = library.get(reverse("wagtailimages:image_usage", args=[photo.pk]))

    assert photo.get_usage().count() == 1
    assert "1 lần" in shown or "một lần" in shown or "1 nơi" in shown
    assert ArticlePage.objects.get().title in usage.content.decode()


@pytest.mark.exhaustive
@pytest.mark.parametrize("fault", ["gone", *hostile.PHOTOS])
def test_a_photo_that_broke_in_the_library_costs_no_page(library, index, bien, fault):
    photo = build.photo(caption="Quang cảnh hội nghị", uploaded_by_user=bien)
    post = build.article(index, body=[build.photo_block(photo)])
    if fault == "gone":
        Path(photo.file.path).unlink()
    else:
        Path(photo.file.path).write_bytes(hostile.PHOTOS[fault][1])

    article, home = library.get(post.url), library.get("/")
    admin = [
        library.get(address).status_code
        for address in (
            reverse("wagtailimages:index"),
            reverse("wagtailimages:edit", args=[photo.pk]),
            reverse("wagtailadmin_pages:edit", args=[post.pk]),
        )
    ]

    assert (article.status_code, home.status_code) == (200, 200)
    assert "Quang cảnh hội nghị" in article.content.decode()
    assert admin == [200, 200, 200]


@pytest.mark.parametrize("name", hostile.PHOTOS)
def test_the_form_checks_somebody_elses_image_model_too(index, bien, name):
    file_name, content = hostile.PHOTOS[name]
    form = image_forms.get_image_form(Image)(
        {"title": "Hội nghị"},
        {"file": SimpleUploadedFile(file_name, content)},
        user=bien,
    )

    assert "file" in form.errors


def test_somebody_elses_image_model_gets_clean_files(index, bien, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = hostile.with_iptc(hostile.carrying(), {120: b"Quang canh"})
    form = image_forms.get_image_form(Image)(
        {"title": "DSC_1", "tags": ""},
        {"file": SimpleUploadedFile("DSC_1.JPG", content)},
        user=bien,
    )
    assert form.is_valid(), form.errors

    image = form.save()

    stored = Path(image.file.path).read_bytes()
    assert b"SERIAL99" not in stored
    assert image.filename == "dsc-1.jpg"
    assert not hasattr(image, "caption")


def test_the_check_names_the_settings_a_site_forgot():
    with override_settings(
        WAGTAILIMAGES_IMAGE_FORM_BASE="", WAGTAILDOCS_DOCUMENT_FORM_BASE=""
    ):
        found = {message.id for message in run_checks(tags=["news"])}

    assert {"news.W010", "news.W011"} <= found
    assert not {"news.W010", "news.W011"} & {m.id for m in run_checks(tags=["news"])}
