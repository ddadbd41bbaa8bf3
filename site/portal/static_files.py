"""Do the collected static files still match their sources?

Collecting hashes and compresses a thousand files, which takes longer than all the rest
of a start; it is done only when one of them changed.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files import locks
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Answers whether anything was collected."""
    root = Path(settings.STATIC_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    # Of two that start at once, the second would clear what the first collects.
    with root.with_name(f"{root.name}.lock").open("w") as turn:
        locks.lock(turn, locks.LOCK_EX)
        return _collect(root / ".collected")


def _collect(stamp: Path) -> bool:
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)
    return True


def fingerprint() -> str:
    """Name, size and time of every static file of every app."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            seen.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()
