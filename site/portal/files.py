"""What may a file do that is opened by itself? Nothing, as nginx says in `files.conf`.

So a file that anybody uploaded, or that a package brought, runs no script.
"""

from collections.abc import MutableMapping

CLOSED = "default-src 'none'; sandbox"


def close(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Of a static file; whitenoise calls it once for each."""
    headers["Content-Security-Policy"] = CLOSED
