"""How is what was measured written down? As tables of Markdown."""

import platform
import statistics
import subprocess
from collections.abc import Iterable, Iterator

import django
import wagtail

from .beside import in_order
from .cold import CROWD, Cold
from .costs import Way
from .growth import FEW, Grown
from .memory import Megabytes
from .servers import CORES
from .targets import Target
from .visible import Delays

Rows = Iterable[Iterable[object]]


def table(head: Iterable[str], rows: Rows) -> str:
    """
    >>> print(table(["page", "ms"], [["home", 1]]))
    | page | ms |
    | --- | --- |
    | home | 1 |
    """
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def pages(ways: list[Way]) -> str:
    head = ["page", "how", "CPU ms", "from … to", "queries", "bytes", "ms alone"]
    return table(head, map(of_way, in_order(ways)))


def of_way(way: Way) -> Iterator[object]:
    yield from (way.page, way.name, figure(way.cost), spread(way.costs))
    yield from (way.queries, len(way.last.body))
    yield f"{way.delay:.2f} ({spread(way.delays)})"


def figure(value: float) -> str:
    """
    >>> figure(0.0834), figure(23.456)
    ('0.083', '23.5')
    """
    return f"{value:.3f}" if value < 2 else f"{value:.1f}"


def spread(values: list[float]) -> str:
    return f"{figure(min(values))} … {figure(max(values))}"


def growth(grown: list[Grown], count: int) -> str:
    head = ["page", f"{FEW:,} posts, CPU ms", f"{count:,} posts, CPU ms", "ratio"]
    head += ["queries", "ms alone"]
    return table(
        head,
        (
            [
                *(one.page, figure(one.few.cost), figure(one.many.cost)),
                *(f"{one.ratio:.2f}", f"{one.few.queries} / {one.many.queries}"),
                f"{one.few.delay:.1f} / {one.many.delay:.1f}",
            ]
            for one in grown
        ),
    )


def delays(found: list[Delays]) -> str:
    head = ["page", *(f"{one.door}, s" for one in found)]
    return table(
        head,
        (
            [
                page,
                *(
                    f"{one.middle(page):.2f} ({spread(one.by_page[page])})"
                    for one in found
                ),
            ]
            for page in found[0].by_page
        ),
    )


def cold(found: Cold) -> str:
    middle = statistics.median(found.first)
    return (
        f"First page after the start of an empty process: {middle:.2f} s "
        f"({spread(found.first)}), {statistics.median(found.first_cpu):.2f} s of them "
        f"the processor's. {CROWD:,} who asked for one page at once: "
        f"{found.answered:,} got it within {found.seconds:.1f} s, "
        f"and it was made {found.made} time(s)."
    )


def memory(before: Megabytes, after: Megabytes) -> str:
    rows = [
        [name, *(f"{held[name]:.0f}" for held in (before, after))] for name in before
    ]
    sums = [f"{sum(held.values()):.0f}" for held in (before, after)]
    return table(["processes", "before, MB", "after, MB"], [*rows, ["all", *sums]])


def targets(found: list[Target]) -> str:
    return table(
        ["target", "wanted", "measured", ""],
        (
            [
                *(one.what, one.wanted, f"{one.measured:.{one.places}f}"),
                "reached" if one.is_reached else "**missed**",
            ]
            for one in found
        ),
    )


def versions() -> str:
    told = subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr
    nginx = told.strip().rpartition("/")[2]
    return (
        f"Python {platform.python_version()}, Django {django.__version__}, "
        f"Wagtail {wagtail.__version__}, nginx {nginx}, {CORES} cores"
    )
