"""What does Lighthouse say of the pages a reader meets, on its slow phone?

Starts the portal as `make run` does, on a free port and a database of its own, asks
the pinned Lighthouse (bench/package.json) for each page, and ends non-zero where one is
below what it must reach. Of several runs the one with the least work on the main thread
counts: a busy machine only ever makes a page look slower.

Lighthouse slows the processor down four times, which is meant for a fast desktop (an
index of about 1500); `--cpu auto` takes a factor that fits the machine.
"""

import argparse
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from bench.quiet import wait_for_photos  # noqa: E402
from tests.browser.portal import QUIET, running  # noqa: E402

LIGHTHOUSE = ROOT / "bench/node_modules/.bin/lighthouse"
CONFERENCE = "/tin-tuc/2020/cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket"
PAGES = {
    "home": "/",
    "index": "/tin-tuc/",
    "article": f"{CONFERENCE}-cong-tac-thi-dua-khen-thuong-6-thang-dau/",
    "cluster": "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/",
    "search": "/tim-kiem/?q=hoi+nghi",
    "404": "/khong-co/",
}
# What is so on purpose, and what Lighthouse therefore is not asked.
ON_PURPOSE = {
    "search": {"is-crawlable": "results are noindex, or crawlers would go on for ever"},
    "404": {
        "is-crawlable": "nor is it anything to find",
        "http-status-code": "a page that is not there has to say 404",
        "errors-in-console": "Chromium itself writes that status there",
    },
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LATEST_LCP = 1200  # milliseconds
# How often a run may begin anew.
LOST_TRACES = 2


@dataclass(frozen=True)
class Run:
    report: dict

    @property
    def scores(self) -> list[int]:
        found = self.report["categories"]
        return [round(100 * (found[name]["score"] or 0)) for name in CATEGORIES]

    def number(self, audit: str) -> float:
        return self.report["audits"][audit]["numericValue"]

    @property
    def work(self) -> float:
        return self.number("mainthread-work-breakdown")

    @property
    def speed(self) -> int:
        return round(self.report["environment"]["benchmarkIndex"])

    @property
    def below(self) -> list[str]:
        """What is not reached, in words."""
        late, jumps = self.number(LCP) > LATEST_LCP, self.number(CLS) > 0
        missed = [f"{name} {score}" for name, score in self._missed()]
        missed += [f"LCP {self.number(LCP):.0f} ms"] if late else []
        missed += [f"CLS {self.number(CLS):.3f}"] if jumps else []
        blocked = self.number(TBT)
        return missed + ([f"TBT {blocked:.0f} ms"] if blocked else [])

    def _missed(self) -> Iterator[tuple[str, int]]:
        scored = zip(CATEGORIES, self.scores, strict=True)
        return (pair for pair in scored if pair[1] < 100)

    @property
    def failed(self) -> list[str]:
        """The audits behind it, those of performance aside: they are the figures."""
        asked = {
            one["id"]
            for name in CATEGORIES[1:]
            for one in self.report["categories"][name]["auditRefs"]
            if one["weight"]
        }
        audits = self.report["audits"]
        return [name for name in sorted(asked) if audits[name]["score"] == 0]


FCP, LCP = "first-contentful-paint", "largest-contentful-paint"
TBT, CLS = "total-blocking-time", "cumulative-layout-shift"


def main() -> None:
    wanted = arguments()
    if not LIGHTHOUSE.exists():
        sys.exit("No Lighthouse: run `npm ci --ignore-scripts` in bench/ first.")
    heading = "".join(f"{name[:8]:>9}" for name in CATEGORIES)
    print(f"{'page':<9}{heading}{'FCP':>7}{'LCP':>7}{'TBT':>6}{'CLS':>7}{'index':>7}")
    below = []
    with portal(wanted.address) as address:
        for name in wanted.pages:
            run = best(name, address + PAGES[name], wanted)
            print(line(name, run), flush=True)
            below += [f"{name}: {', '.join(run.below + run.failed)}"] * bool(run.below)
    for page, audits in ON_PURPOSE.items():
        for audit, why in audits.items():
            print(f"{page} is not asked {audit}: {why}")
    if below:
        sys.exit("Below what it must reach:\n" + "\n".join(below))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", default=list(PAGES))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cpu", default="4", help='times slower (4), or "auto"')
    parser.add_argument("--address", help="of a portal that runs already")
    return parser.parse_args()


@contextlib.contextmanager
def portal(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), photo_formats="avif,webp") as started,
    ):
        wait_for_photos(started)
        yield started.address


def best(name: str, address: str, wanted: argparse.Namespace) -> Run:
    warm(address)
    skipped = list(ON_PURPOSE.get(name, {}))
    if wanted.cpu == "auto":
        wanted.cpu = slower(measured(address, skipped, "1").speed)
        print(f"the processor is slowed down {wanted.cpu} times")
    runs = [measured(address, skipped, wanted.cpu) for _ in range(wanted.runs)]
    return min(runs, key=lambda run: run.work)


def warm(address: str) -> None:
    """The first answer compiles templates; that is not what a reader meets."""
    with contextlib.suppress(OSError):  # A 404 is one of the pages.
        urlopen(address, timeout=60).close()  # noqa: S310 - our own server


def slower(index: int) -> str:
    """How many times slower Lighthouse's phone is than a machine of this index.

    The points are those of the calculator its authors publish for it.
    """
    points = [(150, 1.0), (800, 2.0), (1300, 3.0), (1533, 4.0)]
    index = max(points[0][0], min(points[-1][0], index))
    pairs = itertools.pairwise(points)
    low, high = next(pair for pair in pairs if index <= pair[1][0])
    part = (index - low[0]) / (high[0] - low[0])
    return f"{low[1] + part * (high[1] - low[1]):.2f}"


def measured(address: str, skipped: list[str], cpu: str) -> Run:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Debian's package chromium is needed"
    command = [
        *(str(LIGHTHOUSE), address, "--quiet", "--output=json"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(QUIET)}",
        f"--throttling.cpuSlowdownMultiplier={cpu}",
        *(["--ignore-status-code"] if "http-status-code" in skipped else []),
        *([f"--skip-audits={','.join(skipped)}"] if skipped else []),
    ]
    done = answered(command, os.environ | {"CHROME_PATH": chromium})
    if done.returncode:
        sys.exit(f"Lighthouse failed at {address}:\n{done.stderr}")
    return Run(json.loads(done.stdout))


def answered(
    command: list[str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """One run, begun anew where Chromium has lost the beginning of its own trace.

    That is no word about the page; whatever else fails would fail again.
    """
    for _ in range(1 + LOST_TRACES):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        if not done.returncode or "NO_NAVSTART" not in done.stderr:
            break
    return done


def line(name: str, run: Run) -> str:
    scores = "".join(f"{score:>9}" for score in run.scores)
    times = f"{run.number(FCP):>7.0f}{run.number(LCP):>7.0f}{run.number(TBT):>6.0f}"
    return f"{name:<9}{scores}{times}{run.number(CLS):>7.3f}{run.speed:>7}"


if __name__ == "__main__":
    main()
