"""What have the processes of a server cost so far, and how much memory do they hold?"""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


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
    ticks = 0
    for pid in pids:
        _, _, told = read(f"/proc/{pid}/stat").rpartition(")")
        user, system = told.split()[11:13] or (0, 0)
        ticks += int(user) + int(system)
    return ticks * 1000 / TICKS


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
