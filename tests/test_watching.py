"""Figures, lines of the log and errors: all that is needed, and nothing of a person."""

import io
import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sentry_sdk
import structlog
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from sentry_sdk.transport import Transport

from portal import watching
from portal.watching import errors
from portal.watching.acts import COUNTED, counter_of
from portal.watching.lines import FORMATTERS
from portal.watching.numbering import numbered

ROOT = Path(__file__).parent.parent
TOKEN = "mot-loi-hen-du-dai-de-khong-doan-duoc"
PERSON = ("bien-va-mat-khau", "203.0.113.7")
GIVEN = {"authorization": f"Bearer {TOKEN}"}

PROCESS = """
import django, sys
django.setup()
from django.contrib.auth.signals import user_login_failed
from wagtail.signals import page_published
from portal.watching.counting import counted

def application(environ, start):
    start("200 OK", [("Cache-Status", environ["how"])])
    return [b""]

# What else listens would look for the post.
for signal in (page_published, user_login_failed):
    every = signal.receivers
    signal.receivers = [one for one in every if "portal.watching" in str(one[0][0])]
serve = counted(application)
for how in sys.argv[1:]:
    serve({"how": how}, lambda *told: None)
page_published.send(None, instance=None, revision=None)
user_login_failed.send("axes", credentials={"username": "bien"}, request=None)
"""


@pytest.fixture
def watched(settings, tmp_path):
    settings.METRICS_TOKEN = TOKEN
    settings.METRICS_FOLDER = tmp_path / "metrics"
    settings.METRICS_FOLDER.mkdir()
    yield settings
    settings.METRICS_TOKEN = ""
    watching.begin()
    for act, signal in COUNTED.items():
        signal.disconnect(dispatch_uid=f"portal.watching.{act}")


def figures(client) -> dict[str, float]:
    told = client.get("/metrics", headers=GIVEN)
    lines = told.content.decode().splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


def count_in_a_process(folder: Path, *how: str) -> None:
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    own = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "PYTHONPATH": path}
    own |= {"METRICS_TOKEN": TOKEN, "METRICS_FOLDER": str(folder)}
    command = [sys.executable, "-c", PROCESS, *how]
    subprocess.run(command, env=os.environ | own, check=True)


@pytest.mark.django_db
def test_what_several_processes_counted_is_added_up(client, watched):
    hit, stale = "BanTin; hit", "BanTin; miss"
    count_in_a_process(watched.METRICS_FOLDER, hit, hit, stale)
    count_in_a_process(watched.METRICS_FOLDER, hit)

    told = figures(client)

    assert told['bantin_requests_total{by="page",status="2xx"}'] == 3
    assert told['bantin_requests_total{by="django",status="2xx"}'] == 1
    assert told['bantin_request_seconds_count{by="page"}'] == 3
    assert told['bantin_acts_total{act="published"}'] == 2
    assert told['bantin_acts_total{act="sign_in_failed"}'] == 2
    assert not [name for name in told if "bien" in name]


@pytest.mark.django_db
def test_a_process_that_counts_nothing_leaves_no_file(watched):
    watching.begin()

    assert watching.is_counting()
    assert list(watched.METRICS_FOLDER.iterdir()) == []


@pytest.mark.django_db
def test_what_is_late_and_away_is_told(client, watched, monkeypatch):
    light = SimpleNamespace(name="scheduler", is_late=True)
    monkeypatch.setattr("portal.watching.scraping.lights", lambda: [light])

    told = figures(client)

    assert told['bantin_up{what="database"}'] == 1
    assert told['bantin_up{what="cache"}'] == 1
    assert told['bantin_late{what="scheduler"}'] == 1
    assert told["bantin_tasks_waiting"] == told["bantin_task_age_seconds"] == 0


@pytest.mark.django_db
def test_how_long_the_first_task_has_waited_is_told(client, watched):
    common = {"args_kwargs": {"args": [], "kwargs": {}}, "backend_name": "default"}
    common |= {"task_path": "news.x", "run_after": timezone.now()}
    for minutes in (5, 1):
        task = DBTaskResult.objects.create(**common)
        since = timezone.now() - timedelta(minutes=minutes)
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=since)

    told = figures(client)

    assert told["bantin_tasks_waiting"] == 2
    assert 300 <= told["bantin_task_age_seconds"] < 360


@pytest.mark.django_db
def test_figures_are_told_while_the_database_is_away(client, watched, monkeypatch):
    def away(self):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(BaseDatabaseWrapper, "cursor", away)
        told = figures(client)

    assert told['bantin_up{what="database"}'] == 0


@pytest.mark.django_db
def test_figures_of_a_database_of_another_release_are_told(
    client, watched, monkeypatch
):
    def missing():
        raise DatabaseError

    monkeypatch.setattr("portal.watching.scraping.lights", missing)

    assert figures(client)['bantin_up{what="database"}'] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "Bearer", "Bearer sai", f"Basic {TOKEN}", "ạ"])
def test_figures_are_for_who_knows_the_word(client, watched, given):
    refused = client.get("/metrics", headers={"authorization": given})

    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert not refused.content


@pytest.mark.django_db
def test_without_a_word_there_is_no_such_page(client, index):
    assert (
        client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
    )


@pytest.mark.django_db
def test_figures_are_only_read(client, watched):
    assert client.post("/metrics", headers=GIVEN).status_code == 405


def test_a_folder_that_cannot_be_had_stops_no_command(watched, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    watched.METRICS_FOLDER = tmp_path / "file" / "metrics"

    watching.begin()

    assert not watching.is_counting()
    assert "METRICS_FOLDER cannot be had" in caplog.text


def test_a_folder_that_cannot_be_written_stops_no_act(watched, monkeypatch, caplog):
    def full(act):
        raise OSError("No space left on device")

    monkeypatch.setattr("portal.watching.figures.ACTS.labels", full)

    counter_of("published")()

    assert "Not counted: published" in caplog.text


@pytest.mark.django_db
def test_figures_are_told_without_a_folder(client, watched, tmp_path):
    watched.METRICS_FOLDER = tmp_path / "khong-co"

    assert figures(client)['bantin_up{what="database"}'] == 1


def test_only_counts_of_before_are_thrown_away(watched, tmp_path):
    folder = watched.METRICS_FOLDER
    for name in ("counter_7.db", "histogram_7.db", "portal.sqlite3", "ghi-chu.txt"):
        (folder / name).write_text("")

    watching.begin_anew()

    assert {one.name for one in folder.iterdir()} == {"portal.sqlite3", "ghi-chu.txt"}


def test_nothing_is_thrown_away_where_nothing_is_counted(watched):
    (watched.METRICS_FOLDER / "counter_7.db").write_text("")
    watched.METRICS_TOKEN = ""

    watching.begin_anew()

    assert list(watched.METRICS_FOLDER.iterdir())


def test_a_short_word_is_warned_of(watched):
    watched.METRICS_TOKEN = "ngan"

    found = {one.id for one in run_checks(include_deployment_checks=True)}

    assert "portal.W007" in found


# --- the log --------------------------------------------------------------------------


def written(form: str, **environ: str) -> tuple[str, str]:
    """A line that is logged while a request is answered, and the number it is told."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    made = dict(FORMATTERS[form])
    handler.setFormatter(made.pop("()")(**made))
    logger = logging.getLogger("news.test")
    logger.addHandler(handler)
    told = []

    def application(environ, start):
        try:
            raise ValueError("Sơ kết")
        except ValueError:
            logger.exception("Không đọc được %s", "tệp")
        start("200 OK", [])
        return []

    try:
        numbered(application)(environ, lambda status, headers: told.extend(headers))
    finally:
        logger.removeHandler(handler)
    return stream.getvalue(), dict(told)["X-Request-ID"]


def test_a_line_of_json_has_all_there_is_to_know():
    line, number = written("json", HTTP_X_REQUEST_ID="4b1d0f6a2c8e4f0db7aa51c9d3e2f001")

    told = json.loads(line)
    assert number == "4b1d0f6a2c8e4f0db7aa51c9d3e2f001"
    assert told["request"] == number
    assert (told["level"], told["logger"]) == ("error", "news.test")
    assert told["message"] == "Không đọc được tệp"
    assert "ValueError: Sơ kết" in told["exception"]
    assert line.count("\n") == 1
    assert "Không" in line


def test_a_number_ends_with_its_request():
    before = structlog.contextvars.bind_contextvars(request="before")

    written("line")

    assert structlog.contextvars.get_contextvars() == {"request": "before"}
    structlog.contextvars.reset_contextvars(**before)


def test_a_plain_line_names_the_request_too():
    line, number = written("line")

    assert line.splitlines()[0].endswith(f"news.test: Không đọc được tệp [{number}]")


def test_outside_a_request_no_number_is_named(caplog):
    handler = logging.StreamHandler(stream := io.StringIO())
    handler.setFormatter(FORMATTERS["line"]["()"]())
    handler.emit(logging.makeLogRecord({"msg": "Đã xong", "name": "news"}))

    assert stream.getvalue().endswith("news: Đã xong\n")


@pytest.mark.parametrize(
    "given", ["", "ngan", "x" * 65, "a\r\nSet-Cookie: x", "số-hiệu-1"]
)
def test_a_number_that_nobody_of_ours_wrote_is_not_believed(given):
    _line, number = written("line", HTTP_X_REQUEST_ID=given)

    assert number != given
    assert len(number) == 32


# --- errors ---------------------------------------------------------------------------


class Kept(Transport):
    """What would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = []

    def capture_envelope(self, envelope) -> None:
        self.sent.append(envelope.get_event())


@pytest.fixture
def reported(monkeypatch):
    init, kept = sentry_sdk.init, Kept()
    monkeypatch.setattr(sentry_sdk, "init", lambda **o: init(transport=kept, **o))
    errors.report_to("https://khoa@loi.example.gov.vn/1")
    yield kept.sent
    sentry_sdk.get_global_scope().set_client(None)


def test_an_error_is_reported_without_anything_of_the_person(reported):
    def broken(password, address):
        raise RuntimeError(f"Key (username)=({password}) exists, said {address}")

    with sentry_sdk.isolation_scope() as scope:
        scope.set_user({"username": PERSON[0], "ip_address": PERSON[1]})
        try:
            broken(*PERSON)
        except RuntimeError:
            sentry_sdk.capture_exception()

    [event] = reported
    assert event["exception"]["values"][0]["type"] == "RuntimeError"
    told = json.dumps(event, default=str)
    assert not [secret for secret in PERSON if secret in told]


def test_of_a_request_only_method_and_address_are_reported():
    event = {
        "user": {"username": "bien"},
        "request": {
            "method": "POST",
            "url": "https://tin.example.gov.vn/admin/login/",
            "data": {"password": "x"},
            "cookies": {"sessionid": "x"},
            "headers": {"Authorization": "x"},
            "query_string": "q=x",
            "env": {"REMOTE_ADDR": "203.0.113.7"},
        },
    }

    told = errors.without_the_person(event, {})

    address = "https://tin.example.gov.vn/admin/login/"
    assert told["request"] == {"method": "POST", "url": address}
    assert "bien" not in json.dumps(told)


@pytest.mark.parametrize("path", ["/xem-truoc/", "/admin/password_reset/"])
def test_of_a_link_that_is_a_key_only_its_kind_is_reported(path):
    event = {"request": {"method": "GET", "url": f"https://tin.gov.vn{path}ab/c-d/"}}

    told = errors.without_the_person(event, {})

    assert told["request"]["url"] == f"https://tin.gov.vn{path}-"


def test_a_line_of_the_log_is_reported_without_what_it_names(reported):
    logging.getLogger("news").error("No mail to %s", *PERSON[:1])

    [event] = reported
    assert event["logentry"]["message"] == "No mail to %s"
    assert PERSON[0] not in json.dumps(event, default=str)


def test_a_wrong_address_names_its_setting():
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN"):
        errors.report_to("loi.example.gov.vn")


def test_nothing_is_reported_unless_a_setting_says_where():
    assert not sentry_sdk.get_client().is_active()
