"""nginx with our configuration, before a portal that says what it is told."""

import http.client
import itertools
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.build import jpeg

from . import nginx, upstream

numbers = itertools.count(1)
HASHED = "portal.0123456789ab.css"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    # As they came: what is there twice stands here twice.
    names: list[str]
    text: str


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name in ("static/portal", "media/images", "media/documents", "media/avatars"):
        (folder / name).mkdir(parents=True)
    for name in ("portal.css", HASHED):
        (folder / "static/portal" / name).write_text("body{}")
        (folder / "static/portal" / f"{name}.gz").write_bytes(b"gzip")
        (folder / "static/portal" / f"{name}.br").write_bytes(b"brotli")
    (folder / "media/images/hoi-nghi.jpg").write_bytes(jpeg())
    (folder / "media/images/trang.html").write_text("<script>alert(1)</script>")
    (folder / "media/documents/mat.pdf").write_text("%PDF-1.7 kín")
    (folder / "media/documents/mat.jpg").write_bytes(jpeg())
    (folder / "media/avatars/bien.png").write_bytes(b"png")
    (folder / "secret").write_text("khoá")
    return folder


@pytest.fixture(scope="module")
def server(files, tmp_path_factory):
    with upstream.running() as portal:
        folder = tmp_path_factory.mktemp("nginx")
        with nginx.running(folder, portal.address, files) as front:
            yield portal, front


@pytest.fixture
def front(server) -> nginx.Front:
    return server[1]


@pytest.fixture
def portal(server) -> upstream.Portal:
    """As it is when nothing is said of it."""
    portal, _front = server
    portal.__init__(address=portal.address)
    return portal


@pytest.fixture
def address() -> str:
    """One that nobody has asked for yet, at the beginning of a second."""
    time.sleep(1.01 - time.time() % 1)
    return f"/tin-tuc/{next(numbers)}/"


@pytest.fixture
def ask(front) -> Callable[..., Answer]:
    trusting = ssl.create_default_context(cafile=front.folder / "fullchain.pem")

    def asked(
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        plain: bool = False,
        **headers: str,
    ) -> Answer:
        number = front.plain if plain else front.port
        line = http.client.HTTPConnection("127.0.0.1", number, timeout=30)
        line.connect()
        if not plain:
            line.sock = trusting.wrap_socket(line.sock, server_hostname=nginx.NAME)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        # The library writes its own otherwise.
        line.request(method, path, body, {"Host": nginx.NAME, **told})
        got = line.getresponse()
        found = [(name.lower(), value) for name, value in got.getheaders()]
        text = got.read().decode(errors="replace")
        line.close()
        return Answer(got.status, dict(found), [name for name, _ in found], text)

    return asked
