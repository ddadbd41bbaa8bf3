"""What have the processes of a server cost so far, and how much memory do they hold?"""

import time
from collections.abc import Iterable
from pathlib import Path


def family(pid: int) -> list[int]:
    """The process, those it started, and those they started."""
    found = [pid]
    for one in found:
        for told in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, read(told).split())
    return found


def backends(database: str) -> list[int]:
    """PostgreSQL's processes that serve this database, if it runs on this machine."""
    named = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline")]
    return [pid for pid in named if serves(read(f"/proc/{pid}/cmdline"), database)]


def serves(command: str, database: str) -> bool:
    """
    >>> serves("postgres: root bench_1000 [local] idle", "bench_1000")
    True
    """
    return command.startswith("postgres:") and f" {database} " in command


def spent(pids: Iterable[int]) -> float:
    """Milliseconds of processor time; of who has ended, nothing."""
    return 1000 * sum(map(clock, pids))


def clock(pid: int) -> float:
    """Seconds of processor time, all threads together.

    The number of the clock is made as clock_getcpuclockid(3) makes it. What /proc tells
    is cut to hundredths of a second, of which some rounds (of growth) have only four.
    """
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:
        return 0.0


def held(pids: Iterable[int]) -> float:
    """Megabytes; what several share counts once, in parts."""
    kilobytes = 0
    for pid in pids:
        for line in read(f"/proc/{pid}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def read(path: str | Path) -> str:
    try:
        return Path(path).read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""
