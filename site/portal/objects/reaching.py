"""How long is a bucket waited for, and what is said when it does not answer?

A worker that waits answers nobody. Each attempt ends after seconds, and after one that
came to nothing the next are not even tried for a while.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError
from urllib3.exceptions import HTTPError

from .away import Away


@dataclass(frozen=True)
class Limits:
    """Seconds, but for the attempts; `rest` is how long nothing more is tried."""

    connect: float
    read: float
    attempts: int
    rest: float


OF_A_WORKER = Limits(connect=2, read=5, attempts=2, rest=10)
# Nobody waits for a backup, and it should not fail for one lost word.
OF_A_COMMAND = Limits(connect=10, read=60, attempts=5, rest=0)
# What a lamp waits: monitoring asks often, and gives up soon.
AT_A_GLANCE = {"connect_timeout": 1, "read_timeout": 2}
# In threads of its own an upload would not be over when its request is.
TRANSFER = TransferConfig(use_threads=False, num_download_attempts=2)
# All that the libraries raise on the way to a bucket.
ERRORS = (BotoCoreError, Boto3Error, ClientError, RetriesExceededError, HTTPError)


class Rest:
    """Of one process: since when has nothing come back?"""

    def __init__(self) -> None:
        self.until = 0.0

    def begin(self) -> None:
        self.until = time.monotonic() + limits.rest

    def end(self) -> None:
        self.until = 0.0

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until


rest = Rest()
limits = OF_A_WORKER


def be_patient() -> None:
    """From now on, as a command: before anything of the bucket is asked."""
    global limits
    limits = OF_A_COMMAND


@contextmanager
def reached() -> Iterator[None]:
    """Whatever the libraries raise becomes `Away`; a file that is missing stays so."""
    if rest.goes_on:
        raise Away("The storage of files did not answer a moment ago.")
    try:
        yield
    except ERRORS as error:
        if is_no_answer(error):
            rest.begin()
        raise Away(f"The storage of files does not answer: {error}") from error


def is_no_answer(error: Exception) -> bool:
    """Somebody who says no (a wrong key, a bucket that is not there) is there."""
    return not isinstance(error, ClientError) or status(error) >= 500


def status(error: ClientError) -> int:
    return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)


def config(**other: Any) -> Config:
    told: dict[str, Any] = {
        "connect_timeout": limits.connect,
        "read_timeout": limits.read,
        "retries": {"mode": "standard", "total_max_attempts": limits.attempts},
        # Buckets of others than AWS know no checksums at the end of what is sent.
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
    }
    return Config(**(told | other))


def style(place: dict[str, str]) -> dict[str, str]:
    """Of AWS the bucket is a name before the host, of most others a folder."""
    return {"addressing_style": "path" if place["endpoint"] else "virtual"}


def client(place: dict[str, str], **other: Any) -> Any:
    return boto3.session.Session().client(
        "s3",
        endpoint_url=place["endpoint"] or None,
        region_name=place["region"],
        aws_access_key_id=place["access_key"],
        aws_secret_access_key=place["secret_key"],
        config=config(s3=style(place), **other),
    )
