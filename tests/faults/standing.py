"""A database that is a standby, or on a disk mounted so: it answers, stores nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def read_only() -> Iterator[None]:
    with stopped():
        if not connection.in_atomic_block:
            yield
            return
        # What fails spoils the test's own transaction no further than this.
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


@contextmanager
def stopped() -> Iterator[None]:
    connection.ensure_connection()
    raw = connection.connection
    match connection.vendor, connection.in_atomic_block:
        case "sqlite", _:
            begin, end = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
        case _, False:
            begin = "SET default_transaction_read_only = on"
            end = "SET default_transaction_read_only = off"
        case _:
            # PostgreSQL takes it back with the savepoint, and not otherwise.
            with transaction.atomic():
                raw.execute("SET TRANSACTION READ ONLY")
                yield
                transaction.set_rollback(True)
            return
    raw.execute(begin)
    try:
        yield
    finally:
        raw.execute(end)
