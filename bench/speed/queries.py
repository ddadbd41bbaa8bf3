"""How many queries did an answer cost? The application tells it in `X-Queries`.

What a server of the bench runs: `BENCH_APPLICATION` (module:name) behind a count.
"""

import os
import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

module, _, name = os.environ["BENCH_APPLICATION"].partition(":")
answering = getattr(import_module(module), name)

# They read the settings, which the application has loaded by now.
from django.db.backends.signals import connection_created  # noqa: E402

here = threading.local()


def count(execute: Callable[..., Any], *args: Any) -> Any:
    here.queries = getattr(here, "queries", 0) + 1
    return execute(*args)


def watch(connection: Any, **_: Any) -> None:
    if count not in connection.execute_wrappers:
        connection.execute_wrappers.append(count)


connection_created.connect(watch)


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    here.queries = 0

    def start(status: str, headers: list, *more: Any) -> Any:
        told = ("X-Queries", str(here.queries))
        return start_response(status, [*headers, told], *more)

    return answering(environ, start)
