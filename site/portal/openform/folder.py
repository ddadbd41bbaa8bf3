"""What does the folder look like, and is it what was written?

    export.json    the form's number, how much there is, the hash of SHA256SUMS
    SHA256SUMS     a hash for each other file, as `sha256sum -c` reads it
    *.jsonl        one record a line
    files/         photos and documents, under the names the records give

Nothing in it tells when it was made: the same content is the same folder.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import IO, Any, TypeVar

from portal.backups.archive import CHUNK, Damaged, Hashed, is_safe

from .records import Record, line

FORMAT = 1
HEADER, SUMS, FILES = "export.json", "SHA256SUMS", "files/"
TABLES = (
    *("languages", "organisations", "authors", "topics", "clusters", "terms"),
    *("photos", "documents", "pages", "posts", "versions", "meetings"),
    *("redirects", "sites", "settings"),
)
# Lines that are read before anything is done with them.
BATCH = 200
Counts = dict[str, int]
Made = TypeVar("Made")


class Unusable(Exception):
    """The folder cannot be written to, or read from: the message is one line."""


@dataclass
class Writer:
    path: Path
    counts: Counts = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sums = (self.path / SUMS).open("wb")

    def table(self, name: str, records: Iterable[Record]) -> None:
        found, count = hashlib.sha256(), 0
        with (self.path / f"{name}.jsonl").open("wb") as file:
            for record in records:
                text = line(record)
                file.write(text)
                found.update(text)
                count += 1
        self.counts[name] = count
        self._note(found.hexdigest(), f"{name}.jsonl")

    def file(self, name: str, content: IO[bytes]) -> None:
        target = self.path / FILES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        hashed = Hashed(content)
        with target.open("wb") as file:
            while chunk := hashed.read(CHUNK):
                file.write(chunk)
        self._note(hashed.digest, f"{FILES}{name}")
        self.counts["files"] = self.counts.get("files", 0) + 1

    def _note(self, digest: str, name: str) -> None:
        self.sums.write(f"{digest}  {name}\n".encode())

    def finish(self) -> None:
        self.sums.close()
        with (self.path / SUMS).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        told = {"format": FORMAT, "counts": self.counts, "sums": digest}
        text = json.dumps(told, indent=1, sort_keys=True)
        (self.path / HEADER).write_text(f"{text}\n", encoding="utf-8")


@contextmanager
def written(target: Path) -> Iterator[Writer]:
    """The folder appears when it is whole; one that holds something is left alone."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise Unusable(f"{target} is there already: name a new or an empty folder.")
    beside = tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}.")
    made = Path(beside)
    try:
        writer = Writer(made)
        yield writer
        writer.finish()
        made.chmod(0o755)
        made.replace(target)
    finally:
        with suppress(FileNotFoundError):
            rmtree(made)


def checked(path: Path) -> dict[str, Any]:
    """All of it is read and hashed; answers what its header says."""
    told = header(path)
    sums = path / SUMS
    wrong: list[str] = []
    try:
        refuse_what_leads_out(path, SUMS)
        with sums.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != told.get("sums"):
            raise Damaged(f"{SUMS} is not what was written.")
        known = {f"{name}.jsonl" for name in TABLES}
        for digest, name in summed(path):
            if not is_safe(name):
                raise Damaged(f"No folder has such a file: {name!r}.")
            refuse_what_leads_out(path, name)
            known.discard(name)
            if not (path / name).exists():
                wrong.append(f"{name} is missing.")
                continue
            with (path / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    wrong.append(f"{name} is not what was written.")
    except FileNotFoundError as error:
        raise Damaged(f"{Path(error.filename).relative_to(path)} is missing.") from None
    wrong += [f"{name} is missing." for name in sorted(known)]
    if wrong:
        # All at once: whoever copies the folder anew wants to do it once.
        raise Damaged("\n  ".join(wrong))
    return told


def refuse_what_leads_out(path: Path, name: str) -> None:
    """A link may lead to a file of the machine, and nobody reads a pipe to its end."""
    member = path
    for part in PurePosixPath(name).parts:
        member /= part
        if member.is_symlink():
            raise Damaged(f"{name} is behind a link.")
    if member.exists() and not member.is_file():
        raise Damaged(f"{name} is no file.")


def header(path: Path) -> dict[str, Any]:
    if not path.is_dir():
        raise Unusable(f"There is no folder {path}.")
    refuse_what_leads_out(path, HEADER)
    try:
        told = json.loads((path / HEADER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Damaged(f"It has no {HEADER}.") from None
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{HEADER} cannot be read.") from error
    if not isinstance(told, dict) or not isinstance(told.get("format"), int):
        raise Damaged(f"{HEADER} names no form.")
    if told["format"] != FORMAT:
        raise Damaged(
            f"It has the form {told['format']}, of another release; this one knows "
            f"the form {FORMAT}."
        )
    return told


def summed(path: Path) -> Iterator[tuple[str, str]]:
    with (path / SUMS).open(encoding="utf-8") as file:
        for text in file:
            digest, _, name = text.rstrip("\n").partition("  ")
            yield digest, name


def sums_of_files(path: Path) -> dict[str, str]:
    """By their places below `files/`."""
    return {
        name.removeprefix(FILES): digest
        for digest, name in summed(path)
        if name.startswith(FILES)
    }


def records(path: Path, name: str) -> Iterator[Record]:
    """`Damaged` names file and line, whatever their reader finds wrong with one."""
    file = path / f"{name}.jsonl"
    with file.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            try:
                record = json.loads(text)
            except (ValueError, RecursionError):
                record = None
            if not isinstance(record, dict):
                raise Damaged(f"{file.name}, line {number}: no record.")
            yield record


def batches(found: Iterable[Made]) -> Iterator[list[Made]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch
