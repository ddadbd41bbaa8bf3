"""Autosave fills no disk, and nothing that was decided on is lost."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, Revision

from news import old_revisions
from news.models import ArticlePage
from news.old_revisions import Version, superfluous, thin_out
from tests import build
from tests.once import once

NOW = build.moment(2026, 6, 15)


def going(*ages: dt.timedelta, whose=("post", "bien")) -> list[int]:
    """Which of the versions of these ages, newest first, may go."""
    versions = [Version(n, NOW - age, whose) for n, age in enumerate(ages)]
    return list(superfluous(versions, NOW, whole=7, hourly=30))


def days(number: float, minutes: float = 0) -> dt.timedelta:
    return dt.timedelta(days=number, minutes=minutes)


def test_all_of_the_last_days_are_kept():
    assert going(*(days(0, n) for n in range(0, 7 * 24 * 60, 30))) == []


def test_then_the_last_of_each_hour():
    # 08:00 that day, the minutes before, the hour before.
    ages = [days(8, 0), days(8, 1), days(8, 59), days(8, 60), days(8, 61)]

    assert going(*ages) == [2, 3]


def test_then_the_last_of_each_day():
    ages = [days(40), days(40, 60), days(40, 400), days(41), days(41, 60)]

    assert going(*ages) == [1, 2, 4]


def test_each_persons_own_are_kept():
    versions = [
        Version(1, NOW - days(40), ("post", "bien")),
        Version(2, NOW - days(40, 1), ("post", "minh")),
    ]

    assert list(superfluous(versions, NOW, whole=7, hourly=30)) == []


def saved_often(index) -> int:
    """Saved every minute of an hour, forty days ago, and since then left alone."""
    post = build.article(index)
    began = timezone.now().replace(minute=0, second=0) - days(40)
    for minute in range(20):
        post.title = f"Hội nghị {minute}"
        revision = post.save_revision()
        saved(revision, began + dt.timedelta(minutes=minute))
    return post.pk


house = once(saved_often)


@pytest.fixture
def post(house, db) -> ArticlePage:
    return ArticlePage.objects.get(pk=house)


def saved(revision: Revision, moment: dt.datetime) -> None:
    Revision.objects.filter(pk=revision.pk).update(created_at=moment)


def titles(post) -> list[str]:
    rows = Revision.objects.for_instance(post).order_by("created_at", "pk")
    return [row.content["title"] for row in rows]


def test_what_autosave_left_goes(post):
    before = titles(post)

    gone = thin_out()

    assert gone == len(before) - len(titles(post))
    assert gone >= 18
    assert post.get_latest_revision().content["title"] == "Hội nghị 19"


def test_a_second_time_nothing_goes(post):
    thin_out()

    assert thin_out() == 0


def test_what_is_public_is_kept(post):
    Revision.objects.for_instance(post).update(created_at=timezone.now() - days(50))

    thin_out()

    post.refresh_from_db()
    assert Revision.objects.filter(pk=post.live_revision_id).exists()
    assert Revision.objects.filter(pk=post.latest_revision_id).exists()


def test_what_was_public_once_is_kept(post):
    fifth = Revision.objects.for_instance(post).order_by("created_at")[5]
    fifth.publish()
    post.refresh_from_db()
    post.title = "Hội nghị sau cùng"
    post.save_revision().publish()

    thin_out()

    assert fifth.content["title"] in titles(post)


def test_what_is_scheduled_or_was_submitted_is_kept(post, bien):
    scheduled, submitted = Revision.objects.for_instance(post).order_by("created_at")[
        3:5
    ]
    Revision.objects.filter(pk=scheduled.pk).update(
        approved_go_live_at=timezone.now() + days(1)
    )
    workflow = post.get_workflow()
    state = workflow.start(post, bien)
    task = state.current_task_state
    task.revision = submitted
    task.save()
    state.cancel(user=bien)

    thin_out()

    assert {scheduled.content["title"], submitted.content["title"]} <= {*titles(post)}


def test_what_somebody_remarked_on_is_kept_with_the_remark(post, minh):
    third = Revision.objects.for_instance(post).order_by("created_at")[3]
    remark = Comment.objects.create(
        page=post, user=minh, text="Xem lại số liệu", contentpath="title"
    )
    Comment.objects.filter(pk=remark.pk).update(revision_created=third)

    thin_out()

    assert Comment.objects.filter(pk=remark.pk).exists()
    assert third.content["title"] in titles(post)


def test_each_version_is_looked_up_once_however_many_there_are(db):
    """PostgreSQL asks a long list anew for each row; what exists it looks up."""
    told = str(old_revisions.undecided().query)

    assert "IN (SELECT" not in told
    assert told.count("EXISTS") > 5


def test_looking_first_deletes_nothing(post, capsys):
    before = titles(post)

    call_command("thin_out_revisions", dry_run=True)

    told = capsys.readouterr().out
    assert titles(post) == before
    call_command("thin_out_revisions")
    assert told.split()[0] == capsys.readouterr().out.split()[0] != "0"


@pytest.mark.parametrize(("hour", "is_done"), [(0, False), (3, True), (12, False)])
def test_it_is_done_at_night(monkeypatch, hour, is_done):
    done = []
    monkeypatch.setattr(old_revisions, "thin_out", lambda: done.append(True))
    moment = dt.datetime(2026, 6, 15, hour, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr(timezone, "now", lambda: moment)

    old_revisions.thin_out_at_night()

    assert bool(done) == is_done


@pytest.mark.once
def test_looking_costs_the_same_however_many_posts(
    post, index, django_assert_num_queries
):
    build.article(index).save_revision()

    with django_assert_num_queries(1):
        list(old_revisions.old_revisions(timezone.now()))
