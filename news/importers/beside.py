"""How are posts read by a process beside ours, while ours stores those before them?

That process knows no database and ends with ours (`reading_beside`). What it cannot
tell, lost or not, is read here: a run ends the same with and without it.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Collection, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from multiprocessing.spawn import get_command_line
from pathlib import Path

from .document import Document
from .formats import EXPORT, READERS
from .reading_beside import END, ERROR, LEFT, Job, told_in

logger = logging.getLogger(__name__)

# Readers of files with many posts, whose photos stay where they are: what Word files
# hold is unpacked only until the next post is asked for.
FORMATS = frozenset({"table", "wordpress", EXPORT})
SMALLEST = 500_000  # bytes; less is read before another process has begun
# Nothing of the folder we stand in is taken for a module of Python's.
BEGIN = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from news.importers.reading_beside import serve; serve()"
)


def is_worth_it(name: str, path: Path) -> bool:
    """Whether there is a core for it, and enough to read."""
    return name in FORMATS and cores() > 1 and size_of(path) >= SMALLEST


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def size_of(path: Path) -> int:
    try:
        files = path.iterdir() if path.is_dir() else [path]
        return sum(file.stat().st_size for file in files if file.is_file())
    except OSError:
        return 0  # Its reader will say what is wrong with it.


def read(
    name: str, path: Path, photos: Path | None = None, known: Collection[str] = ()
) -> Iterator[Document]:
    """What the reader of that name reads, in its order, and with its errors."""
    came = 0
    try:
        with closing(_told(Job(name, path, photos, tuple(known)))) as documents:
            for document in documents:
                came += 1
                yield document
        return
    except Lost as error:
        logger.warning(
            "%s: the process that read it is lost (%s); what follows post %s is read"
            " without it",
            *(path.name, error, came),
        )
    yield from islice(READERS[name].read(path, photos, known), came, None)


class Lost(Exception):
    """The process ended before it had told everything."""


def _told(job: Job) -> Generator[Document, None, None]:
    with _process() as process:
        asked, answers = process.stdin, process.stdout
        if asked is None or answers is None:
            raise Lost("it cannot be talked to")
        told = told_in(answers)
        try:
            asked.write(pickle.dumps(job))
            asked.flush()
        except BrokenPipeError as error:
            raise Lost(f"exit code {process.wait()}") from error
        while True:
            try:
                kind, said = next(told)
            except EOFError as error:
                raise Lost(f"exit code {process.wait()}") from error
            if kind == END:
                return
            if kind == LEFT:
                raise Lost(f"it cannot tell what comes: {said.decode()}")
            if kind == ERROR:
                # Whatever it is, an `EOFError` among them: the reader's own.
                raise pickle.loads(said)  # noqa: S301 - our own process
            yield pickle.loads(said)  # noqa: S301 - our own process


def flags() -> list[str]:
    """Those our interpreter was begun with: `-X utf8`, `-W error`, `-O` …"""
    # What gathers them has a private name in `subprocess`; this opens with them.
    command = get_command_line()
    usual = command[1 : command.index("-c")] if "-c" in command else []
    options = sys._xoptions.items()  # Of these it knows a few only.
    named = (name if value is True else f"{name}={value}" for name, value in options)
    return usual + [f"-X{option}" for option in named]


@contextmanager
def _process() -> Iterator[subprocess.Popen[bytes]]:
    """Ended at the end, whatever it is at: its standard input is its lease of life."""
    places = [place or str(Path.cwd()) for place in sys.path]
    try:
        process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
            [sys.executable, *flags(), "-c", BEGIN, *places],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    except (OSError, TypeError) as error:
        raise Lost(f"it did not begin: {error}") from error
    try:
        yield process
    finally:
        process.kill()
        # What it did not want to hear any more is nothing to complain of.
        with suppress(BrokenPipeError):
            process.communicate()
