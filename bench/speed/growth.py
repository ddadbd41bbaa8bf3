"""Does a page cost more where there are more posts? The same pages, at two sizes.

Each size has a database and a server of its own, and no page is kept; both are asked in
turn. What PostgreSQL's processes spend counts, where they run on this machine.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from . import portal
from .client import request
from .costs import Way, asked, measure
from .processes import backends, spent
from .servers import Server

FEW = 1000
# In each round: a page of the desk costs as much as several of readers.
READERS, DESK = 10, 2


@dataclass(frozen=True)
class WithDatabase(Server):
    """A server and the database's processes that work for it."""

    database: str

    def spent(self) -> float:
        return super().spent() + spent(backends(self.database))


@dataclass(frozen=True)
class Grown:
    page: str
    is_desk: bool
    few: Way
    many: Way

    @property
    def ratio(self) -> float:
        return self.many.cost / self.few.cost


def measured(folder: Path, count: int, rounds: int, server: str = "") -> list[Grown]:
    """`server` is the address of a PostgreSQL database, beside which two more are made;
    without it, SQLite."""
    kind = "postgresql" if server else "sqlite"
    with ExitStack() as stack:
        few, many = (
            list(ways(stack, folder / f"{kind}-{size}", size, server))
            for size in (FEW, count)
        )
        measure([way for pair in zip(few, many, strict=True) for way in pair], rounds)
    return [
        Grown(one.page, one.name == "desk", one, other)
        for one, other in zip(few, many, strict=True)
    ]


def ways(stack: ExitStack, folder: Path, size: int, server: str) -> Iterator[Way]:
    address = stack.enter_context(database(server, size)) if server else ""
    filled = portal.filled(folder, size, address, "webp")
    served = stack.enter_context(filled.served("made", {"PAGE_CACHE": ""}, workers=1))
    if server:
        name = urlsplit(address).path.strip("/")
        served = WithDatabase(served.port, served.first, name)
    for page, path in filled.inside("inside.addresses()").items():
        yield Way(page, "reader", served, asked(path), READERS)
    desk = filled.inside("inside.desk()")
    for page, path in desk["pages"].items():
        wanted = request(path, Cookie=desk["cookie"], Accept_Encoding="br")
        yield Way(page, "desk", served, wanted, DESK)


@contextmanager
def database(server: str, size: int) -> Iterator[str]:
    """One beside the one that is named, for as long as it is measured."""
    from psycopg import connect, sql

    parts = urlsplit(server)
    name = f"{parts.path.strip('/')}_bench_{size}"
    made = sql.Identifier(name)
    with connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(made))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(made))
    try:
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        with connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(made)
            )


def postgresql() -> str:
    named = os.environ.get("DATABASE_URL", "")
    return named if named.startswith("postgres") else ""
