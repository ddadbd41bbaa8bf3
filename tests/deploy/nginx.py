"""An nginx with the configuration an officer copies, in a place of its own."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy" / "nginx"
NAME = "tin.example.gov.vn"
# What surrounds a site on Debian, as far as it bears on ours.
MAIN = """
user root;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{modules}
events {{ worker_connections 4096; }}
http {{
    sendfile on;
    tcp_nopush on;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/bantin.conf;
    {more}
}}
"""
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass(frozen=True)
class Front:
    folder: Path
    # Of the server that leads to https, and of the one with the pages.
    plain: int
    port: int
    process: int

    @property
    def log(self) -> str:
        """All of it: lines wait a second to be written together."""
        time.sleep(1.5)
        return (self.folder / "access.log").read_text()


@contextmanager
def running(
    folder: Path,
    upstream: str,
    files: Path,
    *,
    tls: bool = True,
    workers: int = 1,
    more: str = "",
    bucket: bool = False,
    source: Path = DEPLOY,
) -> Iterator[Front]:
    """`files` holds static/ and media/; without `tls` pages are asked for by http.

    `more` are further servers, for who measures beside ours; `source` is where another
    than an officer changed the configuration.
    """
    plain, port = free_port(), free_port()
    written(folder, upstream, files, (plain, port), tls, source)
    if bucket:
        of_a_bucket(folder / "bantin.conf")
    loaded = f"load_module {BROTLI};" if BROTLI.exists() else ""
    main = MAIN.format(folder=folder, workers=workers, modules=loaded, more=more)
    (folder / "nginx.conf").write_text(main)
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    told = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "[warn]" not in told.stderr, told.stderr
    server = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        wait_for(port)
        yield Front(folder, plain, port, server.pid)
    finally:
        server.terminate()
        server.wait(20)


def written(
    folder: Path,
    upstream: str,
    files: Path,
    ports: tuple[int, int],
    tls: bool,
    source: Path,
) -> None:
    """The configuration with the places of this machine in it, and nothing else new."""
    shutil.copytree(source / "bantin", folder / "bantin")
    shutil.copytree(source / "errors", folder / "errors")
    if BROTLI.exists():
        example = folder / "bantin" / "brotli.conf.example"
        example.rename(folder / "bantin" / "brotli.conf")
    plain, port = (f"127.0.0.1:{number}" for number in ports)
    places = {
        "127.0.0.1:8000": upstream,
        "/srv/bantin/var/static/": f"{files}/static/",
        "/srv/bantin/media/": f"{files}/media/",
        "/srv/bantin/deploy/nginx/errors/": f"{folder}/errors/",
        f"/etc/letsencrypt/live/{NAME}/": f"{folder}/",
        "/var/log/nginx/bantin.log": f"{folder}/access.log",
        "/var/lib/nginx/bantin": f"{folder}/kept",
        "/run/bantin-seconds.sock": f"{folder}/seconds.sock",
        "listen 80": f"listen {plain}",
        "listen 443": f"listen {port}",
    }
    texts = [*(folder / "bantin").glob("*.conf"), folder / "bantin.conf"]
    shutil.copy(source / "bantin.conf", folder)
    for path in texts:
        text = path.read_text()
        for example, here in places.items():
            text = text.replace(example, here)
        # A machine of continuous integration may have no IPv6.
        text = re.sub(r" *listen \[::\].*\n", "", text)
        path.write_text(text if tls else without_tls(text))
    if tls:
        certify(folder)


def of_a_bucket(path: Path) -> None:
    """As the file says: its commented line instead of the location below."""
    text = path.read_text().replace("#include bantin/bucket", "include bantin/bucket")
    path.write_text(
        re.sub(r" *location ~ \^/media/\(.*?\n    \}\n", "", text, flags=re.S)
    )


def without_tls(text: str) -> str:
    text = text.replace("ssl http2;", "default_server;").replace(" ssl default", "")
    return re.sub(r" *(?:ssl_|include bantin/tls|listen \S+_server;).*\n", "", text)


def certify(folder: Path) -> None:
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    made = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names, *made],
        check=True,
        capture_output=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on {port}")
