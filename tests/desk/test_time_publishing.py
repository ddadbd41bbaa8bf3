"""A post goes out at its time: never early, once, and whatever befalls the clerk."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published

from news import scheduling
from news.management.commands import run_scheduler
from news.models import ArticlePage, Holdup
from news.refusals import Refusal
from tests import build

DUE = "wagtail.publish.scheduled"


class Killed(BaseException):
    """Ends what runs at once, as a kill does: nothing answers it."""


def scheduled(index, at, **values):
    draft = build.article(index, live=False, **values)
    draft.go_live_at = at
    draft.save_revision(approved_go_live_at=at)
    return draft


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def outcome():
    """All that publishing leaves behind."""
    post = ArticlePage.objects.get()
    return {
        "live": post.live,
        "dated": post.first_published_at == post.last_published_at is not None,
        "current": post.live_revision_id == post.latest_revision_id,
        "filed": post.get_parent().slug,
        "logged": PageLogEntry.objects.filter(action=DUE).count(),
        "waiting": Revision.objects.filter(approved_go_live_at__isnull=False).count(),
        "held up": Holdup.objects.count(),
    }


def done(year: str) -> dict:
    return {
        "live": True,
        "dated": True,
        "current": True,
        "filed": year,
        "logged": 1,
        "waiting": 0,
        "held up": 0,
    }


@pytest.fixture
def heard():
    """The posts whose publication was told to those who listen."""
    posts = []

    def hear(instance, **kwargs):
        posts.append(instance.pk)

    page_published.connect(hear)
    yield posts
    page_published.disconnect(hear)


def test_nothing_goes_out_before_its_time(index):
    scheduled(index, timezone.now() + timedelta(seconds=30))

    scheduling.keep_time()

    assert not ArticlePage.objects.get().live
    # Wagtail would put it off once more: the round must not even try.
    tried = PageLogEntry.objects.filter(action__startswith="wagtail.publish")
    assert not tried.exists()


def test_what_is_due_goes_out_once(index, heard):
    scheduled(index, ago(0))

    scheduling.keep_time()
    scheduling.keep_time()

    assert outcome() == done("2020")
    assert heard == [ArticlePage.objects.get().pk]


def test_a_round_with_nothing_to_do_asks_three_questions(
    index, django_assert_num_queries
):
    build.article(index)

    with django_assert_num_queries(3):
        scheduling.keep_time()


@pytest.mark.exhaustive
def test_a_round_killed_at_any_statement_leaves_the_work_to_the_next(heard, index):
    post = scheduled(index, ago(1))
    for step in range(1, 400):
        heard.clear()
        with transaction.atomic():
            killed = killed_at(step)
            assert killed or heard == [post.pk]
            assert ArticlePage.objects.get().live in ({False} if killed else {True})

            scheduling.keep_time()

            assert outcome() == done("2020"), f"after a kill at statement {step}"
            # The next statement's turn finds the post as this one did.
            transaction.set_rollback(True)
        if not killed:
            assert step > 10
            return
    pytest.fail("the round never came to its end")


def killed_at(step: int) -> bool:
    """Whether a round ended before its work was stored."""
    seen = 0

    def count(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == step:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        try:
            scheduling.keep_time()
        except Killed:
            return not ArticlePage.objects.get().live
    return False


def test_one_post_that_may_not_go_out_stops_no_other(index, minh, client, caplog):
    refused = scheduled(index, ago(2), title="Bài bị chặn")
    other = scheduled(index, ago(1))

    with refusing(refused):
        scheduling.keep_time()
        scheduling.keep_time()

    assert [post.pk for post in ArticlePage.objects.live()] == [other.pk]
    holdup = Holdup.objects.get()
    assert (holdup.page_id, holdup.tries) == (refused.pk, 1)
    assert "Ảnh chưa có chú thích" in caplog.text
    client.force_login(minh)
    assert "Ảnh chưa có chú thích" in client.get("/admin/").content.decode()
    edit = client.get(f"/admin/pages/{refused.pk}/edit/")
    assert "Ảnh chưa có chú thích" in edit.content.decode()


def test_what_was_held_up_is_tried_again_later_and_then_forgotten(index):
    post = scheduled(index, ago(2))
    with refusing(post):
        scheduling.keep_time()
    Holdup.objects.update(retry_at=ago(0))

    scheduling.keep_time()

    assert outcome() == done("2020")


def test_a_post_approved_anew_does_not_wait_for_its_older_version(index):
    post = scheduled(index, ago(2))
    with refusing(post):
        scheduling.keep_time()
    post.save_revision(approved_go_live_at=ago(0))

    scheduling.keep_time()

    assert ArticlePage.objects.get().live


def test_waits_grow_to_an_hour_and_no_further(index):
    post = scheduled(index, ago(2))
    waits = []
    with refusing(post):
        for _ in range(14):
            scheduling.keep_time()
            waits.append(Holdup.objects.get().retry_at - timezone.now())
            Holdup.objects.update(retry_at=ago(0))

    assert waits[0] <= timedelta(seconds=5)
    assert waits[1] > waits[0]
    assert timedelta(minutes=59) < waits[-1] <= timedelta(hours=1)


@contextmanager
def refusing(post):
    def refuse(instance, **kwargs):
        if instance.pk == post.pk:
            raise Refusal("Ảnh chưa có chú thích")

    page_published.connect(refuse)
    yield
    page_published.disconnect(refuse)


def test_a_database_that_is_away_ends_a_round_and_not_the_scheduler(index, caplog):
    scheduled(index, ago(1))

    with connection.execute_wrapper(away):
        call_command("run_scheduler", once=True)

    assert "keep_time failed" in caplog.text
    call_command("run_scheduler", once=True)
    assert outcome() == done("2020")


def away(execute, sql, params, many, context):
    raise OperationalError("the database is away")


def test_one_round_that_fails_stops_no_other(index, monkeypatch, caplog):
    def broken():
        raise ValueError("broken")

    rounds = (run_scheduler.Round(broken), *run_scheduler.ROUNDS)
    monkeypatch.setattr(run_scheduler, "ROUNDS", rounds)
    scheduled(index, ago(1))

    call_command("run_scheduler", once=True)

    assert ArticlePage.objects.get().live
    assert "broken failed" in caplog.text


def test_what_has_expired_is_taken_down_once(index):
    post = build.article(index)
    ArticlePage.objects.filter(pk=post.pk).update(expire_at=ago(0))

    scheduling.keep_time()
    scheduling.keep_time()

    post.refresh_from_db()
    assert (post.live, post.expired) == (False, True)
    taken_down = PageLogEntry.objects.filter(action="wagtail.unpublish.scheduled")
    assert taken_down.count() == 1


def test_nothing_is_taken_down_before_its_time(index):
    post = build.article(index)
    later = timezone.now() + timedelta(seconds=30)
    ArticlePage.objects.filter(pk=post.pk).update(expire_at=later)

    scheduling.keep_time()

    assert ArticlePage.objects.get().live


def test_wagtails_own_command_still_publishes(index):
    scheduled(index, ago(1))

    call_command("publish_scheduled", verbosity=0)

    assert outcome() == done("2020")
