"""What comes over the wire: status, headers and bytes, as the server sent them."""

from dataclasses import dataclass
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def ask(address: str, accept: str = "identity") -> Answer:
    """`body` stays packed where `accept` names a coding."""
    request = Request(address, headers={"Accept-Encoding": accept})  # noqa: S310
    try:
        answer = urlopen(request, timeout=60)  # noqa: S310 - our own server
    except HTTPError as error:
        answer = error
    with answer:
        return Answer(answer.status, answer.headers, answer.read())
