"""When something breaks a person meets a page, and an operator meets a name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from news.models import NewsIndexPage

ROOT = Path(__file__).parent.parent
ALL = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "tin.example.org",
    "SITE_URL": "https://tin.example.org",
}


def test_a_fault_of_ours_is_a_page_in_vietnamese_without_a_trace(
    client, index, monkeypatch
):
    client.raise_request_exception = False
    monkeypatch.setattr(NewsIndexPage, "everything", _broken)

    response = client.get("/tin-tuc/")

    shown = response.content.decode()
    assert response.status_code == 500
    assert "Hiện chưa hiển thị được trang này" in shown
    assert "secret detail" not in shown


@pytest.mark.parametrize("address", ["/tin-tuc/", "/tim-kiem/", "/tin-tuc/rss.xml"])
def test_an_address_of_too_many_parts_is_answered_in_the_sites_dress(
    client, index, settings, address
):
    parts = range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)

    response = client.get(f"{address}?{'&'.join(f'a{part}=' for part in parts)}")

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 400
    assert page.select_one(".masthead")
    # Nothing was written, so there is nothing to say about saving.
    assert page.select_one("h1").text == "Không đọc được yêu cầu"
    assert "rút ngắn địa chỉ" in page.select_one("main").text


def test_without_its_database_the_portal_says_so_and_stays_up(client, db, monkeypatch):
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(BaseDatabaseWrapper, "cursor", _away)
        home, alive, ready = map(client.get, ("/", "/healthz", "/readyz"))

    assert (home.status_code, alive.status_code) == (500, 200)
    assert (ready.status_code, ready.json()["database"]) == (503, False)


def test_a_database_without_pages_serves_nobody(client, db):
    """Such a one SQLite makes in the place of a file that was lost."""
    with connection.execute_wrapper(without_tables):
        ready = client.get("/readyz")

    assert (ready.status_code, ready.json()["database"]) == (503, False)


def without_tables(execute, sql, *given):
    if " FROM " in sql:
        raise OperationalError("no such table")
    return execute(sql, *given)


@pytest.mark.parametrize("missing", sorted(ALL))
def test_production_names_the_value_it_lacks(missing):
    run = _production({name: value for name, value in ALL.items() if name != missing})

    assert run.returncode != 0
    assert missing in run.stderr


def test_production_starts_with_what_it_asks_for():
    run = _production(ALL)

    assert run.returncode == 0, run.stderr


ASKED_TWICE = """
from django.core.signals import request_finished, request_started
from django.db import connection
connection.ensure_connection()
first = connection.connection
request_finished.send(None)
request_started.send(None)
print("the same" if connection.connection is first else "another")
"""


def test_production_keeps_its_connection_to_a_file_from_page_to_page(tmp_path):
    file = {"DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}"}

    run = _production(ALL | file, "shell", "--no-imports", "-c", ASKED_TWICE)

    assert run.stdout.strip() == "the same", run.stderr


def _production(
    environment: dict[str, str], *command: str
) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:///:memory:"}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ["check"])],
        cwd=ROOT,
        env=kept
        | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _broken(*args, **kwargs):
    raise RuntimeError("secret detail")


def _away(*args, **kwargs):
    raise OperationalError("the database is away")


@pytest.mark.parametrize("command", ["verify_audit", "import_news", "migrate"])
def test_a_command_without_its_database_says_so_in_a_line(tmp_path, command):
    path = tmp_path / "tin.txt"
    path.write_text("Tin\n\nSubmitted by a on T2, 07/13/2020 - 15:21\n\nHội nghị.")
    argument = [str(path)] if command == "import_news" else []
    nowhere = {"DATABASE_URL": "postgres://x:y@127.0.0.1:1/z"}

    done = subprocess.run(
        [sys.executable, "manage.py", command, *argument],
        cwd=ROOT,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "The database cannot be reached: connection failed" in done.stderr
    assert "Traceback" not in done.stderr
