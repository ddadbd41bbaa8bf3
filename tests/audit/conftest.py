"""A chain that begins with the test, and what was done, as it is after the commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from portal.audit.forgetting import changeable
from portal.audit.models import AuditEntry, AuditHead


@pytest.fixture(autouse=True)
def _empty_chain(db):
    changeable(AuditEntry.objects.all()).delete()
    AuditHead.objects.all().delete()


@pytest.fixture
def committed(django_capture_on_commit_callbacks) -> Callable:
    """What follows a commit is done at the end of the block."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def written(committed) -> Callable:
    """The entries that what is done in the block leaves, in their order."""

    @contextmanager
    def block() -> Iterator[list[AuditEntry]]:
        entries: list[AuditEntry] = []
        last = AuditEntry.objects.order_by("-number").first()
        with committed():
            yield entries
        new = AuditEntry.objects.filter(number__gt=last.number if last else 0)
        entries += new.order_by("number")

    return block
