"""Readers at the door: a whole answer, without a server."""

import io
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler

from news.caching.door import Door
from news.caching.forgetting import generations_in
from news.caching.stored import Files
from news.models.facets import BESIDE
from news.parts import parts


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def how(self) -> str:
        return self.headers.get("Cache-Status", "").removeprefix("BanTin; ")


class Application:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.handler, self.asked = WSGIHandler(), 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.handler(environ, start_response)


def door(application, folder, in_files=10_000_000, **changes) -> Door:
    values = {
        "generations": generations_in(folder),
        "common": Files(folder / "pages", in_files),
        "scheme": lambda environ: environ["wsgi.url_scheme"],
        "skips": ("/admin/", "/static/"),
        "cookies": ("sessionid",),
        "parameters": frozenset({"cum", "nam", "thang", "truoc", "sau", "q", "trang"}),
        "in_memory": 10_000_000,
        "longest": 3600,
    }
    return Door(application, folder, **values | changes)


def ask(application, address: str, method: str = "GET", **environ: str) -> Answer:
    parts, told = urlsplit(address), {}

    def start(status, headers, exc_info=None):
        told.update(status=int(status[:3]), headers=dict(headers))

    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
    } | environ
    chunks = application(environ, start)
    body = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    return Answer(told["status"], told["headers"], body)


@contextmanager
def without_parts():
    """As in a process that was just started; afterwards it knows all of it again."""
    known = parts.made, parts.size, BESIDE.found
    parts.made, parts.size, BESIDE.found = OrderedDict(), 0, OrderedDict()
    yield
    parts.made, parts.size, BESIDE.found = known


def looks(answer):
    """What has to be the same: a form with a token is never the same twice."""
    return answer.status, b"" if "Set-Cookie" in answer.headers else answer.body


def is_kept(front, address):
    """Whether the page is answered from what is stored; asks nobody."""
    path, _, query = address.partition("?")
    key = front._key(
        {
            "wsgi.url_scheme": "http",
            "HTTP_HOST": "localhost",
            "PATH_INFO": path,
            "QUERY_STRING": query,
        },
        front.differs.get(path, front.parameters),
    )
    page = front.pages.get(key)
    return page is not None and front._is_good(page, front.generations.now())
