"""What does a backup look like as a file? A compressed tar that cannot be cut unseen.

Members are written and read one after another, without an index in memory. Each one's
hash is chained to the one before; the last member states the end of the chain, so that
a member that is missing, changed, added or moved is found, and so is a file that ends
early.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO

from portal.objects.away import Away

END = "end.json"
# Photos are compressed already; text is, well enough.
LEVEL = 5
CHUNK = 1 << 20
UNREADABLE = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile)


class Damaged(Exception):
    """The file is no backup, or not a whole one; the message is one clear line."""


class Writer:
    def __init__(self, file: IO[bytes]) -> None:
        # Without a time in it, the same content is the same file.
        self.pressed = gzip.GzipFile("", "wb", LEVEL, file, mtime=0)
        self.tar = tarfile.open(  # noqa: SIM115 - `__exit__` ends it
            mode="w|", fileobj=self.pressed, format=tarfile.PAX_FORMAT
        )
        self.chain, self.members = "", 0

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashed = Hashed(content)
        self.tar.addfile(member, hashed)
        self.chain = chained(self.chain, name, hashed.digest)
        self.members += 1

    def add_text(self, name: str, text: str) -> None:
        content = text.encode()
        self.add(name, io.BytesIO(content), len(content))

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, *args: object) -> None:
        if kind is None:
            self.add_text(
                END, json.dumps({"members": self.members, "chain": self.chain})
            )
            self.close()
        else:
            # Without its last member it is known for a broken one. What stopped it, a
            # full disk say, may stop this, too.
            with suppress(OSError):
                self.close()

    def close(self) -> None:
        self.tar.close()
        self.pressed.close()


def members(file: IO[bytes]) -> Iterator[tuple[str, "Hashed"]]:
    """Name and content of each, in order; `Damaged` where it is not what was written.

    Whatever is yielded may still turn out to be damaged at the end: read all of it once
    before anything is done with it.
    """
    chain, count, end = "", 0, None
    try:
        with (
            gzip.GzipFile(fileobj=file) as pressed,
            tarfile.open(mode="r|", fileobj=pressed, bufsize=CHUNK) as tar,
        ):
            for member in tar:
                if end is not None:
                    raise Damaged("There is something behind its end.")
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or not is_safe(member.name):
                    raise Damaged(f"No backup has such a member: {member.name!r}")
                hashed = Hashed(content)
                if member.name == END:
                    end = json.loads(hashed.read())
                    continue
                yield member.name, hashed
                hashed.rest()
                chain = chained(chain, member.name, hashed.digest)
                count += 1
            while pressed.read(CHUNK):
                # The sum of all of it stands at the very end.
                pass
    except Away:
        # Nobody knows yet whether it is damaged.
        raise
    except (*UNREADABLE, OSError, ValueError) as error:
        raise Damaged(f"It cannot be read: {error or 'it ends early'}") from error
    if end is None:
        raise Damaged("It ends early.")
    if end != {"members": count, "chain": chain}:
        raise Damaged("It is not what was written: its hashes do not agree.")


def is_safe(name: str) -> bool:
    r"""Is it text, and does it stay where it belongs, on every system?

    >>> is_safe("media/anh/a.jpg"), is_safe("/etc/passwd"), is_safe("media/../../a")
    (True, False, False)
    >>> is_safe("media/a\\b.jpg"), is_safe("media/a\udce9.jpg")
    (False, False)
    """
    path = PurePosixPath(name)
    is_within = not path.is_absolute() and ".." not in path.parts
    # What is no UTF-8 on the disk comes as lone surrogates.
    is_text = not any("\ud800" <= letter <= "\udfff" for letter in name)
    return is_within and is_text and "\\" not in name


def chained(chain: str, name: str, digest: str) -> str:
    return hashlib.sha256(f"{chain}\n{name}\n{digest}".encode()).hexdigest()


class Hashed(io.RawIOBase):
    """A content that is hashed while it is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.hash = content, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self.content.read(size)
        except UNREADABLE as error:
            raise Damaged(f"It cannot be read: {error or 'it ends early'}") from error
        self.hash.update(chunk)
        return chunk

    def readinto(self, buffer: memoryview) -> int:
        chunk = self.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def rest(self) -> None:
        while self.read(CHUNK):
            pass

    @property
    def digest(self) -> str:
        return self.hash.hexdigest()
