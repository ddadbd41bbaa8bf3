"""A house that many tests walk through is built once; each leaves it as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from modelsearch import signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

from news.models import NewsIndexPage

# Without a backend to write to, a save would still ask for its page as it is kept.
UNASKED = {
    "insert_or_update_object_task": SimpleNamespace(enqueue=lambda *named: None),
    "index": SimpleNamespace(remove_object=lambda instance: None),
}


@contextmanager
def without_indexes() -> Iterator[None]:
    """Keeping Wagtail's search and reference indexes takes a third of the time."""
    kept = settings.WAGTAILSEARCH_BACKENDS
    quiet = kept | {"default": kept["default"] | {"AUTO_UPDATE": False}}
    settled = override_settings(WAGTAILSEARCH_BACKENDS=quiet)
    unasked = patch.multiple(signal_handlers, **UNASKED)
    with settled, unasked, disable_reference_index_auto_update():
        yield


def newsroom() -> NewsIndexPage:
    if not NewsIndexPage.objects.exists():  # A live server's test emptied all tables.
        call_command("set_up_news", verbosity=0)
    return NewsIndexPage.objects.get()


HOUSES: list[Any] = []


def once(build: Callable[[NewsIndexPage], Any], *, indexes: bool = False) -> Any:
    """A module's fixture of what `build` makes; a test with it needs `db`, too.

    It stays for the rest of the module, so the tests without it go first. Wagtail's
    indexes know of it only if asked to.
    """

    @pytest.fixture(scope="module")
    def built(django_db_setup, django_db_blocker) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            with nullcontext() if indexes else without_indexes():
                made = build(newsroom())
            yield made
            transaction.set_rollback(True)

    HOUSES.append(built)
    return built


def stands_in_a_house(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    # A doctest has none.
    module = getattr(item, "module", None)
    return any(getattr(module, name, None) in HOUSES for name in names)
