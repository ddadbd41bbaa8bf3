"""What does an answer cost? Rounds of all ways to get it, in turn.

So a slow moment of the machine touches all alike: the figures to quote are the ratios.
"""

import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from .client import Answer, Line, burst, request
from .servers import Server


@dataclass
class Way:
    """One way to an answer; `how` is what the answer has to say of itself."""

    page: str
    name: str
    server: Server
    asked: bytes
    # In each round, and on so many connections at once.
    times: int
    lines: int = 1
    how: str | None = None
    costs: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    last: Answer | None = None

    def round(self) -> None:
        # Servers close what is not used for as long as a round takes.
        with ExitStack() as stack:
            lines = [
                stack.enter_context(Line(self.server.port)) for _ in range(self.lines)
            ]
            burst(lines, self.asked, len(lines))
            before = self.server.spent()
            self.last = burst(lines, self.asked, self.times)
            self.costs.append((self.server.spent() - before) / self.times)
            self._wait(lines[0])
        told = self.last.header("cache-status")
        assert self.how is None or told == self.how, (self.name, self.page, told)

    def _wait(self, line: Line) -> None:
        """How long one who is alone waits."""
        for _ in range(min(self.times // 2, 30)):
            began = time.perf_counter()
            line.ask(self.asked)
            self.delays.append((time.perf_counter() - began) * 1000)

    def forget(self) -> None:
        """The first round: each worker loads what it needs, and makes what is kept."""
        self.costs.clear()
        self.delays.clear()

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)

    @property
    def delay(self) -> float:
        return statistics.median(self.delays)

    @property
    def queries(self) -> str:
        return self.last.header("x-queries") or "-"


def measure(ways: Sequence[Way], rounds: int) -> None:
    for way in ways:
        way.round()
        way.forget()
    for _round in range(rounds):
        for way in ways:
            way.round()


def asked(path: str) -> bytes:
    return request(path, Accept_Encoding="br")
