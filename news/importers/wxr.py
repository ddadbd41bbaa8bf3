"""What does an export of WordPress (WXR) hold, one item after the other?

The file is never whole in memory: an item is read, handed out and forgotten.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .document import Unreadable
from .lines import one_line
from .reading import without_unseen

LARGEST_ITEM = 32 * 1024 * 1024

_KEPT_META = {"_thumbnail_id", "_wp_attachment_image_alt"}
# Signs that XML does not allow and that editors paste all the same.
_CONTROLS = bytes.maketrans(
    bytes({*range(0x20)} - {0x09, 0x0A, 0x0D}), b" " * (0x20 - 3)
)


@dataclass(frozen=True, slots=True)
class Term:
    """`domain`: category | post_tag | another taxonomy."""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """`said` are the item's plain elements by their names in the export."""

    said: dict[str, str]
    terms: tuple[Term, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.said.get(name, "")


@dataclass(frozen=True, slots=True)
class Account:
    login: str
    display_name: str


def read_export(path: Path, kinds: Collection[str] = ()) -> Iterator[Item | Account]:
    """Of items of other kinds (post, attachment …) the kind alone is told, where some
    are asked for. Raises `Unreadable`, perhaps after many items."""
    try:
        with path.open("rb") as file:
            yield from _read(_Measured(file, path.name), path.name, kinds)
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror or error}") from error


class _Measured:
    """A file that is not read on for ever without an item coming to its end."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file = file
        self.name = name
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.since += len(data)
        if self.since > LARGEST_ITEM:
            most = LARGEST_ITEM // 1024 // 1024
            raise Unreadable(f"{self.name}: more than {most} MB without a whole post")
        return data.translate(_CONTROLS)


def _read(
    file: _Measured, name: str, kinds: Collection[str]
) -> Iterator[Item | Account]:
    open_tags: list[Element] = []
    try:
        for event, tag in iterparse(file, ("start", "end"), forbid_dtd=True):
            if event == "start":
                if len(open_tags) > 50:
                    raise Unreadable(f"{name}: not an export of WordPress")
                open_tags.append(tag)
                continue
            open_tags.pop()
            if len(open_tags) != 2:
                continue
            found = _found(tag, kinds)
            # The channel must not remember what has been read.
            open_tags[-1].clear()
            file.since = 0
            if found:
                yield found
    except DefusedXmlException as error:
        message = f"{name}: it declares a document type or entities; not read"
        raise Unreadable(message) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"{name}: broken XML ({one_line(str(error))})") from error


def _found(tag: Element, kinds: Collection[str]) -> Item | Account | None:
    match _name(tag):
        case "item":
            return _item(tag, kinds)
        case "author":
            said = {_name(child): _words(child) for child in tag}
            login = one_line(said.get("author_login", ""))
            return Account(login, one_line(said.get("author_display_name", "")))
    return None


def _item(tag: Element, kinds: Collection[str]) -> Item:
    kind = next((_words(part) for part in tag if _name(part) == "post_type"), "")
    if kinds and kind not in kinds:
        return Item({"post_type": kind})
    said: dict[str, str] = {}
    terms: list[Term] = []
    meta: dict[str, str] = {}
    for child in tag:
        match _name(child):
            case "category":
                domain, slug = child.get("domain", ""), child.get("nicename", "")
                terms.append(Term(domain, slug, one_line(_words(child))))
            case "postmeta":
                pair = {_name(part): _words(part) for part in child}
                if pair.get("meta_key") in _KEPT_META:
                    meta[pair["meta_key"]] = pair.get("meta_value", "")
            case "comment":
                continue
            case name:
                said.setdefault(name, _words(child))
    return Item(said, tuple(terms), meta)


def _name(tag: Element) -> str:
    """The name alone; both texts of a post are called "encoded" in the export."""
    space, _, name = str(tag.tag).rpartition("}")
    if name == "encoded":
        return "excerpt" if "/excerpt" in space else "content"
    return name


def _words(tag: Element) -> str:
    return without_unseen(tag.text or "")
