"""Who asks? As little of a browser as there can be: the machine is for the servers.

Connections are kept, as browsers and web servers keep theirs.
"""

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
END = b"\r\n\r\n"
LAST = b"0\r\n\r\n"
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Answer:
    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head[9:12])

    def header(self, name: str) -> str | None:
        """
        >>> Answer(b"HTTP/1.1 200 OK\\r\\nX-Queries: 7\\r\\n", b"").header("x-queries")
        '7'
        """
        for line in self.head.decode("latin-1").splitlines():
            key, _, value = line.partition(": ")
            if key.lower() == name:
                return value
        return None


def request(path: str, **headers: str) -> bytes:
    told = {"Host": "127.0.0.1", **{k.replace("_", "-"): v for k, v in headers.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode()


class Line:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = connected(port)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, asked: bytes) -> Answer:
        self.send(asked)
        return self.read()

    def send(self, asked: bytes) -> None:
        self.socket.sendall(asked)

    def read(self) -> Answer:
        text = self.socket.recv(1 << 18)
        while (answer := whole(text)) is None:
            more = self.socket.recv(1 << 18)
            if not more:
                raise ConnectionError(f"an answer was cut off: {text[:200]!r}")
            text += more
        if b"\r\nconnection: close" in answer.head.lower():
            self.socket.close()
            self.socket = connected(self.port)
        return answer


def connected(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def whole(text: bytes) -> Answer | None:
    """The answer, if all of it has come.

    >>> whole(b"HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\ntin").body
    b'tin'
    >>> whole(b"HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nti")
    """
    end = text.find(END)
    if end < 0:
        return None
    start = end + len(END)
    length = LENGTH.search(text, 0, end)
    if length is None:
        # In pieces, the last of which is empty.
        return Answer(text[:end], text[start:]) if text.endswith(LAST) else None
    if len(text) < start + int(length[1]):
        return None
    return Answer(text[:end], text[start:])


def burst(lines: Sequence[Line], asked: bytes, times: int) -> Answer:
    """So many requests, on all lines at once; the last answer."""
    for _turn in range(times // len(lines)):
        for line in lines:
            line.send(asked)
        for line in lines:
            answer = line.read()
            assert answer.status == 200, answer.head
    return answer


def at_once(port: int, asked: bytes, number: int) -> list[Answer]:
    """Asked on as many connections, each of which is closed when it has its answer.

    Kept open they would take the places of those who are not let in yet.
    """
    waiting = selectors.DefaultSelector()
    lines = [Line(port) for _ in range(number)]
    for line in lines:
        waiting.register(line.socket, selectors.EVENT_READ, line)
        line.send(asked)
    answers = []
    end = time.monotonic() + PATIENCE
    while len(answers) < number and time.monotonic() < end:
        for key, _events in waiting.select(1):
            waiting.unregister(key.fileobj)
            answers.append(key.data.read())
            key.data.socket.close()
    return answers
