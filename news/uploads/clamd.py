"""How is ClamAV's daemon asked about a file? By INSTREAM: the file is sent to it.

It needs no right to our files, and may be on another machine. The whole question has
one limit of time; whoever asked waits for it.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

CHUNK = 1 << 16
LONGEST_ANSWER = 4096
CONNECT = 3


class NoAnswer(Exception):
    """Away, hung up, or something that was not understood."""


class TooSlow(NoAnswer):
    """It took the call, and the time is over."""


class HungUp(NoAnswer):
    """While it was spoken to: it may have ended, and of this very file."""


class Unsure(Exception):
    """It is there, and cannot say of this file: of another one it may."""


class TooLong(Exception):
    """More than the daemon takes (its StreamMaxLength)."""


def virus_in(file: IO[bytes], address: str, seconds: float) -> str:
    """Its name; "" in a clean file. Raises `NoAnswer` (`HungUp`, where that may be of
    the file), `Unsure`, `TooLong`, and what the file raises while it is read."""
    try:
        return named(asked(file, address, time.monotonic() + seconds))
    except TooSlow as error:
        if is_there(address):
            raise Unsure(f"{seconds:g} seconds are not enough for it.") from error
        raise


def asked(file: IO[bytes], address: str, until: float) -> str:
    with connected(address, until) as line:
        try:
            send(line, file, until)
        except HungUp as error:
            # It does so on a file that is too long, and may have said so before.
            try:
                answer = heard(line, until)
            except HungUp:
                answer = ""
            if answer:
                return answer
            if not is_there(address):
                raise
            raise TooLong("It hung up while the file was sent.") from error
        answer = heard(line, until)
    if not answer:
        raise HungUp("It hung up on the file without a word.")
    return answer


def is_there(address: str) -> bool:
    """Whether somebody is free to answer, if it is not about a file."""
    until = time.monotonic() + CONNECT
    try:
        with connected(address, until) as line:
            say(line, b"zPING\0", until)
            return heard(line, until) == "PONG"
    except NoAnswer:
        return False


@contextmanager
def speaking() -> Iterator[None]:
    """What goes wrong on the line alone: a file has errors of its own."""
    try:
        yield
    except TimeoutError as error:
        raise TooSlow(str(error)) from error
    except (BrokenPipeError, ConnectionResetError) as error:
        raise HungUp(str(error)) from error
    except OSError as error:
        raise NoAnswer(str(error)) from error


def heard(line: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        with speaking():
            line.settimeout(left(until))
            part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def send(line: socket.socket, file: IO[bytes], until: float) -> None:
    say(line, b"zINSTREAM\0", until)
    while chunk := file.read(CHUNK):
        say(line, struct.pack("!L", len(chunk)) + chunk, until)
    say(line, struct.pack("!L", 0), until)


def say(line: socket.socket, words: bytes, until: float) -> None:
    with speaking():
        line.settimeout(left(until))
        line.sendall(words)


def connected(address: str, until: float) -> socket.socket:
    try:
        return called(address, min(CONNECT, left(until)))
    except OSError as error:
        raise NoAnswer(f"{address}: {error}") from error


def called(address: str, seconds: float) -> socket.socket:
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
    if said.endswith(" ERROR"):
        raise Unsure(f"The daemon said {said!r}.")
    raise NoAnswer(f"The daemon said {said!r}.")


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("it took too long")
    return seconds
