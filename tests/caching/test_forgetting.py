"""What a transaction has changed is told once at its end, and nothing of it is lost."""

import pytest
from django.db import transaction

from news.caching.forgetting import forget, forgotten, generations
from tests import build


@pytest.fixture
def told():
    """What those who follow are told, one entry a time."""
    times = []

    def note(subjects, **kwargs):
        times.append({*subjects})

    forgotten.connect(note)
    yield times
    forgotten.disconnect(note)


@pytest.fixture
def transact(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def journal(folder):
    return generations()


pytestmark = pytest.mark.django_db


def test_a_transaction_is_told_once(journal, told, transact):
    made = journal.now()

    with transact(execute=True):
        forget("posts", "page:1")
        forget("page:2", withdrawn=True)
        forget("page:3")

    assert told == [{"posts", "page:1", "page:2", "page:3"}]
    journal.now()
    assert journal.is_withdrawn(made, ["page:2"])
    assert not journal.is_withdrawn(made, ["posts", "page:1", "page:3"])
    # A line for what was withdrawn, and one for the rest.
    assert journal.now() - made == 2


def test_what_is_rolled_back_to_a_savepoint_takes_nothing_along(
    journal, told, transact
):
    with transact(execute=True):
        forget("page:1")
        with transaction.atomic():
            forget("page:2")
            transaction.set_rollback(True)
        forget("page:3")
        with transaction.atomic():
            forget("page:4")
            transaction.set_rollback(True)

    assert told == [{"page:1", "page:3"}]


def test_transactions_are_told_of_one_by_one(journal, told, transact):
    for number in range(2):
        with transact(execute=True):
            forget(f"page:{number}")

    assert told == [{"page:0"}, {"page:1"}]


def test_publishing_a_post_is_told_once(index, journal, told, transact):
    with transact(execute=True):
        build.article(index, clusters=[build.cluster()], topics=["khen thưởng"])

    assert len(told) == 1
    assert "posts" in told[0]


def test_who_follows_and_fails_stops_nobody(journal, caplog, transact):
    def fails(subjects, **kwargs):
        raise RuntimeError("database is locked")

    forgotten.connect(fails)
    made, done = journal.now(), []
    try:
        with transact(execute=True):
            forget("edits")
            transaction.on_commit(lambda: done.append(True))
            forget("page:42", withdrawn=True)
    finally:
        forgotten.disconnect(fails)

    journal.now()
    assert journal.is_withdrawn(made, ["page:42"])
    assert done == [True]
    assert "database is locked" in caplog.text
