"""A bench says what it measured: a run that measured nothing is begun anew."""

import os
from pathlib import Path

import pytest

from bench.lighthouse import answered

LOST = "Something went wrong with recording the trace over your page load."


@pytest.fixture
def lighthouse(tmp_path: Path):
    """One that fails as often as it is told to, and counts how often it was asked."""
    asked = tmp_path / "asked"

    def failing(times: int, error: str) -> tuple[int, int]:
        script = tmp_path / "lighthouse"
        script.write_text(
            f"#!/bin/sh\necho >> {asked}\n"
            f'[ $(wc -l < {asked}) -gt {times} ] || {{ echo "{error}" >&2; exit 1; }}\n'
        )
        script.chmod(0o700)
        done = answered([str(script)], dict(os.environ))
        return done.returncode, len(asked.read_text())

    return failing


@pytest.mark.parametrize(("times", "ends"), [(0, (0, 1)), (2, (0, 3)), (3, (1, 3))])
def test_lighthouse_is_asked_again_where_it_lost_its_trace(lighthouse, times, ends):
    assert lighthouse(times, f"{LOST} (NO_NAVSTART)") == ends


def test_lighthouse_is_not_asked_again_for_what_is_wrong(lighthouse):
    assert lighthouse(1, f"{LOST} (NO_FCP)") == (1, 1)
