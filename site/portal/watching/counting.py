"""How are answers counted? Outside of all, so that kept pages count as well."""

import time
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[..., Iterable[bytes]]


def counted(application: Application) -> Application:
    """`application`, each answer of which is counted, and how long it took to begin."""
    from .figures import REQUESTS, SECONDS

    # Looking a series up by its labels costs more than counting.
    known: dict[tuple[str, str], Any] = {}
    seconds = {by: SECONDS.labels(by) for by in ("page", "stale", "django")}

    def answered(environ: Environ, start_response: Callable) -> Iterable[bytes]:
        began = time.perf_counter()

        def start(status: str, headers: list, *more: Any) -> Any:
            which = made_by(headers), f"{status[:1]}xx"
            if which not in known:
                known[which] = REQUESTS.labels(*which)
            known[which].inc()
            seconds[which[0]].observe(time.perf_counter() - began)
            return start_response(status, headers, *more)

        return application(environ, start)

    return answered


def made_by(headers: Iterable[tuple[str, str]]) -> str:
    """Who made an answer, as the door to kept pages says it (`Cache-Status`).

    >>> made_by([("Cache-Status", "BanTin; hit")]), made_by([])
    ('page', 'django')
    >>> made_by([("Cache-Status", "BanTin; hit"), ("Warning", "110 - stale")])
    'stale'
    """
    told = dict(headers)
    if not told.get("Cache-Status", "").endswith("hit"):
        return "django"
    return "stale" if "Warning" in told else "page"
