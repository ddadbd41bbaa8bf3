"""A bucket that is away or slow keeps nobody waiting, and nothing is forgotten."""

import socket
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from portal.backups.uploads import uploads
from portal.objects import forgetting, reaching
from portal.objects.away import Away
from portal.objects.storage import Uploads
from portal.settings import objects
from tests import build

from . import server


@pytest.fixture
def silent():
    """Somebody who takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_bucket_that_says_nothing_is_given_up(silent, settings, monkeypatch):
    soon = replace(reaching.OF_A_WORKER, read=0.05)
    monkeypatch.setattr(reaching, "limits", soon)
    monkeypatch.setitem(reaching.AT_A_GLANCE, "read_timeout", 0.05)
    place = {"bucket": "tin", "endpoint": silent, "region": "hcm", **server.KEYS}
    settings.STORAGES = settings.STORAGES | objects.storages(place)

    with pytest.raises(Away):
        default_storage.exists("a.jpg")
    assert not default_storage.is_there()


def test_after_one_that_came_to_nothing_the_next_are_not_tried(bucket, take_away):
    take_away()
    with pytest.raises(Away, match="does not answer"):
        default_storage.exists("a.jpg")

    with pytest.raises(Away, match="a moment ago"):
        default_storage.exists("b.jpg")


def test_once_it_is_there_again_it_is_asked_again(bucket):
    reaching.rest.begin()
    with pytest.raises(Away):
        default_storage.exists("a.jpg")

    assert default_storage.is_there()

    assert not default_storage.exists("a.jpg")


def test_many_who_ask_whether_it_is_there_ask_it_once(bucket, monkeypatch):
    """Monitoring's address is open to everybody, and a silent bucket takes seconds."""
    asked = []
    monkeypatch.setattr(Uploads, "_is_seen", lambda self: bool(asked.append(1)) or True)

    assert [default_storage.is_there() for _ in range(9)] == [True] * 9

    assert len(asked) == 1


def test_a_bucket_that_says_no_is_away_but_goes_on_being_asked(bucket, settings):
    settings.STORAGES = settings.STORAGES | objects.storages({**bucket, "bucket": "ai"})

    for _ in range(2):
        with pytest.raises(Away, match="NoSuchBucket"):
            default_storage.save("a.jpg", ContentFile(b"anh"))


@pytest.fixture
def _with_a_worker(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.usefixtures("db", "_with_a_worker")
def test_what_is_deleted_meanwhile_goes_later(bucket):
    default_storage.save("images/a.jpg", ContentFile(b"anh"))
    reaching.rest.begin()

    default_storage.delete("images/a.jpg")

    waits = DBTaskResult.objects.get()
    reaching.rest.end()
    forgetting.delete.func(*waits.args_kwargs["args"])
    assert server.keys(bucket) == set()


@pytest.mark.usefixtures("db")
def test_a_name_that_was_given_anew_stays(bucket):
    photo = build.photo()

    forgetting.delete.func(photo.file.name)

    assert server.keys(bucket) == {photo.file.name}


def test_every_upload_is_told_whatever_its_folder(bucket):
    for name in ("a.jpg", "images/b.jpg", "images/.tam", ".restoring/images/c.jpg"):
        default_storage.save(name, ContentFile(b"anh"))

    assert list(uploads(default_storage)) == ["a.jpg", "images/b.jpg"]
    waiting = list(uploads(default_storage, ".restoring/"))
    assert waiting == [".restoring/images/c.jpg"]
