"""A portal as nginx sees it: it answers what a test says, and knows what was asked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=30"


@dataclass
class Portal:
    address: str = ""
    status: int = 200
    text: str = "tin"
    to_somebody: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Cache-Control": PUBLIC})
    takes: float = 0
    # Method, path and headers of each request that came.
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for _method, path, _headers in self.asked]


@contextmanager
def running() -> Iterator[Portal]:
    portal = Portal()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            told = dict(self.headers.items())
            portal.asked.append((self.command, self.path, told))
            is_somebody = (
                "sessionid" in told.get("Cookie", "") or "Authorization" in told
            )
            text = (is_somebody and portal.to_somebody) or portal.text
            status, body = portal.status, text.encode()
            headers = dict(portal.headers)
            self.rfile.read(int(told.get("Content-Length", 0)))
            time.sleep(portal.takes)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_HEAD = do_POST = answer  # noqa: N815 - the library's names

        def log_message(self, *args: object) -> None:
            """Tests read `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    portal.address = f"127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
