"""A worker that is killed at any point leaves nothing lost, doubled or half-published.

`make test-faults` runs them; `KILLED_POINTS` says at how many points of each act.
"""

import json
import os
import subprocess
import sys
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
    places = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    folder = tmp_path_factory.mktemp("faults")
    program = [sys.executable, "-m", "tests.faults.killing", database, folder]
    told = subprocess.run(
        [*program, str(POINTS), *ACTS],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": places},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answers = map(json.loads, told.stdout.splitlines())
    return {answer["name"]: answer for answer in answers}


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
