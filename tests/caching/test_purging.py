"""A cache in front is told with PURGE, and whether it was told is known."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from news.fronts.purging import NotPurged, Purging

OURS = {"BACKEND": "news.fronts.purging.Purging"}


class Told(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PURGE(self):
        self.server.connections.add(self.client_address)
        self.server.purged.append(f"http://{self.headers['Host']}{self.path}")
        self.send_response(self.server.statuses.get(self.path, 200))
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"done")

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def cache_in_front(**statuses):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    server.purged, server.connections = [], set()
    server.statuses = {f"/{name}/": status for name, status in statuses.items()}
    server.location = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed() -> str:
    """Where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_many_addresses_travel_on_one_connection():
    every = [f"http://tin.example/{number}/" for number in range(50)]

    with cache_in_front() as front:
        Purging({"LOCATION": front.location}).purge_batch(every)

    assert front.purged == every
    assert len(front.connections) == 1


def test_a_cache_that_is_away_is_an_error():
    with pytest.raises(NotPurged, match="does not answer"):
        Purging({"LOCATION": closed()}).purge("http://tin.example/")


def test_a_cache_that_never_answers_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        location = f"http://127.0.0.1:{silent.getsockname()[1]}"
        backend = Purging({"LOCATION": location, "TIMEOUT": 0.05})

        with pytest.raises(NotPurged, match="timed out"):
            backend.purge("http://tin.example/")


def test_a_cache_that_refuses_is_an_error_behind_the_others():
    every = [f"http://tin.example/{name}/" for name in "abc"]

    with (
        cache_in_front(a=405) as front,
        pytest.raises(NotPurged, match=r"refused 1 of 3, .*/a/: 405"),
    ):
        Purging({"LOCATION": front.location}).purge_batch(every)

    assert front.purged == every


def test_a_page_that_it_does_not_have_is_purged():
    with cache_in_front(a=404, b=412) as front:
        backend = Purging({"LOCATION": front.location})

        backend.purge_batch(["http://tin.example/a/", "http://tin.example/b/"])


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("", "/"),
        ("/tin/?nam=2020&q=thi%20dua", "/tin/?nam=2020&q=thi%20dua"),
        # As WSGI tells "/thi đua/".
        ("/thi đua/".encode().decode("latin-1"), "/thi%20%C4%91ua/"),
        ("/a b\\c/?q=\x01", "/a%20b%5Cc/?q=%01"),
    ],
)
def test_whatever_stands_in_an_address_is_asked_for(path, asked):
    with cache_in_front() as front:
        Purging({"LOCATION": front.location}).purge(f"http://tin.example{path}")

    assert front.purged == [f"http://tin.example{asked}"]
