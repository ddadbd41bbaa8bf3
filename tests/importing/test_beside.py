"""What a process beside an import reads is what the import itself would have read."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from news.importers import beside, formats, reading_beside
from news.importers.document import Unreadable
from news.importers.pages import many
from news.management.commands import import_news
from tests.importing.test_many import rows

ROOT = Path(__file__).parents[2]
HEAD = "id,title,body,published,photo,tags"
ROW = "{0},Hội nghị số {0},<p>Họp lần {0}.</p>,2020-12-1{1},CumI.jpg,Thi đua"


def table(folder: Path, count: int, end: str = "") -> Path:
    path = folder / "tin.csv"
    rows = (ROW.format(number, number % 10) for number in range(count))
    path.write_text("\n".join([HEAD, *rows, end]), encoding="utf-8")
    return path


def here(path: Path) -> list:
    return list(formats.READERS["table"].read(path, None, ()))


@pytest.fixture
def always(monkeypatch):
    """However little there is to read, and however few the cores are."""
    monkeypatch.setattr(beside, "SMALLEST", 0)
    monkeypatch.setattr(beside, "cores", lambda: 2)


def test_the_posts_are_the_same_in_the_same_order(tmp_path):
    path = table(tmp_path, 50)

    assert list(beside.read("table", path)) == here(path)


def test_a_fault_comes_after_what_was_read_before_it(tmp_path):
    path = table(tmp_path, 5, end="6,Tin,Chữ,2020-12-18,,,quá,nhiều")
    documents = beside.read("table", path)

    came = [next(documents) for _ in range(5)]
    with pytest.raises(Unreadable) as told:
        next(documents)

    assert len(came) == 5
    with pytest.raises(Unreadable) as own:
        here(path)
    assert str(told.value) == str(own.value)


def test_what_a_lost_process_has_not_told_is_read_here(tmp_path, monkeypatch, caplog):
    path = table(tmp_path, 600)
    started = []
    monkeypatch.setattr(beside.subprocess, "Popen", noted(started))
    documents = beside.read("table", path)

    came = [next(documents)]
    os.kill(started[0].pid, signal.SIGKILL)
    came += documents

    assert came == here(path)
    assert "is read without it" in caplog.text


def test_all_is_read_here_where_no_process_begins(tmp_path, monkeypatch, caplog):
    path = table(tmp_path, 5)
    monkeypatch.setattr(beside.sys, "executable", str(tmp_path / "no-python"))

    assert list(beside.read("table", path)) == here(path)
    assert "did not begin" in caplog.text


def test_the_process_ends_when_nobody_asks_for_more(tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(beside.subprocess, "Popen", noted(started))
    documents = beside.read("table", table(tmp_path, 600))

    next(documents)
    documents.close()

    assert started[0].returncode is not None


def noted(started: list):
    usual = subprocess.Popen

    def begun(*args, **kwargs):
        started.append(usual(*args, **kwargs))
        return started[-1]

    return begun


KILLED = """
import signal
import sys
from pathlib import Path
from news.importers import beside
usual = beside.subprocess.Popen
def noted(*args, **kwargs):
    process = usual(*args, **kwargs)
    print(process.pid, flush=True)
    return process
beside.subprocess.Popen = noted
# Who began the tests may have told all of them not to mind it.
signal.signal(signal.SIGINT, signal.default_int_handler)
documents = beside.read("table", Path(sys.argv[1]))
next(documents)
print("came", flush=True)
input()
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_killed_leaves_no_process(tmp_path, sent):
    # More than a pipe takes: it waits for somebody who listens.
    path = table(tmp_path, 600)
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    reader = int(run.stdout.readline())
    assert run.stdout.readline() == "came\n"

    run.send_signal(sent)
    run.wait(timeout=30)

    assert is_gone(reader)
    run.communicate()


def is_gone(pid: int) -> bool:
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if state_of(pid) == "Z":
            return True  # Ended; nobody has asked what it ended with.
        time.sleep(0.1)
    return False


def state_of(pid: int) -> str:
    stat = Path(f"/proc/{pid}/stat")
    return stat.read_text().rpartition(")")[2].split()[0] if stat.exists() else ""


def test_no_more_waits_than_there_is_room_for():
    waiting = reading_beside.Waiting()
    waiting.put((reading_beside.DOCUMENT, b"x" * reading_beside.ROOM))
    second = reading_beside.threading.Thread(
        target=waiting.put, args=[(reading_beside.DOCUMENT, b"y")], daemon=True
    )
    second.start()
    second.join(timeout=0.2)

    assert second.is_alive()
    waiting.take()
    second.join(timeout=10)
    assert not second.is_alive()
    assert waiting.size == 1


STRANGE = """
import sys
sys.path[:] = sys.argv[1:]
from dataclasses import replace
from news.importers import reading_beside, table
usual = table.read
def read(*args):
    class OfItsOwn(Exception):
        pass
    for at, post in enumerate(usual(*args)):
        if at == 3:
            {strange}
        yield post
table.read = read
reading_beside.serve()
"""


@pytest.mark.parametrize(
    "strange", ["post = replace(post, title=lambda: 0)", 'raise OfItsOwn("so")']
)
def test_what_cannot_be_carried_is_read_here(tmp_path, monkeypatch, caplog, strange):
    path = table(tmp_path, 10)
    monkeypatch.setattr(beside, "BEGIN", STRANGE.format(strange=strange))

    assert list(beside.read("table", path)) == here(path)
    assert "it cannot tell what comes" in caplog.text
    assert "what follows post 3 is read without it" in caplog.text


NO_ITERATOR = """
import sys
sys.path[:] = sys.argv[1:]
from news.importers import reading_beside, table
def read(*args):
    {end}
table.read = read
reading_beside.serve()
"""


def test_a_reader_that_fails_at_once_or_gives_a_list_is_told_as_well(
    tmp_path, monkeypatch, caplog
):
    path = table(tmp_path, 3)

    monkeypatch.setattr(beside, "BEGIN", NO_ITERATOR.format(end="raise OSError(5)"))
    with pytest.raises(OSError, match="5"):
        list(beside.read("table", path))
    monkeypatch.setattr(beside, "BEGIN", NO_ITERATOR.format(end="return []"))
    assert list(beside.read("table", path)) == []

    assert caplog.text == ""


FLAGS = '''
import sys
from news.importers.beside import flags
from subprocess import check_output
code = """
import sys
print(sys.flags.utf8_mode, sys.flags.optimize, sys.warnoptions, sys._xoptions)
"""
print(check_output([sys.executable, *flags(), "-c", code], text=True))
'''


def test_the_process_has_the_flags_of_ours():
    options = ["-X", "utf8", "-X", "int_max_str_digits=5000", "-X", "no_debug_ranges"]
    usual = ["-OO", "-W", "error::UserWarning"]
    run = [sys.executable, *options, *usual, "-c", FLAGS]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    told = subprocess.check_output(run, env=environment, text=True)

    assert told.startswith("1 2 ['error::UserWarning'] ")
    options = {"utf8": True, "int_max_str_digits": "5000", "no_debug_ranges": True}
    assert told.strip().endswith(f"] {options}")


def test_little_one_core_and_word_files_are_read_by_the_import_itself(
    tmp_path, monkeypatch
):
    path = table(tmp_path, 5)
    monkeypatch.setattr(beside, "cores", lambda: 2)
    assert not beside.is_worth_it("table", path)

    monkeypatch.setattr(beside, "SMALLEST", 0)
    assert beside.is_worth_it("table", path)
    assert not beside.is_worth_it("docx", path)

    monkeypatch.setattr(beside, "cores", lambda: 1)
    assert not beside.is_worth_it("table", path)


@pytest.mark.django_db
@pytest.mark.indexes
@pytest.mark.parametrize("end", ["", "6,Tin,Chữ,2020-12-18,,,quá,nhiều"])
def test_the_database_is_the_same_with_and_without_it(
    index, tmp_path, monkeypatch, settings, always, end
):
    monkeypatch.setattr(many, "FEWEST", 1)
    monkeypatch.setattr(many, "BATCH", 8)
    path = table(tmp_path, 30, end)
    asked = []
    usual = beside.read
    monkeypatch.setattr(
        import_news.beside, "read", lambda *a: asked.append(a) or usual(*a)
    )

    ends = []
    for settings.NEWS_IMPORT_BESIDE in (False, True):
        assert not asked
        with transaction.atomic():
            ends.append((imported(path, tmp_path), rows()))
            transaction.set_rollback(True)

    assert len(asked) == 1
    assert ends[0] == ends[1]
    assert len(ends[0][0][1]) == 30 + bool(end)


def imported(path: Path, folder: Path):
    """What the command said on its error stream, and its report."""
    report, errors = folder / "report.jsonl", io.StringIO()
    options = {"stdout": io.StringIO(), "stderr": errors, "report": report}
    with suppress(CommandError):
        call_command("import_news", str(path), publish=True, **options)
    return errors.getvalue(), [*map(json.loads, report.read_text().splitlines())]
