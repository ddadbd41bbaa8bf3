"""The house every test stands in, and the cast: biên writes, minh approves."""

import gc
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from news.models import NewsIndexPage
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS
from tests import build
from tests.once import newsroom, without_indexes

SEED = Path(__file__).parent.parent / "site/portal/demo/posts/conference-article.txt"


def pytest_collection_finish() -> None:
    """What is loaded by now stays loaded: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The newsroom is set up once; each test's rollback leaves it as it was."""
    with django_db_blocker.unblock():
        call_command("set_up_news", verbosity=0)
        # What a test that cannot be rolled back is given, and gives back.
        contents = connection.creation.serialize_db_to_string()
        connection._test_serialized_contents = contents


@pytest.fixture(autouse=True)
def _nothing_cached():
    cache.clear()


@pytest.fixture(autouse=True)
def _without_indexes(request):
    """Most tests neither search Wagtail's indexes nor ask what uses what.

    `@pytest.mark.indexes` keeps both.
    """
    if request.node.get_closest_marker("indexes"):
        yield
        return
    with without_indexes():
        yield


@pytest.fixture
def index(db) -> NewsIndexPage:
    return newsroom()


@pytest.fixture
def seed() -> Path:
    return SEED


@pytest.fixture
def bien(index):
    return build.person("bien", EDITORS)


@pytest.fixture
def minh(index):
    return build.person("minh", MODERATORS)


@pytest.fixture
def quantri(index):
    return build.person("quantri", ADMINISTRATORS)
