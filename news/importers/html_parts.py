"""What does the markup of one body say, when no page stands around it?"""

import re
from collections.abc import Callable
from itertools import islice

from bs4 import BeautifulSoup

from .document import Doubt, Unreadable
from .html_body import pieces_in, pieces_of
from .html_fields import embed_doubts
from .html_flat import paragraphs_in
from .lines import Line, Piece, escaped, one_line
from .markup import tree
from .plain import MOST_LINES

_TAG = re.compile(r"<[^<>]*>")
_TOO_LONG = Doubt("body_html", "too-long", "So long that only the words came")


def parts_of(
    html: str, prepare: Callable[[BeautifulSoup], None] = lambda soup: None
) -> tuple[list[Piece], tuple[Doubt, ...]]:
    """Lines and blocks; `prepare` may change the tree before it is walked through, of
    a text that has more than paragraphs."""
    if paragraphs := paragraphs_in(html):
        return list(pieces_in(paragraphs)), ()
    try:
        soup, _ = tree(html)
    except Unreadable:
        return _bare_lines(html), (_TOO_LONG,)
    prepare(soup)
    doubts = list(embed_doubts(soup))
    pieces = list(islice(pieces_of(soup, doubts), MOST_LINES + 1))
    if len(pieces) > MOST_LINES:
        return _bare_lines(html), (_TOO_LONG,)
    return pieces, tuple(doubts)


def _bare_lines(html: str) -> list[Piece]:
    """The words alone, where the markup is more than anybody can walk through."""
    texts = (one_line(text) for text in _TAG.sub("\n", html).split("\n"))
    told = [text for text in texts if text]
    rest = told[MOST_LINES - 1 :]
    whole = [*told[: MOST_LINES - 1], *([" ".join(rest)] if rest else [])]
    return [Line(escaped(text)) for text in whole]
