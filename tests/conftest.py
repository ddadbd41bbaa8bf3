"""The house every test stands in, and the cast: biên writes, minh approves."""

import gc
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from news.models import NewsIndexPage
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS
from tests import build, databases
from tests.desk import scanner as scanners
from tests.once import newsroom, stands_in_a_house, without_indexes

FOLDER = pytest.StashKey[Path]()
SEED = Path(__file__).parent.parent / "site/portal/demo/posts/conference-article.txt"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    files = {item.path: None for item in items}
    order = {path: at for at, path in enumerate(files)}
    # What empties the database goes last, in files of its own.
    emptying = {item.path for item in items if is_emptying(item)}
    items.sort(
        key=lambda item: (
            *(item.path in emptying, order[item.path]),
            stands_in_a_house(item),
        )
    )


def is_emptying(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db")
    return bool(marked and marked.kwargs.get("transaction"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays loaded: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_configure(config: pytest.Config) -> None:
    """With several workers, one database is made for all of them meanwhile."""
    several = getattr(config.option, "numprocesses", None)
    if hasattr(config, "workerinput"):
        return
    if several and not (config.option.reuse_db or config.option.markexpr == "browser"):
        folder = tempfile.TemporaryDirectory(prefix="bantin-database-")
        config.add_cleanup(folder.cleanup)
        config.stash[FOLDER] = Path(folder.name)
        process = databases.begun(config.stash[FOLDER])
        config.add_cleanup(lambda: databases.ended(process))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    if folder := node.config.stash.get(FOLDER, None):
        node.workerinput["database"] = str(folder)


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings) -> bool:
    return request.config.option.reuse_db or databases.begin_migrated()


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """The newsroom is set up once; each test's rollback leaves it as it was."""
    given = getattr(request.config, "workerinput", {})
    with django_db_blocker.unblock(), ExitStack() as until_the_end:
        if folder := given.get("database"):
            copied = databases.copied(Path(folder), given["workerid"])
            until_the_end.enter_context(copied)
        else:
            request.getfixturevalue("django_db_setup")
            # One of an earlier run stays, with more in it than its migrations left.
            if not request.config.option.reuse_db:
                databases.keep_migrated()
                if request.getfixturevalue("django_db_keepdb"):
                    until_the_end.callback(connection.creation.destroy_test_db, None, 0)
            call_command("set_up_news", verbosity=0)
        # What a test that cannot be rolled back is given, and gives back.
        contents = connection.creation.serialize_db_to_string()
        connection._test_serialized_contents = contents
        with django_db_blocker.block():
            yield


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
def today(monkeypatch) -> date:
    """The day that the whole test is on, also where it runs over midnight."""
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return noon.date()


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


@pytest.fixture(scope="session")
def running_scanner():
    with scanners.running() as scanner:
        yield scanner


@pytest.fixture
def scanner(running_scanner, settings):
    """A virus scanner that is asked, and that a test may tell what to answer."""
    running_scanner.__init__(address=running_scanner.address)
    settings.NEWS_CLAMAV = running_scanner.address
    settings.NEWS_CLAMAV_SECONDS = 5
    return running_scanner
