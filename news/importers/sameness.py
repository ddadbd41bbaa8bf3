"""Are two posts of one title and one day the same post, as its source has it now?

Papers without a time of day are known by title and day alone, and a board issues
several of them ("Thông báo"). Measured on made-up posts and on notices that differ in
place, person and occasion alone: two different ones share 83 % of their runs of three
words at most, and of one text with five words corrected 90 % at least are left.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from .document import Bullets, Document, Heading, Paragraph, Quote, Table
from .lines import plain

RUN = 3  # words
ALIKE = 0.87
# Of a post without a clock time, as `posts` writes it; what may follow that.
_BY_DAY = re.compile(r"@(?:\d{4}-\d\d-\d\dT00:00|undated)$")
_FOLLOWS = re.compile(r"(?:-[0-9a-f]{8}|#\d+)?")


def is_by_day(identifier: str) -> bool:
    """Whether it is of title and day alone, so that two posts may have it.

    >>> is_by_day("thong-bao@2020-07-13T00:00"), is_by_day("node/12")
    (True, False)
    """
    return bool(_BY_DAY.search(identifier))


def is_of(base: str, identifier: str) -> bool:
    """Whether a post of that title and day may be known by this identifier.

    The eight signs are from when the first words were part of it.

    >>> [is_of("a@undated", "a@undated" + end) for end in ("", "#2", "-0f3a12bc", "x")]
    [True, True, True, False]
    """
    is_one = identifier.startswith(base)
    return is_one and bool(_FOLLOWS.fullmatch(identifier.removeprefix(base)))


def free(base: str, taken: Mapping[str, object]) -> str:
    """
    >>> free("a@undated", {}), free("a@undated", {"a@undated": 1})
    ('a@undated', 'a@undated#2')
    """
    if base not in taken:
        return base
    return next(one for n in count(2) if (one := f"{base}#{n}") not in taken)


def most_alike(text: str, others: Mapping[str, Iterable[str]]) -> str | None:
    """The key whose texts have one that is the same; None where none has."""
    shares = {
        key: max((share_alike(text, other) for other in texts), default=0.0)
        for key, texts in others.items()
    }
    best = max(sorted(shares), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= ALIKE else None


def share_alike(text: str, other: str) -> float:
    """How much of the shorter text stands in the other, 0 to 1.

    Without a word nothing is: two scans may be of two papers.

    >>> share_alike("Kính gửi các đơn vị", "kính gửi các đơn vị."), share_alike("", "")
    (1.0, 0.0)
    """
    ours, theirs = _runs(text), _runs(other)
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    size = min(RUN, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1) if size}


def said(document: Document) -> str:
    """All words of its text, lead and tables too."""
    return " ".join([document.lead, *_texts(document)])


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Paragraph(html):
                yield plain(html)
            case Bullets(items):
                yield from map(plain, items)
            case Heading(text) | Quote(text):
                yield text
            case Table(rows):
                yield from (cell for row in rows for cell in row)
