"""The units that an officer copies start what there is, with what they are given."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import get_commands
from granian.cli import cli

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
UNITS = ROOT / "deploy/systemd"
SERVICES = sorted(UNITS.glob("*.service"), key=lambda path: path.name)
EXAMPLE = ROOT / "deploy/environment.example"


def names(paths):
    return [path.name for path in paths]


def started(unit: Path) -> list[str]:
    text = unit.read_text().replace("\\\n", " ")
    return re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)


@pytest.mark.parametrize("unit", SERVICES, ids=names(SERVICES))
def test_a_unit_starts_a_command_that_there_is(unit):
    assert started(unit)
    for text in started(unit):
        command = shlex.split(text)
        if asked := re.search(r"manage\.py (\w+)", " ".join(command)):
            assert asked[1] in get_commands()
        else:
            at = command.index("granian")
            with cli.make_context("granian", command[at + 1 :]) as context:
                assert context.params["app"] == "portal.wsgi:application"


@pytest.mark.parametrize("unit", SERVICES, ids=names(SERVICES))
def test_a_unit_may_not_do_more_than_it_needs(unit):
    text = unit.read_text()

    assert "User=bantin\n" in text
    assert "ProtectSystem=strict\n" in text
    assert "NoNewPrivileges=yes\n" in text


def test_a_command_by_hand_runs_as_the_units_do():
    by_hand, units = ROOT / "deploy/bantin", UNITS / "bantin-tasks.service"
    text = by_hand.read_text().replace("--uid=", "User=").replace("-p ", "")
    words = text.replace("--working-directory", "WorkingDirectory").split()

    for line in units.read_text().splitlines():
        if re.match("User|WorkingDirectory|EnvironmentFile|UMask", line):
            assert line in words
    assert "/srv/bantin/.venv/bin/python manage.py " in text
    assert os.access(by_hand, os.X_OK)


def test_systemd_understands_them(tmp_path):
    """Paths are made those of this checkout: systemd looks whether they are there."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd here")
    for unit in UNITS.glob("bantin*.*"):
        if unit.suffix in {".service", ".timer", ".target"}:
            text = unit.read_text()
            text = text.replace("/srv/bantin/.venv/bin/python", sys.executable)
            (tmp_path / unit.name).write_text(text.replace("/srv/bantin", str(ROOT)))

    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_nginx_clears_its_own_socket_away_before_it_starts():
    """One that was killed leaves it, and no other could listen there."""
    listened = ROOT / "deploy/nginx/bantin/seconds.conf"
    told = (UNITS / "nginx.service.d/bantin.conf").read_text()

    (socket,) = re.findall(r"listen unix:(\S+);", listened.read_text())

    assert f"ExecStartPre=/bin/rm -f {socket}\n" in told
    assert "Restart=on-failure\n" in told


def example() -> dict[str, str]:
    lines = EXAMPLE.read_text().splitlines()
    pairs = (line.split("=", 1) for line in lines if line and line[0] != "#")
    return dict(pairs)


# Whoever has run `make run` here has demo accounts, of which a check would tell.
OF_ITS_OWN = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "x" * 40 + "abcdefghij",
    "DATABASE_URL": "sqlite://:memory:",
}


AWAY = {"DATABASE_URL": "postgres://x:y@127.0.0.1:1/z"}


def checked(**environment: str) -> subprocess.CompletedProcess[str]:
    given = {
        name: value
        for name, value in (example() | environment).items()
        if name not in {"DATABASE_URL", "CACHE_URL"} or name in environment
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=OF_ITS_OWN | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_filled_in_is_ready_for_the_public():
    done = checked(SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyz" * 2)

    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_missing_is_named_all_at_once():
    done = checked(
        SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        SITE_URL="http://tin.example.gov.vn",
        ALLOWED_HOSTS="khac.example.gov.vn",
        TRUSTED_PROXIES="",
        EMAIL_URL="consolemail://",
        DEFAULT_FROM_EMAIL="bantin@localhost",
        SECOND_FACTOR="off",
    )

    assert done.returncode == 1
    assert sorted(re.findall(r"portal\.W\d+", done.stderr)) == [
        f"portal.W00{number}" for number in range(1, 7)
    ]


def test_the_secret_has_to_be_filled_in():
    done = checked(SECRET_KEY="")

    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


def test_a_database_that_is_away_is_named_at_once():
    began = time.monotonic()

    done = checked(SECRET_KEY="x" * 50, METRICS_FOLDER="", **AWAY)

    assert done.returncode == 1
    assert "portal.E003" in done.stderr
    assert time.monotonic() - began < 40  # It was a minute and more.


def test_what_is_wrong_with_the_settings_is_said_in_a_line():
    assert len(checked(SECRET_KEY="").stderr.splitlines()) == 1


def test_every_value_of_the_example_is_explained():
    settings = (ROOT / "docs/settings.md").read_text()
    asked = set(example()) - {"DJANGO_SETTINGS_MODULE"}

    assert {name for name in asked if f"`{name}`" not in settings} == set()
