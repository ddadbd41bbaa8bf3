"""Is it said when the silent work of the portal is late, and mended where it can be?"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from news import background, lateness
from news.management.commands import run_scheduler
from news.models import Heartbeat, SearchEntry
from tests import build


def late() -> list[str]:
    return [light.name for light in lateness.lights() if light.is_late]


def ago(**span: float):
    return timezone.now() - timedelta(**span)


def task(status="READY", since=None, **values) -> DBTaskResult:
    row = DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="wagtail.tasks.update_reference_index_task",
        backend_name="default",
        run_after=values.pop("run_after", get_date_max()),
        exception_class_path="",
        traceback="",
        **values,
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=since or timezone.now())
    return row


@pytest.fixture
def well(db):
    call_command("run_scheduler", once=True)


def test_nothing_is_late_after_a_round_of_the_scheduler(well, index):
    build.article(index)

    assert late() == []


def test_a_scheduler_that_never_ran_is_late(db):
    assert late() == ["scheduler"]


def test_one_round_that_was_not_done_lately_is_enough(well):
    Heartbeat.objects.filter(name="send_messages").update(at=ago(minutes=3))

    assert late() == ["scheduler"]


@pytest.mark.parametrize("name", sorted(lateness.LONG_ROUNDS))
def test_a_round_that_looks_at_everything_may_take_its_time(well, name):
    its_beat = Heartbeat.objects.filter(name=name)
    its_beat.update(at=ago(minutes=90))
    assert late() == []

    its_beat.update(at=ago(hours=3))

    assert late() == ["scheduler"]


def test_a_round_that_fails_does_not_say_that_it_is_well(db, monkeypatch):
    def broken():
        raise ValueError("broken")

    rounds = (*run_scheduler.ROUNDS, run_scheduler.Round(broken))
    monkeypatch.setattr(run_scheduler, "ROUNDS", rounds)

    call_command("run_scheduler", once=True)

    said = set(Heartbeat.objects.values_list("name", flat=True))
    assert "keep_time" in said
    assert "broken" not in said


def test_a_round_that_is_no_more_is_forgotten_when_a_scheduler_starts(well):
    Heartbeat.objects.create(name="of_an_older_release", at=ago(days=1))

    lateness.begin()

    assert late() == []


@pytest.mark.parametrize("damage", ["missing", "older"])
def test_a_post_that_readers_cannot_find_is_told(well, index, damage):
    post = build.article(index)
    entries = SearchEntry.objects.filter(article=post)
    if damage == "missing":
        entries.delete()
    else:
        entries.update(indexed_at=post.last_published_at - timedelta(seconds=1))

    assert late() == ["index"]

    call_command("index_posts", stale=True)
    assert late() == []


def test_a_draft_is_not_missed_in_the_index(well, index):
    build.article(index, live=False)

    assert late() == []


def test_a_task_that_waits_is_told(well):
    task(since=ago(minutes=2))

    assert late() == ["tasks"]


def test_tasks_of_now_of_later_and_done_ones_are_in_time(well):
    task()
    task(since=ago(days=1), run_after=timezone.now() + timedelta(hours=1))
    task(since=ago(days=1), run_after=ago(seconds=5))
    task("SUCCESSFUL", since=ago(days=1), finished_at=ago(days=1))
    task("RUNNING", since=ago(days=1), started_at=ago(minutes=1))

    assert late() == []


def test_a_task_that_was_cut_off_is_told_and_goes_to_another_worker(well):
    row = task("RUNNING", started_at=ago(minutes=11), worker_ids=["one"])
    assert late() == ["tasks"]

    background.tend()

    row.refresh_from_db()
    assert (row.status, row.started_at) == ("READY", None)
    assert late() == []


def test_a_task_that_was_cut_off_three_times_is_given_up(well):
    ids = ["one", "two", "three"]
    row = task("RUNNING", started_at=ago(minutes=11), worker_ids=ids)

    background.tend()

    row.refresh_from_db()
    assert row.status == "FAILED"
    assert "cut off 3 times" in row.traceback


def test_what_is_long_done_is_thrown_away(well):
    task("SUCCESSFUL", finished_at=ago(days=15))
    kept = task("SUCCESSFUL", finished_at=ago(days=13))

    background.tend()

    assert [row.pk for row in DBTaskResult.objects.all()] == [kept.pk]


def test_where_tasks_are_kept_elsewhere_nothing_is_asked(well, monkeypatch):
    task(since=ago(minutes=2))
    monkeypatch.setattr(background, "tasks", lambda: None)

    background.tend()

    assert late() == []


def test_the_lights_cost_the_same_however_many_posts(
    well, index, django_assert_num_queries
):
    for _ in range(3):
        build.article(index)

    with django_assert_num_queries(7):
        lateness.lights()


def test_an_old_post_published_anew_is_looked_at_though_many_are_newer(well, index):
    old = build.article(index, published_at=build.moment(2009, 1, 1))
    for _ in range(3):
        build.article(index)
    old.save_revision().publish()
    SearchEntry.objects.filter(article=old).update(indexed_at=ago(days=1))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lateness, "NEWEST", 3)
        assert late() == ["index"]


def test_being_late_is_told_where_monitoring_asks_and_readers_stay(client, well):
    assert client.get("/readyz").json()["late"] == []
    Heartbeat.objects.update(at=ago(hours=1))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["late"] == ["scheduler"]


def test_the_dashboard_has_lights_for_who_runs_the_portal(client, quantri, well):
    client.force_login(quantri)
    task(since=ago(minutes=2))

    text = client.get("/admin/").content.decode()

    assert "Tác vụ nền: chậm" in text
    assert "Bộ hẹn giờ: đúng giờ" in text


def test_the_newsroom_is_told_only_when_something_is_late(client, bien, well):
    client.force_login(bien)
    assert "Tác vụ nền" not in client.get("/admin/").content.decode()
    task(since=ago(minutes=2))

    text = client.get("/admin/").content.decode()

    assert "Tác vụ nền: chậm" in text
    assert "Bộ hẹn giờ" not in text


def test_telling_forgets_no_kept_page(db, monkeypatch):
    told = []
    monkeypatch.setattr("news.touched.forget", lambda *names, **_: told.extend(names))

    lateness.beat("keep_time")

    assert told == []
