"""What stands between a source's own form and a `Document`: lines and blocks in order.

The plain-text page and the HTML page both become a `Page`; what follows (captions,
signature, end mark, typed lists) is judged once, for both.
"""

import html
import re
from dataclasses import dataclass, field, replace

from .document import Block, Doubt, Photo
from .header import Header

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: a paragraph, unless a later look finds something else.

    `near`: nothing stands between it and the piece before. `paragraph`: lines of the
    same number are one paragraph with line breaks. `styles`: centred, right, italic,
    bold (of the whole line), caption, lead, indented, outdented, listed.
    """

    html: str
    near: bool = False
    styles: frozenset[str] = frozenset()
    paragraph: int = -1
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.html))

    def saying(self, html: str) -> "Line":
        return self if html == self.html else replace(self, html=html)


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo whose caption has yet to be looked for around it."""

    photo: Photo
    near: bool = False


Piece = Line | Shown | Block


@dataclass(frozen=True, slots=True)
class Page:
    """A source taken apart, nothing judged yet but what its own form says."""

    title: str
    header: Header
    pieces: tuple[Piece, ...]
    address: str = ""  # "node/12" or the old path, where the page states it
    addresses: tuple[str, ...] = ()  # all under which readers found it, that too
    lead: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    state: str = ""
    author: str = ""  # where the form has a field for it
    had_local_path: bool = False
    doubts: tuple[Doubt, ...] = ()


def one_line(text: str) -> str:
    """White space of every kind as single spaces.

    >>> one_line("\\xa0  Cụm \\t I\\n")
    'Cụm I'
    """
    return " ".join(text.split())


def escaped(text: str) -> str:
    return html.escape(text, quote=False)


def plain(markup: str) -> str:
    """The words of inline markup.

    >>> plain("a <b>bold</b><br>word &amp; sign")
    'a bold word & sign'
    """
    if "<" in markup:
        markup = _TAG.sub("", markup.replace("<br>", " "))
    return one_line(html.unescape(markup) if "&" in markup else markup)
