"""The house every test stands in, and the cast: biên writes, minh approves."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from wagtail.signal_handlers import disable_reference_index_auto_update

from news.models import NewsIndexPage
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS

SEED = Path(__file__).parent.parent / "site/portal/demo/posts/conference-article.txt"


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
def _without_indexes(request, settings):
    """Most tests neither search Wagtail's indexes nor ask what uses what.

    Keeping both took a third of the time; `@pytest.mark.indexes` keeps them.
    """
    if request.node.get_closest_marker("indexes"):
        yield
        return
    kept = settings.WAGTAILSEARCH_BACKENDS["default"]
    settings.WAGTAILSEARCH_BACKENDS = {"default": kept | {"AUTO_UPDATE": False}}
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def index(db) -> NewsIndexPage:
    if not NewsIndexPage.objects.exists():  # A live server's test emptied all tables.
        call_command("set_up_news", verbosity=0)
    return NewsIndexPage.objects.get()


@pytest.fixture
def seed() -> Path:
    return SEED


@pytest.fixture
def bien(index):
    return _person("bien", EDITORS)


@pytest.fixture
def minh(index):
    return _person("minh", MODERATORS)


@pytest.fixture
def quantri(index):
    return _person("quantri", ADMINISTRATORS)


def _person(name: str, group: str):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", name)
    user.groups.add(Group.objects.get(name=group))
    return user
