"""The queue: what waits, for whom, how long; at the same cost whatever its length."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news import queue
from news.models import ModerationState, ModerationTask
from tests import build
from tests.desk.posts import handed_in, step

QUEUE = 20


def listed(response) -> list[str]:
    return [row.title for row in response.context["rows"]]


@pytest.mark.once
@pytest.mark.parametrize("number", [3, 22])
def test_the_queue_costs_the_same_queries(
    client, index, bien, minh, number, django_assert_num_queries
):
    cluster = build.cluster()
    for _ in range(number):
        handed_in(index, bien, clusters=[cluster])
    client.force_login(minh)
    client.get(reverse("news_queue"))

    with django_assert_num_queries(QUEUE):
        response = client.get(reverse("news_queue"))

    assert len(listed(response)) == min(number, 20)


def test_the_longest_due_stands_first_and_pages_join(
    client, index, bien, minh, settings
):
    settings.NEWS_QUEUE_SIZE = 2
    posts = [handed_in(index, bien) for _ in range(5)]
    now = timezone.now()
    for place, post in enumerate(reversed(posts)):
        # Two share a moment: the second page must lose neither.
        due = now + timedelta(hours=(place + 1) // 2)
        ModerationState.objects.filter(page=post).update(due_at=due)
    client.force_login(minh)

    seen, address = [], reverse("news_queue")
    while address:
        response = client.get(address)
        seen += listed(response)
        address = response.context["further_url"]

    assert sorted(seen) == sorted(post.title for post in posts)
    assert seen[0] == posts[-1].title


def test_it_is_narrowed_to_mine_unclaimed_and_overdue(client, index, bien, minh):
    mine, free, late = (handed_in(index, bien) for _ in range(3))
    client.force_login(minh)
    client.post(reverse("news_claim", args=[step(mine).pk]))
    past = timezone.now() - timedelta(hours=1)
    ModerationState.objects.filter(page=late).update(due_at=past)

    def shown(what):
        return listed(client.get(reverse("news_queue"), {"show": what}))

    assert shown("mine") == [mine.title]
    assert shown("unclaimed") == [late.title, free.title]
    assert shown("overdue") == [late.title]
    assert len(shown("nonsense")) == 3


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "_",
        "2020-13-45T99:00_1",
        "2020-01-01_5",
        "2020-01-01T00:00:00Z_9" + "9" * 40,
    ],
)
def test_a_mark_that_is_none_starts_at_the_beginning(client, index, bien, minh, after):
    handed_in(index, bien)
    client.force_login(minh)

    response = client.get(reverse("news_queue"), {"after": after})

    assert len(listed(response)) == 1


def test_what_is_overdue_is_said_in_words(client, index, bien, minh):
    handed_in(index, bien)
    client.force_login(minh)
    before = client.get(reverse("news_queue")).content.decode()
    ModerationState.objects.update(due_at=timezone.now() - timedelta(hours=1))

    after = client.get(reverse("news_queue")).content.decode()

    assert "news-queue__overdue" not in before
    assert "news-queue__overdue" in after


def test_the_menu_says_how_many_wait_and_not_to_everybody(client, index, bien, minh):
    for _ in range(3):
        handed_in(index, bien)
    client.force_login(minh)
    moderator = client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(bien)
    editor = client.get(reverse("wagtailadmin_home"))

    assert "(3)" in moderator
    assert 'id="panel-news-queue' in moderator or "news-queue" in moderator
    assert reverse("news_queue") not in editor.content.decode()
    assert client.get(reverse("news_queue")).status_code == 302


def test_beyond_a_hundred_nobody_counts(index, bien, minh, monkeypatch):
    monkeypatch.setattr(queue, "MOST_COUNTED", 2)
    for _ in range(3):
        handed_in(index, bien)

    assert queue.count_shown(minh) == "2+"


def test_what_is_decided_leaves_the_queue(client, index, bien, minh):
    approved, returned = handed_in(index, bien), handed_in(index, bien)
    step(approved).approve(user=minh)
    step(returned).reject(user=minh, comment="Thiếu ảnh")
    client.force_login(minh)

    assert listed(client.get(reverse("news_queue"))) == []


@pytest.mark.parametrize("name", ["news_claim", "news_release"])
def test_an_act_on_what_is_not_there_is_a_message(client, minh, name):
    client.force_login(minh)

    response = client.post(reverse(name, args=[999999]), follow=True)

    assert response.status_code == 200
    assert client.get(reverse(name, args=[1])).status_code == 405


def test_after_a_claim_one_goes_nowhere_else(client, index, bien, minh):
    post = handed_in(index, bien)
    client.force_login(minh)

    response = client.post(
        reverse("news_claim", args=[step(post).pk]), {"next": "https://evil.example/"}
    )

    assert response.url == reverse("news_queue")


def test_a_step_that_is_switched_off_leaves_nothing_waiting(client, index, bien, minh):
    handed_in(index, bien)
    ModerationTask.objects.get().deactivate()

    assert not ModerationState.objects.in_progress().exists()
