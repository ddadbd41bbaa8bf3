"""How fast is the portal, and does it stay so? `make bench`, `make bench N=100000`.

Starts the portal as production does, nginx with deploy/nginx in front of it, nginx with
the same bytes as files, and the tutorial's blog with the same posts; asks all in turn,
and writes tables to bench/results/. Then the same pages with 1,000 and with N posts, on
SQLite and, where DATABASE_URL names one, on PostgreSQL. It says what was missed; with
`--strict` it fails then. docs/operating.md tells what the figures mean.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from bench.speed import (
    beside,
    cold,
    growth,
    memory,
    peer,
    portal,
    servers,
    tables,
    targets,
    visible,
)
from bench.speed.targets import Target

RESULTS = Path(__file__).parent / "results"
PARTS = ("pages", "growth", "news", "cold")
Section = tuple[str, str, list[Target]]


def main() -> None:
    wanted = arguments()
    servers.ask_for_programs()
    # What was started ends with us, however we end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sections: list[Section] = []
    with tempfile.TemporaryDirectory() as place:
        for section in measured(Path(place), wanted):
            # What has been measured is not lost where the next part is broken off.
            sections.append(section)
            path = write(sections, wanted)
            print(f"## {section[0]}\n\n{section[1]}\n", flush=True)
    reached = [target for _, _, found in sections for target in found]
    missed = sum(not target.is_reached for target in reached)
    print(tables.targets(reached), path, sep="\n\n")
    if missed and wanted.strict:
        sys.exit(f"{missed} of {len(reached)} targets missed.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("posts", type=int, nargs="?", default=10_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="may be repeated"
    )
    parser.add_argument(
        "--database",
        choices=("SQLite", "PostgreSQL"),
        help="growth on this one alone (PostgreSQL: where DATABASE_URL names one)",
    )
    parser.add_argument("--strict", action="store_true", help="fail if one is missed")
    return parser.parse_args()


def measured(folder: Path, wanted: argparse.Namespace) -> Iterator[Section]:
    parts = wanted.only or PARTS
    if {"pages", "news", "cold"} & set(parts):
        ours = portal.filled(folder / "ours", growth.FEW)
        ours.manage("db_worker", "--batch", "--no-reload", "-v", "0")
        if "pages" in parts:
            yield of_pages(folder, ours, wanted.rounds)
        if "news" in parts:
            yield from of_news(ours)
        if "cold" in parts:
            found = cold.measured(ours, 3)
            yield "Cold", tables.cold(found), [*targets.of_cold(found)]
    if "growth" in parts:
        for name, place in {"SQLite": "", "PostgreSQL": growth.postgresql()}.items():
            if wanted.database in (None, name) and (name == "SQLite" or place):
                yield of_growth(folder, wanted, name, place)


def write(sections: list[Section], wanted: argparse.Namespace) -> Path:
    parts = [*(wanted.only or ()), *filter(None, [wanted.database])]
    name = "-".join([str(date.today()), str(wanted.posts), *parts])
    path = RESULTS / f"{name}.md"
    RESULTS.mkdir(exist_ok=True)
    path.write_text(written(sections, wanted))
    return path


def of_pages(folder: Path, ours: portal.Portal, rounds: int) -> Section:
    theirs = peer.filled(folder / "peer", ours, growth.FEW)
    ways = beside.measured(ours, theirs, rounds)
    return "Pages", tables.pages(ways), [*targets.of_pages(ways)]


def of_news(ours: portal.Portal) -> Iterator[Section]:
    """With everything that runs in production, in the folders that commands know."""
    own = {"PAGE_CACHE": ours.environment["PAGE_CACHE"]}
    place = ours.folder / "front-of-news"
    with ExitStack() as stack:
        begin = stack.enter_context
        web = begin(ours.served("news", own))
        front, alone = begin(servers.nginx(place, web, beside.files_of(ours)))
        work = begin(memory.silent_work(ours))
        memory.wait_for_rest(work.values())
        before = memory.taken(web, alone, work)
        doors = {"in process": web, "behind nginx": front}
        delays = visible.measured(ours, doors, 5)
        for path in ours.inside("inside.addresses()").values():
            beside.asked_often(front, path)
        after = memory.taken(web, alone, work)
    yield "A new post is seen", tables.delays(delays), [*targets.of_delays(delays)]
    yield "Memory", tables.memory(before, after), []


def of_growth(
    folder: Path, wanted: argparse.Namespace, name: str, place: str
) -> Section:
    grown = growth.measured(folder, wanted.posts, wanted.rounds, place)
    text = tables.growth(grown, wanted.posts)
    return f"Growth, {name}", text, [*targets.of_growth(grown, name)]


def written(sections: list[Section], wanted: argparse.Namespace) -> str:
    reached = [target for _, _, found in sections for target in found]
    blocks = [
        f"# Bench, {date.today()}",
        f"{tables.versions()}; medians of {wanted.rounds} rounds; {growth.FEW:,} "
        "posts, but for growth. Machines differ, and this one may have had other work: "
        "compare what stands in one table.",
        "## Targets",
        tables.targets(reached),
    ]
    for title, text, _ in sections:
        blocks += [f"## {title}", text]
    return "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    main()
