"""A worker that is killed at any point leaves nothing lost, doubled or half-published.

`make test-faults` runs them; `KILLED_POINTS` says at how many points of each act.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from .acts import ACTS, POINTS

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.django_db, pytest.mark.faults]


@pytest.fixture(scope="module")
def ends(django_db_setup, tmp_path_factory) -> dict[str, dict]:
    database = connection.settings_dict["NAME"]
    # PostgreSQL copies only what nobody uses; the tests themselves ask it nothing.
    connection.close()
    folder = tmp_path_factory.mktemp("faults")
    with ThreadPoolExecutor() as side_by_side:
        told = side_by_side.map(partial(killed, database, folder), shared_out())
        return {answer["name"]: answer for answers in told for answer in answers}


def shared_out() -> list[list[str]]:
    """The acts, on so many programs as there are processors."""
    parts = os.cpu_count() or 1
    return [names for at in range(parts) if (names := list(ACTS)[at::parts])]


def killed(database: str, folder: Path, names: list[str]) -> list[dict]:
    places = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    program = [sys.executable, "-m", "tests.faults.killing", database, folder]
    told = subprocess.run(
        [*program, str(POINTS), *names],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": places},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.mark.parametrize("name", list(ACTS))
def test_what_was_killed_is_never_half_done(ends, name):
    told = ends[name]

    assert told["whole"]["half"] == []
    assert len(told["ends"]) >= min(POINTS, told["steps"])
    assert all(end["killed"] for end in told["ends"].values())
    assert {at: end["after"] for at, end in told["ends"].items() if end["after"]} == {}


@pytest.mark.parametrize("name", list(ACTS))
def test_what_was_killed_ends_as_if_it_had_not_been(ends, name):
    whole = ends[name]["whole"]

    differing = {
        at: {key: (end[key], whole[key]) for key in whole if end[key] != whole[key]}
        for at, end in ends[name]["ends"].items()
    }

    assert {at: found for at, found in differing.items() if found} == {}
