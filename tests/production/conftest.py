"""One site for all tests of the stage; they run in the order in which they stand."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.production import site as production
from tests.production.site import ROOT, Site

POSTS = 300


class Writer:
    """Does what it is told, and waits until it is done."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process

    def does(self, act: str, *words: str) -> str:
        self.process.stdin.write(json.dumps([act, *words]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"{act} {words}: the writer has ended"
        return json.loads(answer)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    with production.running(tmp_path_factory.mktemp("site")) as running:
        running.manage("make_posts", str(POSTS), "--verbosity=0")
        yield running


@contextmanager
def at_work(site: Site) -> Iterator[Writer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.production.writer"],
        cwd=ROOT,
        env=site.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Writer(process)
    finally:
        process.stdin.close()
        process.wait(30)


@pytest.fixture
def writer(site: Site) -> Iterator[Writer]:
    with at_work(site) as writer:
        yield writer
