"""Where do a backup's uploads wait until it is certain that they are wanted?

Beside the others, in a folder of their own: whatever goes wrong before, a full disk
say, the uploads in use are as they were. To put these in their place needs no room.
"""

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from .archive import Damaged, Hashed

WAITING = ".restoring"


class NotPlaced(Exception):
    """The database is restored, some uploads are not: they wait, nothing is lost."""


@dataclass
class Waiting:
    names: list[str] = field(default_factory=list)

    def add(self, name: str, content: Hashed) -> None:
        place = f"{WAITING}/{name}"
        # What an earlier one left that was cut off.
        default_storage.delete(place)
        self.names.append(name)
        stored = default_storage.save(place, File(content))
        if (stored, hash_of(stored)) != (place, content.digest):
            raise Damaged(f"{name} is not what the backup says, once restored.")

    def drop(self) -> None:
        for name in self.names:
            default_storage.delete(f"{WAITING}/{name}")
        remove_folder()

    def place(self) -> None:
        left = list(self.names)
        try:
            while left:
                place(left[0])
                left.pop(0)
        except OSError as error:
            raise NotPlaced(
                f"The database is restored, but {len(left)} uploads are not in place "
                f"yet, {left[0]} first: {error}. They wait in {WAITING}; mend that and "
                "restore once more with --replace."
            ) from error
        remove_folder()


def place(name: str) -> None:
    waiting = f"{WAITING}/{name}"
    if default_storage.exists(name) and hash_of(name) == hash_of(waiting):
        default_storage.delete(waiting)
        return
    try:
        there = Path(default_storage.path(name))
    except NotImplementedError:
        copy(waiting, name)
    else:
        there.parent.mkdir(parents=True, exist_ok=True)
        Path(default_storage.path(waiting)).replace(there)


def remove_folder() -> None:
    """Only disks have one."""
    with suppress(NotImplementedError):
        shutil.rmtree(default_storage.path(WAITING), ignore_errors=True)


def copy(waiting: str, name: str) -> None:
    """Elsewhere than on a disk nothing can be renamed; the one that waits goes last."""
    with default_storage.open(waiting) as content:
        default_storage.delete(name)
        default_storage.save(name, content)
    default_storage.delete(waiting)


def hash_of(name: str) -> str:
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
