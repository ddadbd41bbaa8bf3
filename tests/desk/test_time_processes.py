"""Schedulers that are killed, and two at once: real processes, a file of data."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

CLERK = Path(__file__).parent / "clerk.py"
ROOT = CLERK.parent.parent.parent
PUBLISHED = {"live": True, "logged": 1, "waiting": 0}

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="copies the database's file"
)


@pytest.fixture
def run(django_db_setup, tmp_path):
    """Starts a program on a database of its own with one post that is due."""
    database = tmp_path / "portal.sqlite3"
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(database)) as copy,
    ):
        source.backup(copy)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
    }

    def start(*command: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    prepared = start(str(CLERK), "prepare")
    told = prepared.communicate()
    assert prepared.returncode == 0, told
    return start


def seen(run) -> dict:
    return json.loads(run(str(CLERK), "look").communicate()[0])


@pytest.mark.parametrize("statement", [4, 25, 9999])
def test_a_scheduler_that_was_killed_loses_and_repeats_nothing(run, statement):
    killed = run(str(CLERK), "die", str(statement))
    assert killed.wait(60) == -signal.SIGKILL
    assert seen(run)["live"] == (statement == 9999)

    again = run("manage.py", "run_scheduler", "--once")

    assert again.wait(60) == 0
    assert seen(run) == PUBLISHED


def test_two_schedulers_at_once_publish_once(run):
    both = [run("manage.py", "run_scheduler", "--once") for _ in range(2)]

    told = [scheduler.communicate()[1] for scheduler in both]

    assert [scheduler.returncode for scheduler in both] == [0, 0]
    assert "failed" not in "".join(told)
    assert seen(run) == PUBLISHED


def test_a_running_scheduler_publishes_by_itself_and_ends_when_told(run):
    scheduler = run("manage.py", "run_scheduler")
    try:
        seen_live = any(seen(run)["live"] for _ in range(3))
    finally:
        scheduler.terminate()

    assert seen_live
    assert scheduler.wait(10) == 0
