"""Does the portal stand what is sent to it from its first hour on?

`bench/odd.py [N] [--seed S]` starts a portal with the demo and sends N odd requests
(20,000 unless told) to every kind of public address and to the doors of the desk: with
paths, parameters, headers, bodies and methods that no browser sends. It prints how many
answers of each status there were and how long the slowest took, and ends non-zero where
one is 5xx or none comes, where one takes longer than `LONGEST` seconds, or memory has
grown by more than `GROWTH`. The same seed sends the same requests.
"""

import argparse
import http.client
import os
import random
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

LONGEST = 2.0  # seconds
GROWTH = 1.2  # of the memory after the first tenth
MANY = 20_000
DOORS = (
    *("/admin/", "/admin/login/", "/admin/password_reset/", "/admin/second-factor/"),
    *("/dang-nhap/", "/_util/login/", "/_util/authenticate_with_password/1/2/"),
    *("/admin/news/queue/", "/admin/pages/3/", "/admin/api/main/pages/", "/metrics"),
    *("/readyz", "/healthz", "/xem-truoc/abc/", "/documents/1/a.pdf", "/media/a.jpg"),
    *("/api/v2/pages/", "/api/v2/images/", "/api/v2/pages/find/", "/robots.txt"),
    *("/sitemap.xml", "/news-sitemap.xml", "/lich/", "/lich.ics", "/lien-he/"),
    *("/tim-kiem/", "/tim-kiem/rss.xml", "/en/", "/en/tin-tuc/", "/llms.txt"),
    *("/tin-tuc/rss.xml", "/tin-tuc/atom.xml", "/tin-tuc/feed.json", "/static/a.css"),
    *("/tin-tuc/2020/07/", "/tin-tuc/cum/", "/tin-tuc/chu-de/", "/tin-tuc/tac-gia/"),
)
PARAMETERS = (
    *(
        "q",
        "cum",
        "chu-de",
        "tac-gia",
        "don-vi",
        "nam",
        "thang",
        "truoc",
        "sau",
        "page",
    ),
    *("next", "p", "limit", "offset", "order", "fields", "type", "search"),
    *("html_path", "tu", "den", "ngay", "csrfmiddlewaretoken", "_method"),
)
VALUES = (
    *("", " ", "0", "-1", "1e9", "9" * 40, "NaN", "null", "[]", "{}", "%", "%00"),
    *("\0", "a\0b", "'", '"', "';--", "<script>alert(1)</script>", "{{7*7}}", "${7*7}"),
    *("../../etc/passwd", "..%2f..%2f", "C:\\a", "//evil.example", "javascript:x"),
    *("hội nghị", "hội", "\u202e", "\ud7ff\uffff", "😀" * 50, "a" * 10_000),
    *("*", '"', "(", "AND", "OR NOT", "NEAR(", "a*", "-a", "a:b", "^", "~", "||", "&"),
    *("2020-13-45", "2020-07-13T25:61", "0000", "１２", "٣", "1_000", "+1", "0x10"),
)
PARTS = (
    *("..", ".", "%2e%2e", "%00", "%ff", "a" * 300, "hội-nghị", "%F0%9F%98%80", "~"),
    *("wp-login.php", ".env", ".git", "rss.xml", "2020", "13", "cum-i", ";a=b", "a b"),
    *(
        "%0d%0aX:1",
        "\\",
        "*",
        "'",
        "<b>",
        "${jndi:ldap://x}",
        "node",
        "-1",
        "index.php",
    ),
)
METHODS = (
    *("GET",) * 8,
    *("HEAD", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"),
    *("PROPFIND", "PURGE", "get", "A" * 100),
)
HEADERS = {
    "Cookie": (
        "sessionid=x",
        "a" * 4000,
        "=",
        "sessionid=\xff",
        "csrftoken=" + "a" * 64,
    ),
    "Accept": ("*/*", "application/json", "text/html;q=x", ";;;", "a" * 2000),
    "Accept-Language": ("vi", "en", "*", "x" * 500, "vi;q=abc", "zh-Hant-TW-x-y"),
    "Accept-Encoding": ("br", "gzip;q=0", "identity;q=0", "*;q=0", "x,,;q", "zstd"),
    "If-None-Match": ("*", '"x"', 'W/"', "x" * 3000),
    "If-Modified-Since": ("x", "Thu, 01 Jan 1970 00:00:00 GMT", "9" * 30),
    "Range": ("bytes=0-1", "bytes=-1", "bytes=9-1", "x", "bytes=" + "0-1," * 500),
    "Authorization": ("Basic x", "Bearer", "Basic " + "a" * 3000, "Digest x=y"),
    "X-Forwarded-For": ("1.2.3.4", "x", "::1," * 200, "\xe9"),
    "X-Forwarded-Proto": ("https", "x"),
    "X-Request-ID": ("x", "a\tb", "9" * 100),
    "Host": (
        "evil.example",
        "127.0.0.1:99999",
        "[::1",
        "a" * 300,
        "xn--",
        "127.0.0.1.",
    ),
    "Referer": ("x", "http://evil.example/" + "a" * 2000),
    "Content-Type": (
        *("application/json", "multipart/form-data", "text/xml", "x/y; charset=zz"),
        *("multipart/form-data; boundary=x", "application/x-www-form-urlencoded"),
    ),
    "Transfer-Encoding": ("chunked", "x"),
    "Expect": ("100-continue", "x"),
    "Origin": ("null", "http://evil.example"),
}
BODIES = (
    *(b"", b"a=b", b"\0" * 100, b"{", b"[[[[[[" * 1000, b"\xff\xfe", b"a=b&" * 3000),
    *(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n', b"--x"),
    b"username=khong-ai&password=x&next=//evil.example",
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="../a"\r\n\r\n--x--',
)


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    target: bytes
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def sent(self, host: str) -> bytes:
        given = {name for name, _ in self.headers}
        lines = [f"{self.method} ".encode() + self.target + b" HTTP/1.1"]
        if "Host" not in given:
            lines.append(f"Host: {host}".encode())
        lines += [f"{name}: {text}".encode("latin-1") for name, text in self.headers]
        if "Transfer-Encoding" not in given and (self.body or self.method == "POST"):
            lines.append(f"Content-Length: {len(self.body)}".encode())
        lines.append(b"Connection: close")
        return b"\r\n".join([*lines, b"", self.body])


def requests(seed: int, count: int, pages: list[str]) -> Iterator[Request]:
    chance = random.Random(seed)  # noqa: S311 - the same requests, no secret
    known = [*pages, *DOORS]
    for _ in range(count):
        method = chance.choice(METHODS)
        has_body = method in {"POST", "PUT", "PATCH"} or chance.random() < 0.05
        yield Request(
            method,
            target(chance, known),
            tuple(headers(chance)),
            chance.choice(BODIES) if has_body else b"",
        )


def target(chance: random.Random, known: list[str]) -> bytes:
    path = chance.choice(known)
    if chance.random() < 0.3:
        parts = path.split("/")
        parts.insert(chance.randrange(1, len(parts) + 1), chance.choice(PARTS))
        path = "/".join(parts)
    if chance.random() < 0.7:
        wanted = chance.choices(PARAMETERS, k=chance.randrange(1, 5))
        path += "?" + "&".join(f"{name}={value(chance)}" for name in wanted)
    raw = path.encode("utf-8", "surrogatepass")
    # What cannot stand in a line of a request at all is another server's matter.
    return b"".join(quoted(byte) for byte in raw)[:60_000]


def value(chance: random.Random) -> str:
    text = chance.choice(VALUES)
    return text.replace("&", "%26").replace("#", "%23")


def quoted(byte: int) -> bytes:
    return bytes([byte]) if 0x21 <= byte <= 0x7E else b"%%%02X" % byte


def headers(chance: random.Random) -> Iterator[tuple[str, str]]:
    for name in chance.sample(sorted(HEADERS), chance.choice((0, 0, 1, 2, 4))):
        yield name, chance.choice(HEADERS[name])


@dataclass(slots=True)
class Told:
    statuses: Counter[str]
    slowest: list[tuple[float, Request]]
    wrong: list[tuple[str, Request]]


def ask(address: str, request: Request) -> str:
    """The status, or what stands in its place."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        try:
            connection.sendall(request.sent(f"{host}:{port}"))
            answer = http.client.HTTPResponse(connection, method=request.method)
            answer.begin()
            answer.read()
        except TimeoutError:
            return "timeout"
        except (http.client.HTTPException, OSError) as error:
            return type(error).__name__
    return str(answer.status)


def send_all(address: str, wanted: Iterator[Request]) -> Told:
    told = Told(Counter(), [], [])
    for request in wanted:
        began = time.monotonic()
        status = ask(address, request)
        took = time.monotonic() - began
        told.statuses[status] += 1
        told.slowest = sorted(
            [*told.slowest, (took, request)], key=lambda one: -one[0]
        )[:5]
        if not status.isdigit() or status.startswith("5"):
            told.wrong.append((status, request))
    return told


def memory(parent: int) -> int:
    """Kilobytes of a process and of all below it."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(stat[1]) == parent:
                total += memory(int(entry.name))
            elif int(entry.name) == parent:
                total += int(stat[21]) * os.sysconf("SC_PAGE_SIZE") // 1024
        except (OSError, ValueError):
            continue
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=MANY)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--address", help="of a portal that runs on this machine")
    asked = parser.parse_args()
    if asked.address:
        if urlsplit(asked.address).hostname != "127.0.0.1":
            parser.error("only a portal on 127.0.0.1")
        report(send_all(asked.address, requests(asked.seed, asked.count, ["/"])))
        return
    # As a script alone: the tests take the requests from here.
    from quiet import wait_for_photos

    from tests.browser.portal import prepared, running

    with tempfile.TemporaryDirectory() as name, running(prepared(Path(name))) as portal:
        wait_for_photos(portal)
        pages = list(portal.staged("readers.pages()").values())
        few = asked.count // 10
        told = send_all(portal.address, requests(asked.seed, few, pages))
        before = memory(os.getpid())
        rest = requests(asked.seed + 1, asked.count - few, pages)
        more = send_all(portal.address, rest)
        after = memory(os.getpid())
    told.statuses += more.statuses
    told.slowest += more.slowest
    told.wrong += more.wrong
    print(f"memory: {before // 1024} MB after {few:,}, {after // 1024} MB at the end")
    report(told, grew=after > before * GROWTH)


def report(told: Told, grew: bool = False) -> None:
    for status, count in told.statuses.most_common():
        print(f"{status:>12}{count:>8}")
    slowest = max(told.slowest, key=lambda one: one[0])
    print(f"slowest: {slowest[0]:.2f} s, {shown(slowest[1])}")
    for status, request in told.wrong[:20]:
        print(f"{status}: {shown(request)}")
    sys.exit(bool(told.wrong) or grew or slowest[0] > LONGEST)


def shown(request: Request) -> str:
    given = ", ".join(f"{name}: {text[:40]!r}" for name, text in request.headers)
    address = request.target[:300].decode()
    return f"{request.method[:20]} {address} [{given}] {request.body[:60]!r}"


if __name__ == "__main__":
    main()
