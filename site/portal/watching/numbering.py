"""Which request does a line of the log belong to? Each has a number of its own."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

import structlog

Environ = dict[str, Any]
Application = Callable[..., Iterable[bytes]]
HEADER, GIVEN = "X-Request-ID", "HTTP_X_REQUEST_ID"
# What a web server in front writes; anything else is somebody's invention.
WRITTEN = re.compile(r"[0-9A-Za-z-]{8,64}")


def numbered(application: Application) -> Application:
    """nginx's number where it gave one, so that its log and ours can be laid side by
    side. The answer names it, a kept page's too, for whoever reports a fault.
    """

    def answered(environ: Environ, start_response: Callable) -> Iterable[bytes]:
        given = environ.get(GIVEN, "")
        number = given if WRITTEN.fullmatch(given) else os.urandom(16).hex()
        environ[GIVEN] = number

        def start(status: str, headers: list, *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, number)], *more)

        # Not `bound_contextvars`, which looks through all that the process has bound:
        # that took longer than finding a kept page.
        before = structlog.contextvars.bind_contextvars(request=number)
        try:
            return application(environ, start)
        finally:
            structlog.contextvars.reset_contextvars(**before)

    return answered
