"""What stands under the pages of a Word file, and what in its margin?

Notes of both kinds end the post, under the numbers that the text has for them.
Comments are no part of the post: they are left out, and told.
"""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup, Tag

from .bodies import blocks_of
from .captions import captioned
from .document import Block, Bullets, Doubt, Heading
from .docx_package import Package
from .lines import Piece, one_line

HEADING = "Chú thích"
_NOTE = "li[id^='footnote-'], li[id^='endnote-']"
_MOST = 100  # comments that are told one by one
_LONGEST = 200  # characters of one


def taken_out(soup: BeautifulSoup) -> Tag:
    """The lists of notes, out of the text: its signature stands above them."""
    lists = {id(note.parent): note.parent for note in soup.select(_NOTE) if note.parent}
    apart = soup.new_tag("div")
    apart.extend([found.extract() for found in lists.values()])
    return apart


def at_the_end(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The notes as the last blocks of a post, each under its number."""
    lists = [piece for piece in pieces if isinstance(piece, Bullets)]
    items = tuple(item for one in lists for item in one.items)
    # A photo in a note stands below them all.
    others = [one for one in pieces if not isinstance(one, Bullets)]
    rest = tuple(blocks_of(captioned(others)))
    numbered = (Bullets(items, ordered=True),) if items else ()
    return (Heading(HEADING), *numbered, *rest) if items or rest else ()


def doubts(package: Package, notes: Sequence[Block]) -> Iterator[Doubt]:
    for block in notes:
        if isinstance(block, Bullets):
            message = f"{len(block.items)} notes of the file stand at the end"
            yield Doubt("body_text", "notes-at-end", message)
    said = list(_comments(package))
    for text in said[:_MOST]:
        yield Doubt("body_text", "comment-left-out", f"Left out as a comment: {text}")
    if more := len(said[_MOST:]):
        message = f"Left out as a comment: … and {more} more"
        yield Doubt("body_text", "comment-left-out", message)


def _comments(package: Package) -> Iterator[str]:
    root = package.xml("word/comments.xml")
    for comment in root if root is not None else ():
        if words := _words(comment):
            yield words[:_LONGEST] + "…" * (len(words) > _LONGEST)


def _words(comment: Element) -> str:
    paragraphs = (one for one in comment.iter() if _is(one, "p"))
    texts = (
        "".join(part.text or "" for part in paragraph.iter() if _is(part, "t"))
        for paragraph in paragraphs
    )
    return one_line(" ".join(texts))


def _is(element: Element, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name
