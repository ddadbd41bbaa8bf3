"""Which paragraphs and links stand in stored rich text?

A pattern over tags, not a parser: what is stored was cleaned when it came in, and a
body of two megabytes must cost no more than reading it once.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENDS = frozenset({"p", "li", "ul", "ol", "div", "blockquote", "h2", "h3", "h4", "hr"})


@dataclass(frozen=True, slots=True)
class Anchor:
    text: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    is_item: bool = False


def one_line(text: str) -> str:
    """
    >>> one_line(" a \\xa0 b ")
    'a b'
    """
    return " ".join(text.split())


def read(markup: str) -> tuple[list[Stretch], list[Anchor]]:
    """Paragraphs and list items, and the links among them.

    >>> stretches, anchors = read('<p>Xem <a href="/x">tại đây</a></p><li>b</li>')
    >>> [(s.text, s.is_item) for s in stretches], anchors[0].text
    ([('Xem tại đây', False), ('b', True)], 'tại đây')
    """
    stretches: list[Stretch] = []
    anchors: list[Anchor] = []
    words: list[str] = []
    linked: list[str] | None = None
    attributes: dict[str, str] = {}
    is_item = False
    for name, closes, part in _parts(markup):
        if not name:
            words.append(part)
            if linked is not None:
                linked.append(part)
        elif name == "a":
            if linked is not None:
                anchors.append(Anchor(one_line("".join(linked)), attributes))
            linked = None if closes else []
            attributes = {} if closes else dict(_attributes(part))
        elif name == "br":
            words.append(" ")
        elif name in _ENDS:
            text = one_line("".join(words))
            if text:
                stretches.append(Stretch(text, is_item))
            words = []
            is_item = name == "li" and not closes
    text = one_line("".join(words))
    return [*stretches, *([Stretch(text, is_item)] if text else [])], anchors


def _parts(markup: str) -> Iterator[tuple[str, bool, str]]:
    for at, part in enumerate(_TAG.split(markup)):
        if at % 2 == 0:
            yield "", False, html.unescape(part)
        elif name := _NAME.match(part):
            yield name[1].lower(), part.startswith("</"), part


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(tag):
        yield match[1].lower(), html.unescape(match[2] or match[3] or "")
