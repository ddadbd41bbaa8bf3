"""Is a text nothing but paragraphs, as most are? Then nobody needs a tree of it.

What its markup says is told as `markup.tree` and Beautiful Soup would tell it; where
that takes more than looking at it, the answer is no.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

from .html_elements import meant
from .html_tokens import Token, attributes_of, tokens_of
from .reading import without_unseen

# The attributes of a paragraph and what it says, part by part.
Paragraph = tuple[Mapping[str, str], list[str]]

MOST = 5000  # of tags and texts
_MARKS = frozenset({"b", "strong", "i", "em", "u", "span", "font", "sub", "sup"})
# These stay what they are in the markup of a line.
_HARMLESS = re.compile("&(?:nbsp|quot|#39);")
# With a bracket before it, it would be another sign.
_STRIKES_OUT = "\u0338"
_SPACES = " \n\t\f\r"


class _NotFlat(Exception):
    """There is something else: a list, a photo, a link, whatever is not closed."""


def paragraphs_in(html: str) -> list[Paragraph]:
    """Nothing, where there is anything but paragraphs."""
    if _STRIKES_OUT in html:
        return []
    tokens = tokens_of(html, MOST)
    if not tokens:
        return []
    try:
        return _Reading("&" in html).read(tokens)
    except _NotFlat:
        return []


class _Reading:
    def __init__(self, has_references: bool) -> None:
        self.has_references = has_references
        self.found: list[Paragraph] = []
        self.open: list[str] = []
        # Markup inside a paragraph until it is closed, and what its elements mean.
        self.mark: list[str] = []
        self.means: list[str] = []

    def read(self, tokens: Iterable[Token]) -> list[Paragraph]:
        for text, name, attributes, closed, end in tokens:
            if text:
                self.text(text)
            elif end:
                self.end(end)
            elif name:
                self.start(name, attributes, closed=bool(closed))
            elif self.open:
                raise _NotFlat  # A comment parts a text that is one.
        if self.open:
            raise _NotFlat
        return self.found

    def text(self, written: str) -> None:
        said = self.said(written)
        if not self.open:
            if said.strip():
                raise _NotFlat
        elif len(self.open) > 1:
            self.mark.append(escape(said, quote=False))
        elif said:
            self.found[-1][1].append(said.replace("<", "&lt;"))

    def said(self, written: str) -> str:
        if self.has_references:
            if "&" in _HARMLESS.sub("", written):
                raise _NotFlat
            written = without_unseen(unescape(written))
        if written.strip(_SPACES):
            return written
        return ("\n" if "\n" in written else " ") if written else ""

    def start(self, name: str, attributes: str, *, closed: bool) -> None:
        if name == "br" and self.open:
            (self.mark if len(self.open) > 1 else self.found[-1][1]).append("<br>")
            return
        if closed or (name != "p" if not self.open else name not in _MARKS):
            raise _NotFlat
        said = {key: value or "" for key, value in attributes_of(attributes)}
        self.open.append(name)
        if name == "p":
            self.found.append((said, []))
            return
        self.means.append(meant(name, said))
        self.mark.append(f"<{self.means[-1]}>")

    def end(self, name: str) -> None:
        if not self.open or self.open.pop() != name:
            raise _NotFlat
        if name != "p":
            self.mark.append(f"</{self.means.pop()}>")
            if len(self.open) == 1:
                self.found[-1][1].append("".join(self.mark))
                self.mark = []
