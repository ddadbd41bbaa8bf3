"""A bench says what it measured: a run that measured nothing is begun anew."""

import doctest
import importlib
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.lighthouse import answered
from bench.odd import requests, send_all
from bench.speed import beside, client, processes, tables, targets
from bench.speed.targets import Target

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


@pytest.fixture
def imports(monkeypatch):
    monkeypatch.syspath_prepend(
        str(Path(sys.modules["bench.lighthouse"].__file__).parent)
    )
    return importlib.import_module("bench.import")


def test_an_import_that_brought_nothing_was_not_measured(imports):
    for output in ("", "came 0 1.5 1.0 200", "Run 3: --undo 3 takes it back"):
        with pytest.raises(SystemExit, match="measured nothing"):
            imports.figure_in(output)


def test_an_import_is_measured_whatever_else_was_printed(imports):
    figure = imports.figure_in("a warning\ncame 1000 20.5 14.25 210\n")

    assert (figure.posts, figure.memory) == (1000, 210)
    assert round(figure.rate) == 49


def test_the_same_rows_come_for_the_same_name(imports):
    first, again = (list(imports.rows("few-0", 5)) for _ in range(2))

    assert first == again
    assert len({row["title"] for row in first}) == 5
    assert all(set(row) == set(imports.COLUMNS) for row in first)


class Broken(BaseHTTPRequestHandler):
    """Fails where it is asked for a word, and otherwise answers nothing at all."""

    def handle_one_request(self) -> None:
        line = self.rfile.readline()
        if b"?" in line:
            self.wfile.write(b"HTTP/1.1 500 Fault\r\nContent-Length: 0\r\n\r\n")


def test_odd_requests_find_a_server_that_fails():
    server = HTTPServer(("127.0.0.1", 0), Broken)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"

    told = send_all(address, requests(1, 40, ["/"]))
    server.shutdown()

    assert {status for status, _ in told.wrong} == {"500", "RemoteDisconnected"}
    assert len(told.wrong) == told.statuses.total() == 40


def test_odd_requests_are_the_same_for_the_same_seed():
    assert [*requests(3, 50, ["/"])] == [*requests(3, 50, ["/"])]
    assert [*requests(3, 50, ["/"])] != [*requests(4, 50, ["/"])]


@pytest.mark.once
@pytest.mark.parametrize(
    "module",
    [beside, client, processes, tables, targets],
    ids=lambda module: module.__name__,
)
def test_the_bench_does_what_its_examples_say(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.once
def test_a_target_that_was_missed_is_said_so():
    reached = Target("index: growth", 1.19, most=1.2)
    missed = Target("index: share of a file", 0.89, least=0.9)

    lines = tables.targets([reached, missed]).splitlines()[2:]

    assert [line.split(" | ")[-1] for line in lines] == ["reached |", "**missed** |"]


@pytest.mark.once
def test_what_a_process_has_started_counts_as_its_own():
    script = "while :; do :; done & echo; wait"
    shell = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE)
    shell.stdout.readline()

    while processes.spent(family := processes.family(shell.pid)) < 50:
        assert shell.poll() is None

    assert processes.spent([shell.pid]) < processes.spent(family)
    assert processes.held(family) > processes.held([shell.pid]) > 0
    for pid in reversed(family):
        os.kill(pid, 15)
    shell.wait(5)
    assert processes.spent([shell.pid]) == 0


@pytest.mark.once
def test_less_than_a_tick_of_work_is_seen():
    before = processes.spent([os.getpid()])

    sum(range(1000))

    assert 0 < processes.spent([os.getpid()]) - before < 10


class InPieces(BaseHTTPRequestHandler):
    """Answers what was asked for, in two pieces."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.path)))
        self.end_headers()
        for piece in (self.path[:1], self.path[1:]):
            self.wfile.write(piece.encode())

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


@pytest.mark.once
def test_each_who_asks_gets_a_whole_answer():
    server = ThreadingHTTPServer(("127.0.0.1", 0), InPieces)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, asked = server.server_port, client.request("/tin-tuc/")

    with client.Line(port) as line:
        one = client.burst([line], asked, 3)
    crowd = client.at_once(port, asked, 20)
    server.shutdown()

    assert {answer.body for answer in [one, *crowd]} == {b"/tin-tuc/"}
    assert len(crowd) == 20
