"""What does the process do that reads posts beside another one (`beside`)?

It reads ahead of who listens, as far as the posts fit into `ROOM`, and ends as soon as
nobody listens: neither a killed run nor one that breaks off leaves it behind.
"""

import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .document import Document
from .formats import READERS

ROOM = 8_000_000  # bytes of posts that wait; one larger than that waits alone
HEADER = struct.Struct("!cQ")  # kind and length of a message
DOCUMENT, ERROR, LEFT, END = b"d", b"e", b"l", b"."

# What it is, and its words: a post, what ended the reading, why what comes here cannot
# be told, or nothing.
Message = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    path: Path
    photos: Path | None
    known: tuple[str, ...]


def serve() -> None:
    """Asked on standard input for one job, and answers on standard output."""
    # Who is interrupted at a terminal ends us; we would only tell of it, too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever is printed is no answer.
    job: Job = pickle.load(asked)  # noqa: S301 - our own process
    threading.Thread(target=end_with, args=[asked.fileno()], daemon=True).start()
    waiting = Waiting()
    writer = threading.Thread(target=write, args=[waiting, answers], daemon=True)
    writer.start()
    for message in messages(job):
        waiting.put(message)
    writer.join()


def end_with(asked: int) -> None:
    """The other process has this file open as long as it lives and listens."""
    # Not through Python's buffer: who waits in that hinders the end of all others.
    while os.read(asked, 1024):
        continue
    os._exit(1)


def messages(job: Job) -> Iterator[Message]:
    """What cannot be carried is left to the other process, with all after it."""
    documents = read(job)
    while True:
        try:
            found = next(documents, None)
        except Exception as error:
            yield carried(ERROR, error)
            return
        if found is None:
            yield END, b""
            return
        kind, said = carried(DOCUMENT, found)
        yield kind, said
        if kind == LEFT:
            return


def read(job: Job) -> Iterator[Document]:
    """The reader is first called where it is asked for its first post."""
    yield from READERS[job.name].read(job.path, job.photos, job.known)


def carried(kind: bytes, what: Document | Exception) -> Message:
    """It as a message; an error with the way it came."""
    try:
        if isinstance(what, Exception):
            what.add_note("".join(traceback.format_exception(what)))
        said = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
        if isinstance(what, Exception):
            pickle.loads(said)  # noqa: S301 - just written
    except Exception as error:
        return LEFT, repr(error).encode("utf-8", "backslashreplace")
    return kind, said


class Waiting:
    """Messages on their way; whoever puts one waits until there is room for it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.messages: deque[Message] = deque()
        self.size = 0

    def put(self, message: Message) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.fits(message))
            self.messages.append(message)
            self.size += len(message[1])
            self.changed.notify_all()

    def fits(self, message: Message) -> bool:
        return not self.messages or self.size + len(message[1]) <= ROOM

    def take(self) -> Message:
        with self.changed:
            self.changed.wait_for(lambda: bool(self.messages))
            message = self.messages.popleft()
            self.size -= len(message[1])
            self.changed.notify_all()
        return message


def write(waiting: Waiting, answers: IO[bytes]) -> None:
    try:
        kind = DOCUMENT
        while kind == DOCUMENT:
            kind, said = waiting.take()
            answers.write(HEADER.pack(kind, len(said)))
            answers.write(said)
        answers.flush()
    except BaseException:
        # Nobody listens, or there is no memory: who reads would wait for us for ever.
        os._exit(1)


def told_in(answers: IO[bytes]) -> Iterator[Message]:
    """The same as they were written. Raises `EOFError` where they break off."""
    while True:
        kind, length = HEADER.unpack(whole(answers, HEADER.size))
        yield kind, whole(answers, length)


def whole(answers: IO[bytes], length: int) -> bytes:
    said = answers.read(length)
    if len(said) < length:
        raise EOFError
    return said
