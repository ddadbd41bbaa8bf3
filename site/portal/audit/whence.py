"""From where does an act come: an address, or a command on the server?"""

import sys
from collections.abc import Callable
from pathlib import Path

from asgiref.local import Local
from django.http import HttpRequest, HttpResponse

from portal.doors import address_of

_asking = Local()


class Whence:
    """While a request is answered, whoever writes an entry can ask where it is from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A preview is a request within another one.
        around, _asking.request = asking(), request
        try:
            return self.get_response(request)
        finally:
            _asking.request = around


def asking() -> HttpRequest | None:
    return getattr(_asking, "request", None)


def address() -> str:
    asked = asking()
    return (asked and address_of(asked)) or ""


def command() -> str:
    """The name of the command that runs; "" where a browser asked."""
    program, *words = sys.argv or [""]
    is_ours = Path(program).name in ("manage.py", "django-admin")
    return words[0][:100] if words and is_ours and not asking() else ""
