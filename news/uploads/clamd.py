"""How is ClamAV's daemon asked about a file? By INSTREAM: the file is sent to it.

It needs no right to our files, and may be on another machine. The whole question has
one limit of time; whoever asked waits for it.
"""

import socket
import struct
import time
from contextlib import suppress
from typing import IO

CHUNK = 1 << 16
LONGEST_ANSWER = 4096
CONNECT = 3


class NoAnswer(Exception):
    """Away, too slow, or something that was not understood."""


HUNG_UP = (BrokenPipeError, ConnectionResetError)


class TooLong(Exception):
    """More than the daemon takes (its StreamMaxLength)."""


def virus_in(file: IO[bytes], address: str, seconds: float) -> str:
    """Its name; "" in a clean file. Raises `NoAnswer`, `TooLong`."""
    try:
        return named(asked(file, address, time.monotonic() + seconds))
    except OSError as error:
        raise NoAnswer(f"{address}: {error}") from error


def asked(file: IO[bytes], address: str, until: float) -> str:
    with connected(address, until) as line:
        try:
            send(line, file, until)
        except HUNG_UP as error:
            # It does so on a file that is too long, and may have said so before.
            with suppress(*HUNG_UP):
                if answer := heard(line, until):
                    return answer
            raise TooLong("It hung up while the file was sent.") from error
        return heard(line, until)


def heard(line: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        line.settimeout(left(until))
        if not (part := line.recv(LONGEST_ANSWER)):
            break
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def send(line: socket.socket, file: IO[bytes], until: float) -> None:
    line.sendall(b"zINSTREAM\0")
    while chunk := file.read(CHUNK):
        line.settimeout(left(until))
        line.sendall(struct.pack("!L", len(chunk)) + chunk)
    line.sendall(struct.pack("!L", 0))


def connected(address: str, until: float) -> socket.socket:
    seconds = min(CONNECT, left(until))
    host, port = place(address)
    if port:
        return socket.create_connection((host, port), timeout=seconds)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(seconds)
    try:
        line.connect(host)
    except OSError:
        line.close()
        raise
    return line


def place(address: str) -> tuple[str, int]:
    """Host and port, or the path of a socket and 0. Raises `ValueError`.

    >>> place("127.0.0.1:3310"), place("[::1]:3310"), place("/run/clamav/clamd.ctl")
    (('127.0.0.1', 3310), ('::1', 3310), ('/run/clamav/clamd.ctl', 0))
    """
    if address.startswith("/"):
        return address, 0
    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError(f"HOST:PORT or the path of a socket is wanted: {address!r}")
    return host.strip("[]"), int(port)


def named(answer: str) -> str:
    """
    >>> named("stream: OK"), named("stream: Eicar-Test-Signature FOUND")
    ('', 'Eicar-Test-Signature')
    """
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    if "size limit exceeded" in said:
        raise TooLong(said)
    raise NoAnswer(f"The daemon said {said!r}.")


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("it took too long")
    return seconds
