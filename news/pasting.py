"""What does markup pasted from Word or the web become? Blocks of a body, no styles.

Read by the same eyes that read imported pages: headings, lists (Word's are typed),
tables and quotes come out as what they are, words never get lost.
"""

import re
from dataclasses import dataclass
from typing import Any

from news.importers.bodies import blocks_of
from news.importers.document import Doubt, Paragraph, Unreadable
from news.importers.html_body import pieces_of
from news.importers.lines import escaped, one_line
from news.importers.markup import tree
from news.importers.pages.body import stored_body
from news.importers.pages.library import Library

LONGEST = 2 * 1024 * 1024

# Word writes the sign of a list item into spans of its own, never so long.
_SIGN = re.compile(
    r"<!\[if !supportLists\]>(.{0,1000}?)<!\[endif\]>", re.DOTALL | re.IGNORECASE
)
_COMMENTED_SIGN = re.compile(
    r"<!--\[if !supportLists\]-->(.{0,1000}?)<!--\[endif\]-->",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"(?:\s|&nbsp;|\xa0)+")
# Fonts of signs: their "o" and "§" are round and square bullets.
_SIGNS = ("·", "o", "§", "ü", "Ø", "v", "q", "•", "-", "–")
_FRAGMENT = re.compile(
    r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The blocks of a body, and how many tables were too large to be blocks."""

    blocks: list[dict[str, Any]]
    flattened: int = 0


def pasted(html: str, text: str = "") -> list[dict[str, Any]]:
    """The blocks of a body; `text` is the same without markup, should that be bad.

    >>> [block["type"] for block in pasted("<h2>Mục</h2><p style='x'>Chữ</p>")]
    ['heading', 'paragraph']
    """
    return taken(html, text).blocks


def taken(html: str, text: str = "") -> Pasted:
    """The same, and what could not be kept as it was."""
    doubts: list[Doubt] = []
    try:
        soup, _title = tree(_with_signs(_fragment(html[:LONGEST])))
        blocks = list(blocks_of(list(pieces_of(soup, doubts))))
    except Unreadable:
        blocks = []
    if not blocks:
        plain = text or _TAG.sub(" ", html[:LONGEST])
        lines = filter(None, map(one_line, plain[:LONGEST].split("\n")))
        blocks = [Paragraph(escaped(line)) for line in lines]
    flattened = sum(doubt.code == "table-flattened" for doubt in doubts)
    return Pasted(stored_body(blocks, Library(keep=False)), flattened)


def _fragment(html: str) -> str:
    found = _FRAGMENT.search(html)
    return found[1] if found else html


def _with_signs(html: str) -> str:
    """Word's lists with a sign that is read as the sign of a list."""
    return _COMMENTED_SIGN.sub(_sign, _SIGN.sub(_sign, html))


def _sign(match: re.Match[str]) -> str:
    sign = _SPACE.sub(" ", _TAG.sub("", match[1])).strip()
    return "• " if sign in _SIGNS or not sign else f"{sign} "
