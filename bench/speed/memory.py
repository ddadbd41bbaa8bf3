"""How much memory do all processes of the portal take?"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from . import servers
from .portal import Portal
from .processes import family, held
from .servers import Server

COMMANDS = {
    "scheduler": ("run_scheduler",),
    "tasks": ("db_worker", "--no-reload", "-v", "0"),
}
Megabytes = dict[str, float]


@contextmanager
def silent_work(portal: Portal) -> Iterator[dict[str, int]]:
    """What stands beside the server in production, by name."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                servers.begun(
                    [sys.executable, "manage.py", *command],
                    portal.folder / f"{name}.log",
                    portal.environment,
                )
            ).pid
            for name, command in COMMANDS.items()
        }


def taken(web: Server, nginx: Server, beside: dict[str, int]) -> Megabytes:
    """`nginx` alone, without what it stands in front of."""
    return {
        "pages": web.held(),
        "nginx": nginx.held(),
        **{name: held(family(pid)) for name, pid in beside.items()},
    }
