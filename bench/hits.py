"""What does a reader cost whose page is kept, beside one for whom it is made?

Starts the portal as `make run` does, on a database of its own, and counts the
processor time of all processes of the server per request. Rounds of both take turns, so
that a slow moment of the machine touches both alike; the figure to quote is the ratio.
"""

import argparse
import http.client
import os
import statistics
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from bench.quiet import wait_for_photos  # noqa: E402
from tests.browser.portal import running  # noqa: E402

CONFERENCE = "/tin-tuc/2020/cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket"
PAGES = {
    "home": "/",
    "index": "/tin-tuc/",
    "narrowed": "/tin-tuc/?nam=2020",
    "article": f"{CONFERENCE}-cong-tac-thi-dua-khen-thuong-6-thang-dau/",
    "cluster": "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/",
    "feed": "/tin-tuc/rss.xml",
}
# Who has a session may be signed in: for them each page is made.
KNOWN = {"Cookie": "sessionid=somebody"}
ENCODING = {"Accept-Encoding": "br"}
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--hits", type=int, default=1500, help="in each round")
    parser.add_argument("--made", type=int, default=15, help="in each round")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as portal:
        wait_for_photos(portal)
        line = http.client.HTTPConnection(urlsplit(portal.address).netloc)
        print(
            f"{'page':<10}{'kept':>8}{'spread':>16}{'made':>9}{'ratio':>8}{'bytes':>8}"
        )
        for name, address in PAGES.items():
            print(measured(line, name, address, wanted), flush=True)


def measured(line: http.client.HTTPConnection, name: str, address: str, wanted) -> str:
    kept, made = [], []
    ask(line, address, 3)
    for _round in range(wanted.rounds):
        kept.append(cost(line, address, wanted.hits, ENCODING, "BanTin; hit"))
        made.append(cost(line, address, wanted.made, ENCODING | KNOWN, None))
    length = len(ask(line, address, 1)[0])
    middle, dear = statistics.median(kept), statistics.median(made)
    spread = f"{min(kept):.3f} to {max(kept):.3f}"
    ratio = dear / middle
    return f"{name:<10}{middle:>8.3f}{spread:>16}{dear:>9.1f}{ratio:>8.0f}{length:>8}"


def cost(
    line: http.client.HTTPConnection,
    address: str,
    times: int,
    headers: dict[str, str],
    how: str | None,
) -> float:
    """Milliseconds of processor time of one request."""
    before = spent()
    _body, found = ask(line, address, times, headers)
    if found != how:
        sys.exit(f"{address} was answered as {found!r}, not {how!r}.")
    return (spent() - before) * 1000 / times


def ask(
    line: http.client.HTTPConnection,
    address: str,
    times: int,
    headers: dict[str, str] = ENCODING,
) -> tuple[bytes, str | None]:
    for _time in range(times):
        line.request("GET", address, headers=headers)
        answer = line.getresponse()
        body = answer.read()
    return body, answer.getheader("Cache-Status")


def spent() -> float:
    """Seconds of processor time of the server's processes."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        if b"granian" in command and b"portal.wsgi" in command:
            used = stat.rpartition(")")[2].split()
            total += (int(used[11]) + int(used[12])) / TICKS
    return total


if __name__ == "__main__":
    main()
