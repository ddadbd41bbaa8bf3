"""How is the next thing made while this one is being stored?"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
R = TypeVar("R")


def ahead(function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
    """`function` of each thing in turn, that of the next in a thread beside the caller.

    It may not ask the database: what the caller's transaction has done is not seen
    there.

    >>> list(ahead(str, [1, 2, 3]))
    ['1', '2', '3']
    """
    coming: Future[R] | None = None
    with ThreadPoolExecutor(1) as beside:
        for thing in things:
            made = coming
            coming = beside.submit(copy_context().run, _alone, function, thing)
            if made:
                yield made.result()
        if coming:
            yield coming.result()


def _alone(function: Callable[[T], R], thing: T) -> R:
    try:
        with connection.execute_wrapper(_refuse):
            return function(thing)
    finally:
        connection.close()  # Of this thread; there is one only where it asked.


def _refuse(_execute: Any, statement: str, *_: Any) -> Any:
    raise RuntimeError(f"Asked beside the transaction: {statement}")
