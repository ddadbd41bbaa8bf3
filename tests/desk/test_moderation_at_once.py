"""Two moderators press "approve" in one moment, each on a connection of its own."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from news.models import ArticlePage
from news.refusals import Refusal
from news.roles import MODERATORS
from tests.desk.posts import handed_in, step


@pytest.fixture(scope="module", autouse=True)
def _as_it_was(django_db_setup, django_db_blocker):
    """Give back what the migrations had put in: such a test leaves nothing behind."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(
            connection._test_serialized_contents
        )


@pytest.fixture
def lan(index):
    user = get_user_model().objects.create_user("lan", "lan@example.org", "lan")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_pressing_approve_at_once_one_approves(index, bien, minh, lan):
    post = handed_in(index, bien)
    states = [(step(post), minh), (step(post), lan)]
    both, outcomes = threading.Barrier(2), []

    def approve(state, user):
        try:
            both.wait(10)
            state.approve(user=user)
            outcomes.append("approved")
        except Refusal as refusal:
            outcomes.append(str(refusal.message))
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=pair) for pair in states]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    refused = [outcome for outcome in outcomes if outcome != "approved"]
    assert len(outcomes) == 2
    assert len(refused) == 1
    assert "minh" in refused[0] or "lan" in refused[0]
    assert ArticlePage.objects.get(pk=post.pk).live
