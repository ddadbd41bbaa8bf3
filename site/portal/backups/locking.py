"""How is a backup kept from whoever finds it? As age writes it (age-encryption.org/v1).

It is locked for public keys, so that the machine that makes backups cannot open them;
each is a file that the program `age` opens as well, without this portal.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage.x25519 import Identity, Recipient

from .archive import Damaged

OPENING = b"age-encryption.org/v1"
SECRET = re.compile(r"^AGE-SECRET-KEY-1\w+$", re.MULTILINE)


class NoKey(Exception):
    """What was given opens nothing; the message says what to do."""


def recipients(keys: Sequence[str]) -> list[Recipient]:
    """Public keys, as `age-keygen` prints them. Raises `NoKey`."""
    try:
        return [Recipient.from_str(key.strip()) for key in keys]
    except pyrage.RecipientError as error:
        raise NoKey(
            "A public key of age is wanted (age1…), as `age-keygen` prints it."
        ) from error


def identities(path: Path | None) -> list[Identity]:
    """The secret keys in a file that `age-keygen` wrote. Raises `NoKey`."""
    if path is None:
        return []
    try:
        # Whatever somebody wrote beside the key.
        found = SECRET.findall(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise NoKey(f"No key can be read from {path}: {error}") from error
    if not found:
        raise NoKey(f"No secret key of age stands in {path}.")
    try:
        return [Identity.from_str(key) for key in found]
    except pyrage.IdentityError as error:
        raise NoKey(f"No secret key of age stands in {path}.") from error


@contextmanager
def locked(file: IO[bytes], keys: Sequence[Recipient]) -> Iterator[IO[bytes]]:
    """Whatever is written is locked on its way into `file`; without keys, it is not."""
    if not keys:
        yield file
        return
    read, write = os.pipe()

    def lock() -> None:
        with os.fdopen(read, "rb") as plain:
            pyrage.encrypt_io(plain, file, keys)

    with beside(lock), os.fdopen(write, "wb") as plain:
        yield plain


@contextmanager
def unlocked(file: IO[bytes], keys: Sequence[Identity]) -> Iterator[IO[bytes]]:
    """What is in `file`, locked or not. Raises `NoKey`, `Damaged`."""
    opening = file.read(len(OPENING))
    file.seek(0)
    if opening != OPENING:
        yield file
        return
    if not keys:
        raise NoKey("The backup is locked: --key FILE names the file with its key.")
    read, write = os.pipe()

    def unlock() -> None:
        # Whoever reads may stop before the end.
        with suppress(BrokenPipeError), os.fdopen(write, "wb") as plain:
            pyrage.decrypt_io(file, plain, keys)

    with beside(unlock), os.fdopen(read, "rb") as plain:
        yield plain


@contextmanager
def beside(work: Callable[[], Any]) -> Iterator[None]:
    """A thread that works as long as this goes on; what stopped it is raised here."""
    stopped: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            stopped.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()
        for error in stopped:
            raise told(error) from error


def told(error: BaseException) -> BaseException:
    match error:
        case pyrage.DecryptError() if "No matching keys" in str(error):
            return NoKey("The backup is locked for another key than this one.")
        case pyrage.DecryptError() | OSError(errno=None):
            return Damaged("It cannot be opened: it was changed, or ends early.")
        case pyrage.EncryptError():
            return OSError(str(error).removeprefix("OSError: "))
        case _:
            return error
