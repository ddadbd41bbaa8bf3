"""What is in a feed, whatever it is written as? Plain values, nothing left to ask."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A photo of a post; `size` in bytes, 0 where it is not known."""

    url: str
    kind: str
    size: int
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    alt: str = ""

    @property
    def words(self) -> str:
        return self.caption or self.alt


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    modified: datetime
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    photos: tuple[Enclosed, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    description: str
    url: str
    page: str
    publisher: str
    publisher_url: str
    language: str
    icon: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def modified(self) -> datetime | None:
        return max((entry.modified for entry in self.entries), default=None)
