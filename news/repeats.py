"""What is worked out of texts is kept, while very many posts are written.

They share their set phrases, and one post is asked for the same by several indexes. At
other times nothing is kept: a server would hold the words of its last posts for ever.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

MOST = 2000  # answers of each function, the latest
P = ParamSpec("P")
R = TypeVar("R")
_kept: ContextVar[dict[Callable[..., Any], Callable[..., Any]] | None] = ContextVar(
    "news_repeats", default=None
)


@contextmanager
def remembering() -> Iterator[None]:
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def repeated(function: Callable[P, R]) -> Callable[P, R]:
    """Within `remembering` asked once for the same; nobody may change its answer."""

    @functools.wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _kept.get()
        if kept is None:
            return function(*args, **kwargs)
        if function not in kept:
            kept[function] = functools.lru_cache(MOST)(function)
        return kept[function](*args, **kwargs)

    return answer


def once(method: Callable[[Any], R]) -> Callable[[Any], R]:
    """Within `remembering` an object is asked once: nobody changes it meanwhile."""

    @functools.wraps(method)
    def answer(self: Any) -> R:
        if _kept.get() is None:
            return method(self)
        answers = self.__dict__.setdefault("_answers", {})
        if method not in answers:
            answers[method] = method(self)
        return answers[method]

    return answer
