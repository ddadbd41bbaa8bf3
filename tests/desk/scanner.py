"""Somebody who speaks as ClamAV's daemon does, and knows one virus."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

# It stands in a file as words do, and harms nobody.
VIRUS = b"VIRUS-FOR-TESTS"
NAME = "Thu.Nghiem-1"
# Whoever asked is gone in the middle of a file.
HUNG_UP = 0xFFFFFFFF
GONE = struct.pack("!L", HUNG_UP)


@dataclass
class Scanner:
    address: str = ""
    longest: int = 50_000_000
    # Without a word.
    hangs_up: bool = False
    # Instead of an answer of its own.
    says: bytes | None = None
    # Of files with these words in them it cannot say anything.
    errs_on: bytes | None = None
    # Files with these words in them end it: whoever asked hears nothing more.
    ends_on: bytes | None = None
    # Something in front of it takes the line, and nobody is behind.
    is_away: bool = False
    # Files with these words in them take it so long that nobody waits.
    ponders: bytes | None = None
    seen: list[bytes] = field(default_factory=list)


@contextmanager
def running(path: str = "") -> Iterator[Scanner]:
    """At a port of this machine, or at a socket of that path."""
    scanner = Scanner()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if scanner.is_away:
                return
            command = b""
            while not command.endswith(b"\0"):
                command += self.rfile.read(1)
            if command == b"zPING\0":
                self.wfile.write(b"PONG\0")
                return
            assert command == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4) or GONE)[0]:
                if size == HUNG_UP:
                    return
                content += self.rfile.read(size)
                if len(content) > scanner.longest:
                    if scanner.hangs_up:
                        # As TCP does where much was sent that nobody reads.
                        now = struct.pack("ii", 1, 0)
                        self.connection.setsockopt(
                            socket.SOL_SOCKET, socket.SO_LINGER, now
                        )
                        self.connection.close()
                        return
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            scanner.seen.append(content)
            if scanner.ponders is not None and scanner.ponders in content:
                # Until whoever asked hangs up.
                with suppress(ConnectionResetError):
                    self.rfile.read(1)
                return
            if scanner.ends_on is not None and scanner.ends_on in content:
                return
            answer = f"stream: {NAME} FOUND" if VIRUS in content else "stream: OK"
            if scanner.errs_on is not None and scanner.errs_on in content:
                answer = "stream: Can't allocate memory ERROR"
            said = answer.encode() + b"\0" if scanner.says is None else scanner.says
            self.wfile.write(said)

    kind = socketserver.ThreadingUnixStreamServer if path else threading_tcp()
    with kind(path or ("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        scanner.address = path or f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield scanner
        server.shutdown()


def threading_tcp() -> type[socketserver.ThreadingTCPServer]:
    return socketserver.ThreadingTCPServer
