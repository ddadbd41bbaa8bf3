"""The portal as a province runs it: PostgreSQL, Redis, a bucket, nginx, some workers.

The units that an officer copies say what is started; nginx has the configuration that
is copied with them.
"""

import http.client
import json
import os
import re
import shlex
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT, SIGHUP, SIGSTOP

import psycopg
import redis
from psycopg import sql

from tests import migrated
from tests.deploy import nginx
from tests.deploy.processes import ROOT, started
from tests.objects.server import KEYS, client

UNITS = ROOT / "deploy/systemd"
DATABASES = os.environ.get("DATABASE_URL") or "postgres:///postgres"
# Beyond those that the workers of other tests clear.
CACHE = (
    os.environ.get("CACHE_URL", "redis://127.0.0.1:6379/0").rpartition("/")[0] + "/9"
)
PATIENCE = 120  # seconds until a server listens, on a machine that does much else


@dataclass(frozen=True)
class Site:
    front: nginx.Front
    environment: dict[str, str]
    web: subprocess.Popen
    objects: subprocess.Popen

    @property
    def address(self) -> str:
        return self.environment["SITE_URL"]

    def manage(self, *command: str, **other: str) -> str:
        return manage(self.environment | other, *command)

    def told(self, expression: str, **other: str) -> object:
        """What a line of Python finds in the database."""
        code = (
            f"import json; from news.models import *; print(json.dumps({expression}))"
        )
        return json.loads(self.manage("shell", "--no-imports", "-c", code, **other))

    def reader(self) -> "Reader":
        return Reader(nginx.NAME, self.front.port, timeout=30)

    def reload(self) -> None:
        """As `systemctl reload bantin-web` does."""
        self.web.send_signal(SIGHUP)

    @contextmanager
    def silent_bucket(self) -> Iterator[None]:
        """It takes what is sent, and never answers."""
        self.objects.send_signal(SIGSTOP)
        try:
            yield
        finally:
            self.objects.send_signal(SIGCONT)


class Reader(http.client.HTTPSConnection):
    """One connection that is kept, over TLS, by the name of the site."""

    trust = ssl._create_unverified_context()  # noqa: S323 - a certificate of our own

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self.trust.wrap_socket(plain, server_hostname=nginx.NAME)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        self.request(method, path, headers=headers)
        answer = self.getresponse()
        return answer.status, answer.read()


def manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stderr[-2000:]}"
    return done.stdout


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        enter = stack.enter_context
        port = nginx.free_port()
        objects, endpoint = enter(bucket_server())
        # What was migrated already in this run of checks; `prepare` does the rest.
        own = enter(database(migrated.template()))
        environment = surroundings(folder, own, endpoint)
        front = enter(
            nginx.running(
                folder, f"127.0.0.1:{port}", ROOT / "var", workers=2, bucket=True
            )
        )
        environment["SITE_URL"] = f"https://{nginx.NAME}:{front.port}"
        prepare(environment)
        web, *_ = enter(services(environment, port, folder / "log"))
        wait_for(port, folder / "log")
        yield Site(front, environment, web, objects)


@contextmanager
def database(template: str | None = None) -> Iterator[str]:
    """A new one, which goes with its user; empty, or as another is."""
    name = f"bantin_production_{os.getpid()}_{time.time_ns() % 1000}"
    server, _, _ = DATABASES.rpartition("/")
    with psycopg.connect(DATABASES, autocommit=True) as c:
        source = sql.Identifier(template or "template1")
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        c.execute(made.format(sql.Identifier(name), source))
        try:
            yield f"{server}/{name}"
        finally:
            gone = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            c.execute(gone.format(sql.Identifier(name)))


@contextmanager
def bucket_server() -> Iterator[tuple[subprocess.Popen, str]]:
    port = nginx.free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with started(command, Path(os.devnull)) as server:
        wait_for(port)
        yield server, f"http://127.0.0.1:{port}"


def wait_for(port: int, log: Path | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    said = log.read_text()[-3000:] if log else ""
    raise RuntimeError(f"nothing listens on {port}\n{said}")


def surroundings(folder: Path, database: str, endpoint: str) -> dict[str, str]:
    """/etc/bantin/bantin.env, with the values of this place."""
    given = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "SECRET_KEY": "chi-de-thu-khong-dung-o-dau-khac-" * 2,
        "ALLOWED_HOSTS": nginx.NAME,
        "SITE_URL": f"https://{nginx.NAME}",
        "DATABASE_URL": database,
        "CACHE_URL": CACHE,
        "TRUSTED_PROXIES": "127.0.0.1",
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "DEFAULT_FROM_EMAIL": "Bản Tin <bantin@example.gov.vn>",
        "PAGE_CACHE": str(folder / "pages"),
        "IMPORT_FOLDER": str(folder / "imports"),
        "MEDIA_ROOT": str(folder / "media"),
        "METRICS_FOLDER": str(folder / "metrics"),
        "PHOTO_FORMATS": "webp",
    }
    return os.environ | given | bucket(endpoint, "tin")


def bucket(endpoint: str, name: str) -> dict[str, str]:
    """A new one, and what the settings call it."""
    place = {"bucket": name, "endpoint": endpoint, "region": "us-east-1", **KEYS}
    client(place).create_bucket(Bucket=name)
    return {f"S3_{key.upper()}": value for key, value in place.items()}


def prepare(environment: dict[str, str]) -> None:
    """What docs/operating.md has an officer do before the first start."""
    for command in (
        ("migrate", "--verbosity=0"),
        ("collectstatic", "--noinput", "--verbosity=0"),
        ("set_up_news",),
    ):
        manage(environment, *command)
    # Of an earlier run.
    redis.from_url(environment["CACHE_URL"]).flushdb()


@contextmanager
def services(
    environment: dict[str, str], port: int, log: Path
) -> Iterator[list[subprocess.Popen]]:
    with ExitStack() as stack:
        units = ("bantin-web", "bantin-scheduler", "bantin-tasks")
        commands = [command_of(unit, port) for unit in units]
        yield [stack.enter_context(started(one, log, environment)) for one in commands]


def command_of(unit: str, port: int) -> list[str]:
    text = (UNITS / f"{unit}.service").read_text().replace("\\\n", " ")
    found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)[1]
    found = found.replace("/srv/bantin/.venv/bin/python", sys.executable)
    return shlex.split(
        found.replace("/srv/bantin", str(ROOT)).replace("8000", str(port))
    )
