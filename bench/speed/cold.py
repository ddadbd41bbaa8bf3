"""What happens when nothing is kept yet: the first page, and a crowd for one page."""

import re
import shutil
import time
from dataclasses import dataclass

from .client import Line, at_once, request
from .portal import Portal
from .servers import Server

CROWD = 1000
WORD = "measured"
MADE = re.compile(r'^bantin_requests_total\{by="django",status="2xx"\} (\d+)', re.M)


@dataclass(frozen=True)
class Cold:
    # Seconds, of each start, and the processor's time in them.
    first: list[float]
    first_cpu: list[float]
    # Answers of 200 that the crowd got, how many pages were made for it, and how long
    # the last one waited.
    answered: int
    made: int
    seconds: float


def measured(portal: Portal, starts: int) -> Cold:
    first, first_cpu = [], []
    for _ in range(starts):
        for left in ("pages-cold", "metrics"):
            shutil.rmtree(portal.folder / left, ignore_errors=True)
        with portal.served("cold", {"METRICS_TOKEN": WORD}) as server:
            began, spent = time.perf_counter(), server.spent()
            with Line(server.port) as line:
                assert line.ask(request("/")).status == 200
            first.append(time.perf_counter() - began)
            first_cpu.append((server.spent() - spent) / 1000)
            before = made(server)
            began = time.perf_counter()
            answers = at_once(server.port, request("/tin-tuc/"), CROWD)
            seconds = time.perf_counter() - began
            # The first look at the figures was an answer, too.
            pages = made(server) - before - 1
    answered = sum(answer.status == 200 for answer in answers)
    return Cold(first, first_cpu, answered, pages, seconds)


def made(server: Server) -> int:
    """How many answers the portal has made so far, rather than read."""
    with Line(server.port) as line:
        answer = line.ask(request("/metrics", Authorization=f"Bearer {WORD}"))
    found = MADE.search(answer.body.decode())
    return int(found[1]) if found else 0
