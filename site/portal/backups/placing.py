"""Where do a backup's uploads wait until it is certain that they are wanted?

Beside the others, in a folder of their own: whatever goes wrong before, a full disk
say, the uploads in use are as they were. To put these in their place needs no room.
"""

import enum
import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .archive import Damaged, Hashed
from .uploads import WAITING, uploads

# Lies there until the database is certain. It is taken away then, not put there: that
# needs no room either.
UNCERTAIN = f"{WAITING}/.uncertain"


class NotPlaced(Exception):
    """The database is restored, some uploads are not: they wait, nothing is lost."""


class State(enum.Enum):
    """Of what waits."""

    NOTHING = enum.auto()
    # Its restore was cut off, or goes on just now.
    UNCERTAIN = enum.auto()
    # The database names these.
    WANTED = enum.auto()


def state() -> State:
    if default_storage.exists(UNCERTAIN):
        return State.UNCERTAIN
    waits = next(uploads(default_storage, f"{WAITING}/"), None)
    return State.NOTHING if waits is None else State.WANTED


@dataclass
class Waiting:
    names: list[str] = field(default_factory=list)

    @classmethod
    def of_before(cls) -> "Waiting":
        """What a restore could not put in place."""
        names = uploads(default_storage, f"{WAITING}/")
        return cls([name.removeprefix(f"{WAITING}/") for name in names])

    def begin(self) -> None:
        # What an earlier one left that was cut off.
        Waiting.of_before().drop()
        default_storage.save(UNCERTAIN, ContentFile(b""))

    def add(self, name: str, content: Hashed) -> None:
        place = f"{WAITING}/{name}"
        self.names.append(name)
        stored = default_storage.save(place, File(content))
        if (stored, hash_of(stored)) != (place, content.digest):
            raise Damaged(f"{name} is not what the backup says, once restored.")

    def drop(self) -> None:
        for name in self.names:
            default_storage.delete(f"{WAITING}/{name}")
        default_storage.delete(UNCERTAIN)
        remove_folder()

    def place(self) -> None:
        left = list(self.names)
        try:
            default_storage.delete(UNCERTAIN)
            while left:
                place(left[0])
                left.pop(0)
        except Exception as error:
            # Object storage fails with errors of its own.
            first = f", {left[0]} first" if left else ""
            raise NotPlaced(
                f"The database is restored, but {len(left)} uploads are not in place "
                f"yet{first}: {error}. They wait in {WAITING}; mend that, then "
                "`restore --go-on` puts them in place, and nothing else."
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
        # A bucket does it by itself, without sending anything.
        getattr(default_storage, "rename", copy)(waiting, name)
    else:
        there.parent.mkdir(parents=True, exist_ok=True)
        Path(default_storage.path(waiting)).replace(there)


def remove_folder() -> None:
    """Only disks have one."""
    with suppress(NotImplementedError):
        shutil.rmtree(default_storage.path(WAITING), ignore_errors=True)


def copy(waiting: str, name: str) -> None:
    """Where nothing can be renamed; the one that waits goes last."""
    with default_storage.open(waiting) as content:
        default_storage.delete(name)
        default_storage.save(name, content)
    default_storage.delete(waiting)


def hash_of(name: str) -> str:
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
