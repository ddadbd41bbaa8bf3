"""The house every test stands in, and the cast: biên writes, minh approves."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command

from news.models import NewsIndexPage
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS

SEED = Path(__file__).parent.parent / "site/portal/demo/posts/conference-article.txt"


@pytest.fixture(autouse=True)
def _nothing_cached():
    cache.clear()


@pytest.fixture
def index(db) -> NewsIndexPage:
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
