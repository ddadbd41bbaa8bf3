"""The Compose file hangs together: what it names is there, and nothing is left open.

It is read, not started: these tests have no Docker.
"""

import http.client
import os
import re
import shutil
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from granian.cli import cli

from . import nginx, upstream

pytestmark = pytest.mark.once

DEPLOY = settings.ROOT / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name in SERVICES if SERVICES[name].get("image") == "bantin"]
EXAMPLE = (DEPLOY / "environment.example").read_text()
ASKED = sorted(set(re.findall(r"(?<!\$)\$\{(\w+)(:[?-][^}]*)?\}", TEXT)))
SECRET = re.compile(r"SECRET|PASSWORD|_KEY$")


def test_all_that_a_portal_needs_is_there():
    assert set(SERVICES) == {
        *("setup", "web", "scheduler", "worker", "nginx"),
        *("database", "cache", "storage"),
    }
    assert set(OURS) == {"setup", "web", "scheduler", "worker"}


@pytest.mark.parametrize(("name", "otherwise"), ASKED)
def test_what_it_asks_for_stands_in_the_template_and_is_asked_for_loudly(
    name, otherwise
):
    assert re.search(rf"^#?{name}=", EXAMPLE, re.MULTILINE)
    assert otherwise.startswith(":?") or not SECRET.search(name)
    assert otherwise


def test_the_template_brings_no_password():
    for name, value in re.findall(r"^#?(\w+)=(.*)$", EXAMPLE, re.MULTILINE):
        if SECRET.search(name) and name != "BACKUP_KEY_FILE":
            assert value == "", name


def test_the_portal_is_told_what_it_knows():
    explained = (settings.ROOT / "docs/settings.md").read_text()

    for name in OURS:
        told = set(SERVICES[name]["environment"]) - {"WATCHED", "TMPDIR"}
        assert {one for one in told if f"`{one}`" not in explained} == set()
        assert {"SECRET_KEY", "DATABASE_URL", "S3_BUCKET"} <= told


@pytest.mark.parametrize("name", OURS)
def test_the_portal_starts_what_there_is(name):
    command = SERVICES[name].get("command") or started_by_the_image()
    found = re.findall(r"manage\.py,? (\w+)", " ".join(command))

    if "granian" in command:
        given = command[command.index("granian") + 1 :]
        with cli.make_context("granian", given) as context:
            assert context.params["app"] == "portal.wsgi:application"
    else:
        assert found
        assert set(found) <= set(get_commands())


def started_by_the_image() -> list[str]:
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(r'"([^"]*)"', text.split("CMD ", 1)[1])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_looked_after_and_may_not_do_more_than_it_needs(name):
    service = SERVICES[name]

    assert service["logging"]["options"]["max-size"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    if name != "setup":
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"]
    if name != "nginx":
        assert "ports" not in service
    if name not in OURS:
        assert re.search(r":v?\d", service["image"])
    if name in ("database", "cache", "storage"):
        assert service["networks"] == ["inside"]
    if name in OURS:
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_names_is_there(name):
    service = SERVICES[name]

    for volume in service.get("volumes", ()):
        source = volume.split(":")[0]
        if source.startswith("."):
            assert (DEPLOY / source).exists(), volume
        elif not source.startswith("/"):
            assert source in COMPOSE["volumes"], volume
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    assert set(service["networks"]) <= set(COMPOSE["networks"])


def test_readers_are_answered_while_the_portal_is_made_anew():
    """Compose stops whoever depends on what it makes anew."""
    assert "depends_on" not in SERVICES["nginx"]


def test_nobody_takes_an_address_that_is_anothers():
    (told,) = COMPOSE["networks"]["inside"]["ipam"]["config"]
    fixed = [
        ip_address(network["inside"]["ipv4_address"])
        for network in (service["networks"] for service in SERVICES.values())
        if isinstance(network, dict)
    ]

    assert len(fixed) == len(set(fixed)) == 2
    for one in fixed:
        assert one in ip_network(told["subnet"])
        assert one not in ip_network(told["ip_range"])
        assert one != ip_address(told["gateway"])


def test_the_image_is_made_of_what_there_is_and_runs_as_nobody_much():
    text = (DEPLOY / "Dockerfile").read_text()
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (.*)$", text, re.M)]

    for source in [one for words in copied for one in words]:
        assert (settings.ROOT / source).exists(), source
        assert f"!{source}" in ignored
    assert "--require-hashes" in text
    assert "\nUSER bantin\n" in text


@pytest.fixture
def source(tmp_path):
    """What nginx is given, as its container makes it."""

    def made(portal: str, **environment: str) -> Path:
        place = tmp_path / "etc"
        given = {"FROM": str(DEPLOY / "nginx"), "TO": str(place), "PORTAL": portal}
        given |= {"KEPT": str(tmp_path / "kept"), "RUN": str(tmp_path)}
        given |= {"PATH": os.environ["PATH"]}
        given |= {"ALLOWED_HOSTS": f"{nginx.NAME},khac.example"} | environment
        subprocess.run(["sh", DEPLOY / "compose/nginx.sh"], check=True, env=given)
        shutil.copy(place / "conf.d/bantin.conf", place)
        shutil.copytree(DEPLOY / "nginx/errors", place / "errors")
        return place

    return made


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_its_nginx_leads_to_the_portal_and_photos_to_the_bucket(source, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with upstream.running() as portal:
        made = source(portal.address, DESK_ADDRESS="phong-tin")
        with nginx.running(
            folder, portal.address, tmp_path, tls=False, source=made
        ) as front:
            for path in ("/tin-tuc/", "/media/images/a.jpg", "/phong-tin/"):
                line = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
                line.request("GET", path, headers={"Host": nginx.NAME})
                assert line.getresponse().status == 200, path

        assert portal.paths == ["/tin-tuc/", "/media/images/a.jpg", "/phong-tin/"]
    assert "location ^~ /phong-tin/" in (made / "bantin/server.conf").read_text()


def test_its_nginx_has_the_name_of_the_site(source):
    made = source("172.30.87.10:8000", ALLOWED_HOSTS="tin.tinh.gov.vn")

    text = (made / "bantin.conf").read_text()

    assert "server 172.30.87.10:8000;" in text
    assert "/etc/letsencrypt/live/tin.tinh.gov.vn/" in text
    assert nginx.NAME not in text
    assert "[::]" not in text
