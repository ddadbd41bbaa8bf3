"""What did a source say, whatever format it was written in?

Every reader answers with a `Document`; only `pages.py` turns one into a page.
Text is NFC. What a source does not say stays empty; what is doubtful carries a
`Doubt`, so that nothing is dropped in silence.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`html` is inline markup from the allow list: b, i, a, sub, sup, br."""

    html: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as the source names it; `path` is the file, once one was found."""

    source: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """`items` are inline markup like a paragraph's."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    header_row: bool = False
    header_column: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    source: str
    title: str = ""
    path: Path | None = None


# The words of the sources for what everybody could read; most have no such word.
PUBLIC_STATES = frozenset({"", "publish", "published", "public"})

Block = Heading | Paragraph | Photo | Quote | Bullets | Table | Attachment


@dataclass(frozen=True, slots=True)
class Doubt:
    """`field` is a field of the report, `code` a stable word, `message` English."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ClusterFound:
    """A cluster as the text names it, with its term where the text tells it.

    `kind` is "cụm" or "khối"; `number` as written ("I", "2", ""); `year` is the
    term's, None where unknown; `stated` is the count of members the text claims.
    """

    kind: str
    number: str
    name: str
    year: int | None = None
    leader: str = ""
    deputy: str = ""
    members: tuple[str, ...] = ()
    stated: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """`kind`: review | summary | covenant | journey | other | "" (unknown).

    `part_of_day`: morning | afternoon | evening | "".
    """

    kind: str = ""
    date: dt.date | None = None
    part_of_day: str = ""
    place: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """`contribution`: text | photo | both."""

    name: str
    contribution: str = "text"


@dataclass(frozen=True, slots=True)
class Document:
    source: str  # the file's name, for messages and the report
    identifier: str  # from the post itself, never from the file's path
    title: str
    published: dt.datetime | None = None  # aware, Asia/Ho_Chi_Minh
    submitter: str = ""
    authors: tuple[Byline, ...] = ()
    organisation: str = ""
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    clusters: tuple[ClusterFound, ...] = ()
    event: Event = Event()
    documents: tuple[str, ...] = ()
    source_name: str = ""  # for a reprint: who published it first
    source_url: str = ""
    state: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # where readers found it on the old site
    doubts: tuple[Doubt, ...] = ()

    @property
    def photos(self) -> Iterator[Photo]:
        return (block for block in self.blocks if isinstance(block, Photo))

    @property
    def was_public(self) -> bool:
        return self.state in PUBLIC_STATES

    def doubting(self, *doubts: Doubt) -> "Document":
        return replace(self, doubts=self.doubts + doubts)


class Unreadable(Exception):
    """The source holds no post we can read; the message is one clear line."""
