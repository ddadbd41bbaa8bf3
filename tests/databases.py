"""One database is migrated and furnished, and every worker of the tests copies it.

It is made beside the workers while they still collect their tests, and goes when they
have ended. Run alone, or with `--reuse-db`, the tests make their own as ever.
"""

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from wagtail.hooks import search_for_hooks

from tests import migrated

ROOT = Path(__file__).parent.parent
READY, FAILED = "ready", "failed"
PATIENCE = 900


def begun(folder: Path) -> subprocess.Popen:
    """The process that makes the first one, and keeps it until its input ends."""
    places = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.databases", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": places},
        stdin=subprocess.PIPE,
    )


def ended(process: subprocess.Popen) -> None:
    process.stdin.close()
    process.wait()


@contextmanager
def copied(folder: Path, worker: str) -> Iterator[None]:
    """The connection leads to a copy of the first one."""
    await_ready(folder)
    # Wagtail learns of the registers with its hooks, as in a server or a command.
    search_for_hooks()
    creation = connection.creation
    connection.close()
    connection.settings_dict["NAME"] = creation._get_test_db_name()
    creation.clone_test_db(worker, verbosity=0, autoclobber=True)
    creation.setup_worker_connection(worker)
    yield
    creation.destroy_test_db(verbosity=0)


def await_ready(folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not (folder / READY).exists():
        if (folder / FAILED).exists():
            raise RuntimeError((folder / FAILED).read_text())
        if time.monotonic() > until:
            raise RuntimeError(f"No database to copy after {PATIENCE} seconds.")
        time.sleep(0.1)


def begin_migrated() -> bool:
    """Whether the test database is one already that needs to be migrated no more."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        return migrated.begin(Path(name))
    template = migrated.template()
    if template:
        migrated.made_from(template, name)
    return bool(template)


def keep_migrated() -> None:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        migrated.keep(Path(name))
        return
    # What is open cannot be copied.
    connection.close()
    migrated.keep_template(name)


def keep_one(folder: Path) -> None:
    try:
        django.setup()
        begun = begin_migrated()
        connection.creation.create_test_db(
            0, autoclobber=True, keepdb=begun, serialize=False
        )
        keep_migrated()
        call_command("set_up_news", verbosity=0)
        # What is open cannot be copied.
        connection.close()
    except BaseException:
        (folder / FAILED).write_text(traceback.format_exc())
        raise
    (folder / READY).touch()
    sys.stdin.read()
    connection.creation.destroy_test_db(verbosity=0)


if __name__ == "__main__":
    keep_one(Path(sys.argv[1]))
