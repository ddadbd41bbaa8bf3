"""What is started on this machine, and ended again: granian, Redis, nginx."""

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

from tests.deploy.nginx import free_port
from tests.deploy.nginx import running as nginx_running
from tests.deploy.processes import started

from .client import Line, request
from .processes import family, held, spent

CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Server:
    port: int
    # The first of its processes, and of those it cannot answer without.
    first: tuple[int, ...]

    @property
    def processes(self) -> list[int]:
        return [pid for one in self.first for pid in family(one)]

    def spent(self) -> float:
        return spent(self.processes)

    def held(self) -> float:
        return held(self.processes)


def ask_for_programs() -> None:
    """Before minutes of preparing."""
    for program in ("nginx", "redis-server"):
        if not shutil.which(program):
            sys.exit(f"{program} is not installed, and there is no comparing without.")


@contextmanager
def granian(
    application: str,
    environment: dict[str, str],
    log: Path,
    *,
    workers: int = CORES,
    beside: tuple[int, ...] = (),
) -> Iterator[Server]:
    """As deploy/systemd/bantin-web.service starts the portal."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        "bench.speed.queries:application",
    ]
    environment = environment | {"BENCH_APPLICATION": application}
    with started(command, log, environment) as process:
        wait(port, process, log)
        yield Server(port, (process.pid, *beside))


def wait(port: int, process: subprocess.Popen, log: Path) -> None:
    """Until the application is loaded: an address that nobody has will do."""
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with Line(port) as line:
                line.ask(request("/healthz"))
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"A server did not start:\n{log.read_text()[-3000:]}")


@contextmanager
def redis(folder: Path) -> Iterator[Server]:
    """One of its own, so that its processor time is that of this cache alone."""
    port = free_port()
    command = [
        *("redis-server", "--bind", "127.0.0.1", "--port", str(port)),
        *("--save", "", "--appendonly", "no", "--dir", str(folder)),
    ]
    with started(command, folder / "redis.log") as process:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Server(port, (process.pid,))


# The same bytes as files, with all that deploy/nginx has for files.
FILES = """
server {{
    listen 127.0.0.1:{port};
    access_log {folder}/files.log bantin buffer=64k flush=1s;
    server_tokens off;
    sendfile on;
    tcp_nopush off;
    tcp_nodelay on;
    gzip off;
    open_file_cache max=2000 inactive=60s;
    open_file_cache_valid 10s;
    keepalive_timeout 65s;
    root {folder};
    default_type "text/html; charset=utf-8";
    add_header Content-Encoding br;
}}
"""


@contextmanager
def nginx(folder: Path, behind: Server, files: Path) -> Iterator[tuple[Server, Server]]:
    """In front of the portal with our configuration, and a server of files in `folder`.

    Both are served by the same processes, in turn.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with nginx_running(
        folder / "nginx",
        f"127.0.0.1:{behind.port}",
        files,
        tls=False,
        workers=CORES,
        more=FILES.format(port=port, folder=folder),
    ) as front:
        yield (
            Server(front.port, (front.process, *behind.first)),
            Server(port, (front.process,)),
        )
