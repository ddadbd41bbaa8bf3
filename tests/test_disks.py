"""How full the disks are is told in time, and takes no reader's page away."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.utils import translation

from portal import disks
from tests.test_watching import TOKEN, figures

pytestmark = pytest.mark.django_db
GB = 1024 * disks.MB


@pytest.fixture
def free(settings, monkeypatch, tmp_path) -> dict[Path, int]:
    """How much is free at each place, of 40 GB; or what the system says instead."""
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "media", tmp_path / "var"
    settings.DISK_FREE_WARNS_MB = 1024
    told: dict[Path, int] = {}

    def usage(path):
        left = next(
            (told[place] for place in (path, *path.parents) if place in told), 0
        )
        if isinstance(left, OSError):
            raise left
        return SimpleNamespace(total=40 * GB, free=left)

    for name, place in disks.places().items():
        told[place] = 12 * GB
        if name != disks.DATABASE:
            place.mkdir()
    monkeypatch.setattr(shutil, "disk_usage", usage)
    return told


@pytest.fixture
def below_the_database(free) -> Path:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk is elsewhere")
    return disks.places()[disks.DATABASE]


def ready(client) -> tuple[int, dict]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_a_disk_with_room_is_no_news(client, free):
    status, told = ready(client)

    assert status == 200
    assert "disk" not in told["late"]
    assert not disks.light().is_late


def test_a_disk_that_is_nearly_full_is_told_and_readers_stay(client, free, settings):
    free[settings.MEDIA_ROOT] = 900 * disks.MB

    status, told = ready(client)

    assert status == 200
    assert "disk" in told["late"]
    assert set(told) == {"database", "cache", "storage", "late"}
    assert told["database"] is told["storage"] is True


def test_how_much_is_nearly_full_is_a_setting(client, free, settings):
    free[settings.MEDIA_ROOT] = 900 * disks.MB
    settings.DISK_FREE_WARNS_MB = 500

    assert "disk" not in ready(client)[1]["late"]


def test_without_room_for_uploads_none_is_kept_and_readers_stay(client, free, settings):
    free[settings.MEDIA_ROOT] = 3 * disks.MB

    status, told = ready(client)

    assert (status, told["storage"], told["database"]) == (200, False, True)


def test_without_room_for_what_can_be_made_anew_readers_stay(client, free, settings):
    free[settings.VAR] = 0

    status, told = ready(client)

    assert (status, told["storage"], told["database"]) == (200, True, True)
    assert "disk" in told["late"]


def test_little_room_below_the_database_takes_no_readers_away(
    client, free, below_the_database
):
    free[below_the_database] = 100 * disks.MB

    status, told = ready(client)

    assert (status, told["database"]) == (200, True)
    assert "disk" in told["late"]


def test_where_the_database_can_store_nothing_more_it_is_not_ready(
    client, free, below_the_database
):
    free[below_the_database] = 3 * disks.MB

    status, told = ready(client)

    assert (status, told["database"], told["cache"]) == (503, False, True)
    assert "disk" in told["late"]
    assert client.get("/").status_code == 200


def test_it_is_told_while_the_database_is_away(client, free, settings, monkeypatch):
    def away():
        raise DatabaseError

    free[settings.VAR] = 0
    monkeypatch.setattr("portal.health.Page.objects.exists", away)

    assert ready(client)[1]["late"] == ["disk"]


@pytest.mark.parametrize(
    "error", [OSError(116, "Stale file handle"), PermissionError()]
)
def test_a_disk_that_cannot_be_asked_is_no_alarm_and_no_error(
    client, free, settings, error
):
    free[settings.MEDIA_ROOT] = error

    status, told = ready(client)

    assert (status, told["storage"]) == (200, True)
    assert "disk" not in told["late"]
    assert disks.MEDIA not in [room.name for room in disks.rooms()]


def test_one_that_calls_itself_nothing_of_nothing_is_none(free, monkeypatch):
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: SimpleNamespace(total=0, free=0)
    )

    assert disks.rooms() == []
    assert not disks.light().is_late
    with translation.override("vi"):
        assert "không cho biết" in str(disks.light().state)


def test_a_folder_that_is_not_there_yet_lies_where_it_will_be_made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "chua" / "co"

    there = {room.name: room for room in disks.rooms()}[disks.MEDIA]

    assert there.total == shutil.disk_usage(tmp_path).total


def test_uploads_in_a_bucket_need_no_disk(free, settings, monkeypatch):
    monkeypatch.setattr("portal.media.in_a_bucket", lambda: True)

    assert disks.MEDIA not in disks.places()


def test_figures_tell_how_much_is_left(client, free, settings):
    settings.METRICS_TOKEN = TOKEN
    free[settings.MEDIA_ROOT] = 1000 * disks.MB

    told = figures(client)

    assert told['bantin_disk_free_bytes{what="media"}'] == 1000 * disks.MB
    assert told['bantin_disk_free_ratio{what="var"}'] == 0.3
    assert told['bantin_late{what="disk"}'] == 1


def test_the_desk_says_what_lies_there_and_what_to_do(client, bien, free, settings):
    client.force_login(bien)
    assert "Ổ đĩa" not in client.get("/admin/").content.decode()
    free[settings.MEDIA_ROOT] = 900 * disks.MB

    text = client.get("/admin/").content.decode()

    assert "Ổ đĩa: còn 900,0\xa0MB (2%)" in text
    assert "ảnh và tệp đính kèm" in text
    assert "chuyển các bản sao lưu cũ" in text


def test_who_runs_the_portal_sees_how_much_is_left(client, quantri, free):
    client.force_login(quantri)

    text = client.get("/admin/").content.decode()

    assert "Ổ đĩa: còn 12,0\xa0GB (30%)" in text
    assert "chuyển các bản sao lưu cũ" not in text
