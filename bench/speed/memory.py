"""How much memory do all processes of the portal take?"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from tests.deploy.processes import started

from .portal import Portal
from .processes import family, held, spent
from .servers import Server

COMMANDS = {
    "scheduler": ("run_scheduler",),
    "tasks": ("db_worker", "--no-reload", "-v", "0"),
}
Megabytes = dict[str, float]
# Milliseconds of processor time in three seconds: that of who only waits.
IDLE = 60


@contextmanager
def silent_work(portal: Portal) -> Iterator[dict[str, int]]:
    """What stands beside the server in production, by name."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                started(
                    [sys.executable, "manage.py", *command],
                    portal.folder / f"{name}.log",
                    portal.environment,
                )
            ).pid
            for name, command in COMMANDS.items()
        }


def wait_for_rest(pids: Iterable[int]) -> None:
    """Until they have loaded what they need, or for a minute."""
    known, before = list(pids), -float("inf")
    for _ in range(20):
        now = spent(pid for one in known for pid in family(one))
        if now - before < IDLE:
            return
        before = now
        time.sleep(3)


def taken(web: Server, nginx: Server, beside: dict[str, int]) -> Megabytes:
    """`nginx` alone, without what it stands in front of."""
    return {
        "pages": web.held(),
        "nginx": nginx.held(),
        **{name: held(family(pid)) for name, pid in beside.items()},
    }
