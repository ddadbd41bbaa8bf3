"""Schedulers that are killed, and two at once: real processes, a file of data."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

CLERK = Path(__file__).parent / "clerk.py"
ROOT = CLERK.parent.parent.parent
PUBLISHED = {"live": True, "logged": 1, "waiting": 0}

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="copies the database's file"
)


def copy(source: Path | str, target: Path) -> Path:
    with (
        closing(sqlite3.connect(source)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
    return target


def start(database: Path, *command: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": f"sqlite:///{database}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def prepared(django_db_setup, tmp_path_factory) -> Path:
    """A database with one post that is due."""
    folder = tmp_path_factory.mktemp("clerk")
    database = copy(connection.settings_dict["NAME"], folder / "prepared.sqlite3")
    clerk = start(database, str(CLERK), "prepare")
    told = clerk.communicate()
    assert clerk.returncode == 0, told
    return database


@pytest.fixture
def database(prepared, tmp_path) -> Path:
    return copy(prepared, tmp_path / "portal.sqlite3")


@pytest.fixture
def run(database):
    """Starts a program on a database of its own."""
    return partial(start, database)


def seen(database: Path) -> dict:
    """Read from the file itself: a process of Django's for it would cost a second."""
    with closing(sqlite3.connect(database, timeout=20)) as file:
        [(live, logged, waiting)] = file.execute(
            """
            SELECT
                (SELECT live FROM wagtailcore_page JOIN news_articlepage
                    ON page_ptr_id = id),
                (SELECT count(*) FROM wagtailcore_pagelogentry
                    WHERE action = 'wagtail.publish.scheduled'),
                (SELECT count(*) FROM wagtailcore_revision
                    WHERE approved_go_live_at IS NOT NULL)
            """
        )
    return {"live": bool(live), "logged": logged, "waiting": waiting}


def is_live_within(seconds: int, database: Path) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if seen(database)["live"]:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("statement", [25, 9999])
def test_a_scheduler_that_was_killed_loses_and_repeats_nothing(
    run, database, statement
):
    killed = run(str(CLERK), "die", str(statement))
    assert killed.wait(60) == -signal.SIGKILL
    assert seen(database)["live"] == (statement == 9999)

    again = run("manage.py", "run_scheduler", "--once")

    assert again.wait(60) == 0
    assert seen(database) == PUBLISHED


def test_two_schedulers_at_once_publish_once(run, database):
    both = [run("manage.py", "run_scheduler", "--once") for _ in range(2)]

    told = [scheduler.communicate()[1] for scheduler in both]

    assert [scheduler.returncode for scheduler in both] == [0, 0]
    assert "failed" not in "".join(told)
    assert seen(database) == PUBLISHED


def test_a_running_scheduler_publishes_by_itself_and_ends_when_told(run, database):
    scheduler = run("manage.py", "run_scheduler")
    try:
        seen_live = is_live_within(60, database)
    finally:
        scheduler.terminate()

    assert seen_live
    assert scheduler.wait(10) == 0
