"""What stands still, is full or goes wrong: what readers and editors meet then."""

import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from news import scheduling
from news.models import ArticlePage, Photo
from portal.models import BoardIdentity
from tests import build
from tests.caching.portal import Application, ask, door, is_kept

from .standing import read_only

READ = ("/", "/tin-tuc/", "/tin-tuc/rss.xml", "/tim-kiem/?q=hội+nghị", "/lich/")
WENT_OUT = "wagtail.publish.scheduled"


def full(*args, **kwargs):
    raise OSError(28, "No space left on device")


def scheduled(index, **when) -> ArticlePage:
    draft = build.article(index, live=False)
    draft.go_live_at = timezone.now() + timedelta(**when)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    return draft


def at(monkeypatch, **away) -> None:
    moment = timezone.now() + timedelta(**away)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("address", READ)
def test_readers_read_on_while_the_database_is_read_only(client, index, address):
    build.article(index, title="Hội nghị")
    # Nobody has seen a page yet, so its size is still to be made.
    BoardIdentity.objects.create(site=index.get_site(), emblem=build.photo())

    with read_only():
        response = client.get(address)

    assert response.status_code == 200


def test_who_edits_while_the_database_is_read_only_is_told_and_nothing_is_lost(
    index, bien
):
    post = build.article(index, title="Hội nghị", live=False)
    editor = Client(raise_request_exception=False)
    editor.force_login(bien)
    form = reverse("wagtailadmin_pages:edit", args=[post.pk])
    before = post.revisions.count()

    with read_only():
        answer = editor.post(form, {"title": "Khác"})

    assert answer.status_code >= 500
    assert "Traceback" not in answer.content.decode()
    assert post.revisions.count() == before


def test_an_upload_to_a_full_disk_is_told_and_leaves_no_photo(
    index, bien, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    editor = Client(raise_request_exception=False)
    editor.force_login(bien)
    file = SimpleUploadedFile("a.jpg", build.jpeg(), "image/jpeg")

    answer = editor.post(
        reverse("wagtailimages:add"), {"title": "Ảnh", "file": file, "collection": 1}
    )

    shown = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 500
    assert "Hiện chưa hiển thị được trang này" in shown.text
    assert not Photo.objects.exists()


def test_a_full_disk_keeps_no_page_from_readers(index, folder, monkeypatch):
    front = door(Application(), folder, in_memory=0)
    build.article(index, title="Hội nghị")
    monkeypatch.setattr("news.caching.stored.tempfile.mkstemp", full)

    first, second = (ask(front, "/tin-tuc/") for _ in range(2))

    assert (first.status, second.status) == (200, 200)
    assert first.body == second.body
    assert not is_kept(front, "/tin-tuc/")


@pytest.mark.parametrize("hours", [-1, -24 * 365])
def test_a_clock_that_is_put_back_publishes_nothing_twice_or_early(
    index, monkeypatch, hours
):
    post, later = scheduled(index, hours=-2), scheduled(index, hours=2)
    scheduling.keep_time()

    with monkeypatch.context() as clock:
        at(clock, hours=hours)
        scheduling.keep_time()
    scheduling.keep_time()

    post.refresh_from_db()
    later.refresh_from_db()
    assert (post.live, later.live) == (True, False)
    assert PageLogEntry.objects.filter(action=WENT_OUT).count() == 1


def test_a_clock_that_leaps_ahead_and_back_publishes_once(index, monkeypatch):
    post = scheduled(index, hours=2)

    with monkeypatch.context() as clock:
        at(clock, days=1)
        scheduling.keep_time()
    for _ in range(2):
        scheduling.keep_time()

    post.refresh_from_db()
    assert post.live
    assert PageLogEntry.objects.filter(action=WENT_OUT).count() == 1


def test_a_page_of_a_clock_that_was_put_back_is_kept_no_longer(
    index, folder, monkeypatch
):
    """Kept at a time that is still to come, it would not end for a year."""
    application = Application()
    front = door(application, folder)
    ask(front, "/tin-tuc/")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 86_400)

    ask(front, "/tin-tuc/")

    assert application.asked == 2
