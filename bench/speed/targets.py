"""What has to be reached? Each target with what was measured, and whether it was."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from .beside import (
    A_FILE,
    BEHIND_NGINX,
    CACHED_PEER,
    KEPT_HERE,
    MADE_ANEW,
    PAGES,
    THE_PEER,
    found,
)
from .cold import CROWD, Cold
from .costs import Way
from .growth import Grown
from .visible import Delays

MOST_QUERIES = {"index": 10, "article": 8, "long article": 8}
OF_THE_PEER = {"index": 0.4, "article": 0.6, "long article": 0.6}


@dataclass(frozen=True)
class Target:
    what: str
    measured: float
    most: float = 0
    least: float = 0
    places: int = 2

    @property
    def is_reached(self) -> bool:
        """
        >>> Target("at most", 1.3, most=1.2).is_reached
        False
        >>> Target("at least", 12, least=10).is_reached
        True
        """
        if self.least:
            return self.measured >= self.least
        return self.measured <= self.most

    @property
    def wanted(self) -> str:
        return f"≥ {self.least:g}" if self.least else f"≤ {self.most:g}"


def of_pages(ways: list[Way]) -> Iterator[Target]:
    for page in PAGES:
        kept, made = found(ways, page, KEPT_HERE), found(ways, page, MADE_ANEW)
        front, file = found(ways, page, BEHIND_NGINX), found(ways, page, A_FILE)
        theirs, cached = found(ways, page, THE_PEER), found(ways, page, CACHED_PEER)
        yield Target(
            f"{page} behind nginx: share of what nginx does with a file",
            file.cost / front.cost,
            least=0.9,
        )
        yield Target(f"{page} kept: CPU ms", kept.cost, most=0.2, places=3)
        yield Target(f"{page} kept: queries", float(kept.queries), most=0, places=0)
        yield Target(
            f"{page} kept: times cheaper than the tutorial's, cached in Redis",
            cached.cost / kept.cost,
            least=10,
            places=1,
        )
        yield Target(
            f"{page} made anew: share of the tutorial's",
            made.cost / theirs.cost,
            most=OF_THE_PEER[page],
        )
        yield Target(
            f"{page} made anew: queries",
            float(made.queries),
            most=MOST_QUERIES[page],
            places=0,
        )


def of_growth(grown: list[Grown], database: str) -> Iterator[Target]:
    for one in grown:
        most = 2 if one.is_desk else 1.2
        yield Target(f"{one.page}, {database}: growth", one.ratio, most=most)


def of_delays(delays: list[Delays]) -> Iterator[Target]:
    for one in delays:
        yield Target(
            f"a new post is seen everywhere, {one.door}: s", one.longest, most=1.5
        )


def of_cold(cold: Cold) -> Iterator[Target]:
    first = statistics.median(cold.first)
    yield Target("first page of a process never warmed: s", first, most=1)
    yield Target(f"pages made for {CROWD} who ask at once", cold.made, most=1, places=0)
    yield Target("of them answered", cold.answered, least=CROWD, places=0)
