"""What do the rules look at? A post as plain values; nothing here knows Django."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text, white space single; `kind` as in `KINDS`.

    kind: lead | paragraph | item | heading | quote | cell | caption
    """

    text: str
    field: str = "body"
    block: str = ""
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """One use of a photo, with the words readers get; `width` None if unknown."""

    block: str = ""
    photo: int | None = None
    found: bool = True
    alt: str = ""
    caption: str = ""
    credit: str = ""
    decorative: bool = False
    width: int | None = None
    announced: str = ""  # the file an import did not find


@dataclass(frozen=True, slots=True)
class Link:
    """`state`: public | unpublished | missing | elsewhere (not ours to judge)."""

    text: str
    target: str
    block: str = ""
    state: str = "elsewhere"
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class HeadingUse:
    text: str
    level: int
    block: str = ""


@dataclass(frozen=True, slots=True)
class TableUse:
    cells: tuple[str, ...]
    has_header: bool
    block: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentUse:
    block: str = ""
    document: int | None = None
    found: bool = True
    title: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class ClusterEntry:
    """A cluster of the register; `kind` is "cụm" or "khối"."""

    kind: str
    number: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Earlier:
    title: str
    text: str


@dataclass(frozen=True)
class Post:
    title: str = ""
    lead: str = ""
    published_on: dt.date = dt.date.min
    event_date: dt.date | None = None
    is_reprint: bool = False
    source_name: str = ""
    source_url: str = ""
    is_signed: bool = False
    clusters: int = 0
    participants: int = 0
    passages: tuple[Passage, ...] = ()
    photos: tuple[PhotoUse, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[HeadingUse, ...] = ()
    tables: tuple[TableUse, ...] = ()
    attachments: tuple[AttachmentUse, ...] = ()
    register: tuple[ClusterEntry, ...] = ()
    organisations: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def everything(self) -> tuple[Passage, ...]:
        """The title too, as one passage."""
        return (Passage(self.title, "title", kind="title"), *self.passages)

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """What is told: lead, paragraphs, items and quotes in order."""
        told = {"lead", "paragraph", "item", "quote"}
        return tuple(passage for passage in self.passages if passage.kind in told)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """A text a paragraph; a list belongs to the colon above it."""
        texts: list[str] = []
        for passage in self.prose:
            if passage.kind == "item" and texts and texts[-1].count(":"):
                joint = " " if texts[-1].endswith(":") else "; "
                texts[-1] += joint + passage.text.rstrip(" ;,.")
            else:
                texts.append(passage.text)
        return tuple(texts)
