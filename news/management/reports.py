"""Where does a command write what it did, for another program to read?"""

from pathlib import Path
from typing import IO

from django.core.management.base import CommandError


def opened(path: Path | None) -> IO[str]:
    """The file of `--report`, a line at a time; nothing is kept without one."""
    try:
        return open(path or "/dev/null", "w", encoding="utf-8", buffering=1)
    except OSError as error:
        raise CommandError(
            f"--report {path}: {error.strerror}", returncode=2
        ) from error
