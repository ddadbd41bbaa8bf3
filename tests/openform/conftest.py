"""What a site left, for an empty one."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from news.models import NewsIndexPage
from portal.objects import reaching

from . import board, crawl
from .writing import for_a_moment


@pytest.fixture(scope="module")
def left(django_db_setup, django_db_blocker, tmp_path_factory):
    """What a site's readers saw, and the folder it left; the site itself is gone."""
    place = tmp_path_factory.mktemp("left")
    with django_db_blocker.unblock(), for_a_moment(place / "media"):
        board.furnished(NewsIndexPage.objects.get())
        read = crawl.everything(Client())
        call_command("export", str(place / "folder"), verbosity=0)
    return read, place / "folder"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, monkeypatch):
    # A command is patient from then on, and what these tests run are commands.
    monkeypatch.setattr(reaching, "limits", reaching.OF_A_WORKER)
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(left, tmp_path) -> Path:
    """A copy that a test may spoil."""
    for path in left[1].rglob("*"):
        if path.is_file():
            target = tmp_path / "folder" / path.relative_to(left[1])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path / "folder"
