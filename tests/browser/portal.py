"""The portal as `make run` starts it, on a database of its own.

The first start makes the demo's posts and photos. It is made once; every worker of the
tests goes on from a copy, as whoever starts the portal a second time.
"""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests import migrated

ROOT = Path(__file__).parent.parent.parent
# One address of each kind of page that readers have, by its name.
PAGES = "pages.json"
DATABASE = "portal.sqlite3"
PASSWORD = "mat-khau-thu"
# How a Chromium keeps to itself.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The same Chromium without its windows, where it is: a third of the work."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, "This needs Debian's package chromium-headless-shell, or chromium."
    return found


@dataclass(frozen=True)
class Portal:
    address: str
    environment: dict[str, str]

    def manage(self, *command: str) -> str:
        """The portal's own command line, beside the running server."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def staged(self, stage: str) -> dict:
        """What a function of one of the rooms put or found in the database."""
        rooms = "from tests.browser import hostile, readers, stage"
        code = f"import json; {rooms}; print(json.dumps({stage}))"
        return json.loads(self.manage("shell", "--no-imports", "-c", code))


def prepared(shared: Path) -> Path:
    """A portal's folder after the first start, when nothing is left to do."""
    first = shared / "first-portal"
    with (shared / "first-portal.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (first / PAGES).exists():
            shutil.rmtree(first, ignore_errors=True)
            first.mkdir()
            migrated.begin(first / DATABASE)
            with running(first) as portal:
                pages = portal.staged("readers.pages()")
                # Beside the portal's own worker: the others are waiting.
                portal.manage("db_worker", "--batch", "--no-reload", "-v", "0")
            (first / PAGES).write_text(json.dumps(pages))
    return first


@contextmanager
def running(folder: Path, photo_formats: str = "webp") -> Iterator[Portal]:
    """Without AVIF, which would keep the processor busy while tests run."""
    port = _free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.local",
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "MEDIA_ROOT": str(folder / "media"),
        "PAGE_CACHE": str(folder / "pages"),
        "IMPORT_FOLDER": str(folder / "imports"),
        "DEMO_PASSWORD": PASSWORD,
        "PHOTO_FORMATS": photo_formats,
    }
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/readyz", server, log)
        yield Portal(address, environment)
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"no portal after ten minutes:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
