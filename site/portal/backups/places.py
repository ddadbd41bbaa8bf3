"""Where does a backup lie? At a path, or as an object of a bucket (`s3://bucket/key`).

Both are opened in the same way, and neither is ever held in memory. The bucket is asked
with the keys of `BACKUP_S3_*`.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeAlias
from urllib.parse import unquote, urlsplit

from botocore.exceptions import ClientError
from django.conf import settings

from portal.objects import reaching
from portal.objects.away import Away

SCHEME = "s3://"
# A backup has 10,000 parts at most: 320 GB, and this much of it is on its way at once.
PART = 32_000_000
# How often a stream that broke off is taken up where it ended.
ATTEMPTS = 5


class NoPlace(ValueError):
    """The address leads nowhere; the message says what is missing."""


@dataclass(frozen=True)
class Bucketed:
    bucket: str
    key: str

    @classmethod
    def of(cls, address: str) -> "Bucketed":
        """
        >>> Bucketed.of("s3://sao-luu/2026/11-26.tar.gz").name
        '11-26.tar.gz'
        """
        parts = urlsplit(address)
        key = unquote(parts.path).lstrip("/")
        if not (parts.netloc and key) or key.endswith("/"):
            raise NoPlace(f"s3://BUCKET/NAME is wanted, not {address!r}.")
        return cls(parts.netloc, key)

    @property
    def name(self) -> str:
        return self.key.rpartition("/")[2]

    def __str__(self) -> str:
        return f"{SCHEME}{self.bucket}/{self.key}"

    def resolve(self) -> "Bucketed":
        return self

    @property
    def named(self) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.key}

    @cached_property
    def client(self) -> Any:
        if settings.BACKUP_S3 is None:
            raise NoPlace("BACKUP_S3_ACCESS_KEY, BACKUP_S3_SECRET_KEY: not set.")
        return reaching.client(settings.BACKUP_S3)

    def open(self, mode: str = "rb") -> IO[bytes]:
        return io.BufferedReader(Read(self))

    @contextmanager
    def written(self) -> Iterator["Written"]:
        """The object appears when it is whole, and takes the place of an older one."""
        with answered(self):
            began = self.client.create_multipart_upload(
                **self.named, ContentType="application/octet-stream"
            )
            with Written(self, began["UploadId"]) as file:
                yield file


Place: TypeAlias = Path | Bucketed


def place(text: str) -> Place:
    return Bucketed.of(text) if text.startswith(SCHEME) else Path(text)


class Read(io.RawIOBase):
    """The object from its beginning; `seek` is for that alone."""

    def __init__(self, place: Bucketed) -> None:
        self.place, self.at, self.body = place, 0, None
        with answered(place):
            told = place.client.head_object(**place.named)
        self.size, self.tag = told["ContentLength"], told["ETag"]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("An object is read from its beginning.")
        if offset != self.at:
            self.at, self.body = offset, None
        return self.at

    def readinto(self, buffer: memoryview) -> int:
        if self.at >= self.size:
            return 0
        chunk = self.taken(len(buffer))
        buffer[: len(chunk)] = chunk
        self.at += len(chunk)
        return len(chunk)

    def taken(self, size: int) -> bytes:
        for left in reversed(range(ATTEMPTS)):
            try:
                self.body = self.body or self.begun()
                if chunk := self.body.read(size):
                    return chunk
                raise Away("It ended early.")
            except (*reaching.ERRORS, OSError) as error:
                self.body = None
                if not left or is_said(error):
                    raise Away(f"{self.place} cannot be read: {error}") from error
        raise AssertionError

    def begun(self) -> Any:
        # Of the object it began with: another of that name would be another backup.
        asked = {"Range": f"bytes={self.at}-", "IfMatch": self.tag}
        return self.place.client.get_object(**self.place.named, **asked)["Body"]


class Written:
    """What is written goes out in parts; it is forgotten unless it comes to its end."""

    def __init__(self, place: Bucketed, upload: str) -> None:
        self.place, self.upload = place, {**place.named, "UploadId": upload}
        self.waiting = io.BytesIO()
        self.parts: list[dict[str, Any]] = []
        self.size = 0

    def write(self, content: bytes) -> int:
        self.waiting.write(content)
        self.size += len(content)
        if self.waiting.tell() >= PART:
            self.send()
        return len(content)

    def flush(self) -> None:
        """A part has to be large: what waits, waits on."""

    def send(self) -> None:
        self.waiting.seek(0)
        number = len(self.parts) + 1
        told = self.place.client.upload_part(
            **self.upload, PartNumber=number, Body=self.waiting
        )
        self.parts.append({"PartNumber": number, "ETag": told["ETag"]})
        self.waiting.seek(0)
        self.waiting.truncate()

    def __enter__(self) -> "Written":
        return self

    def __exit__(self, kind: type[BaseException] | None, *args: object) -> None:
        client = self.place.client
        try:
            if kind is None:
                if self.waiting.tell() or not self.parts:
                    self.send()
                client.complete_multipart_upload(
                    **self.upload, MultipartUpload={"Parts": self.parts}
                )
                self.compare()
                return
        except BaseException:
            self.drop()
            raise
        finally:
            self.waiting.close()
        self.drop()

    def drop(self) -> None:
        """What stopped it may stop this, too; then the bucket's own rules clear it."""
        try:
            self.place.client.abort_multipart_upload(**self.upload)
        except reaching.ERRORS:
            return

    def compare(self) -> None:
        stored = self.place.client.head_object(**self.place.named)["ContentLength"]
        if stored != self.size:
            raise Away(f"Of {self.size} bytes {self.place} has {stored}.")


@contextmanager
def answered(place: Bucketed) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if reaching.status(error) == 404:
            raise FileNotFoundError(f"{place} is not there: {error}") from error
        raise Away(f"{place}: {error}") from error
    except reaching.ERRORS as error:
        raise Away(f"{place}: {error}") from error


def is_said(error: BaseException) -> bool:
    """Somebody answered, and another try would be answered the same."""
    return isinstance(error, ClientError) and reaching.status(error) < 500
