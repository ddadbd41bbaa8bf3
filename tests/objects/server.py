"""A server that speaks S3, on this machine, and buckets in it."""

import itertools
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

KEYS = {"access_key": "khoa", "secret_key": "bi-mat"}
# Nothing listens there, and nothing may.
NOWHERE = "http://127.0.0.1:9"
numbers = itertools.count(1)


@contextmanager
def running() -> Iterator[str]:
    """Its address; in a thread, since a process of its own takes seconds to start."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def place(endpoint: str, bucket: str = "") -> dict[str, str]:
    """As the settings have it; the bucket is a new one, where there is somebody."""
    bucket = bucket or f"tin-{next(numbers)}"
    told = {"bucket": bucket, "endpoint": endpoint, "region": "us-east-1", **KEYS}
    if endpoint != NOWHERE:
        client(told).create_bucket(Bucket=bucket)
    return told


def client(place: dict[str, str]):
    return boto3.client(
        "s3",
        endpoint_url=place["endpoint"],
        region_name=place["region"],
        aws_access_key_id=place["access_key"],
        aws_secret_access_key=place["secret_key"],
    )


def keys(place: dict[str, str]) -> set[str]:
    listed = client(place).list_objects_v2(Bucket=place["bucket"])
    return {entry["Key"] for entry in listed.get("Contents", ())}
