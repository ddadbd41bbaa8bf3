"""What an import left behind that was killed is taken up, and nobody else's."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from news import caching
from news.importers.pages import Importer, runs
from news.models import ImportRun, Photo
from tests import build

from .test_pages import POST, with_photo

WANTED = "original_images/cumi.jpg"


@pytest.fixture
def come(index, tmp_path, settings):
    """Import a post with a photo, an hour after whatever lies there already."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())

    def come(hours: int = 1) -> Photo:
        began = timezone.now() + timedelta(hours=hours)
        importer = Importer("drupal", index, began=began)
        importer.save(with_photo(tmp_path / "CumI.jpg"))
        return Photo.objects.latest("pk")

    return come


def left(content: bytes) -> None:
    default_storage.save(WANTED, ContentFile(content))


def originals(tmp_path: Path) -> list[str]:
    return [file.name for file in tmp_path.glob("media/original_images/*")]


def test_a_file_without_a_row_is_taken_up(come, tmp_path):
    left(build.jpeg())

    photo = come()

    assert photo.file.name == WANTED
    assert (photo.width, photo.file_size) == (900, len(build.jpeg()))
    assert originals(tmp_path) == ["cumi.jpg"]


def test_one_that_was_half_written_is_written_anew(come, tmp_path):
    left(build.jpeg()[:1000])

    assert come().file.read() == build.jpeg()
    assert originals(tmp_path) == ["cumi.jpg"]


def test_one_that_is_somebody_elses_stays(come, tmp_path):
    left(b"something else")

    assert come().file.name != WANTED
    assert len(originals(tmp_path)) == 2


def test_one_that_has_a_row_stays_that_rows(come, tmp_path):
    left(build.jpeg())
    Photo.objects.create(title="Ảnh", file=WANTED, width=900, height=600)

    assert come().file.name != WANTED


def test_one_that_came_meanwhile_may_be_about_to_get_its_row(come):
    left(build.jpeg())

    assert come(hours=-1).file.name != WANTED


def test_a_run_that_was_killed_is_settled_once(index, monkeypatch):
    Importer("drupal", index, publish=True).save(POST)
    prepared, forgotten = [], []
    monkeypatch.setattr(runs.preparing, "photos_of", prepared.append)
    monkeypatch.setattr(caching, "forget", lambda *what: forgotten.append(what))

    runs.settle()
    runs.settle()

    assert (len(prepared), forgotten) == (1, [(caching.SITE,)])
    assert ImportRun.objects.get().ended_at
