"""Are two posts of one title and one day the same post, as its source has it now?

Papers without a time of day are known by title and day alone, and a board issues
several of them ("Thông báo"). Measured on made-up posts and on notices that differ in
place, person and occasion alone: two different ones share 83 % of their runs of three
words at most, and of one text with five words corrected 90 % at least are left.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from typing import Generic, TypeVar

from .document import Bullets, Document, Heading, Paragraph, Quote, Table
from .lines import plain

RUN = 3  # words
ALIKE = 0.87
# So many texts of one title and day are compared with: the time that a paper takes
# would grow with their number, and that of all of them with its square.
MOST = 500
Run = tuple[str, ...]
Key = TypeVar("Key", str, int)
# Of a post without a clock time, as `posts` writes it; what may follow that.
_BY_DAY = re.compile(r"@(?:\d{4}-\d\d-\d\dT00:00|undated)$")
_FOLLOWS = re.compile(r"(?:-[0-9a-f]{8}|#\d+)?")
_FOLLOWED = re.compile(r"(?:-[0-9a-f]{8}|#\d+)$")


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


def base_of(identifier: str) -> str:
    """What all papers of one title and day have in common.

    >>> base_of("a@undated#2"), base_of("a@undated-0f3a12bc"), base_of("node/1#2")
    ('a@undated', 'a@undated', 'node/1#2')
    """
    base = _FOLLOWED.sub("", identifier)
    return base if is_by_day(base) else identifier


def free(base: str, taken: Container[str], numbers: Iterator[int]) -> str:
    """`numbers` begin with 2; those before the answer are used up.

    >>> free("a@undated", {}, iter([2])), free("a@undated", {"a@undated": 1}, iter([2]))
    ('a@undated', 'a@undated#2')
    """
    if base not in taken:
        return base
    return next(one for n in numbers if (one := f"{base}#{n}") not in taken)


class Texts(Generic[Key]):
    """What texts are compared with. Each is broken into its runs once, and who asks
    meets those alone that share one with theirs."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.sizes: list[int] = []
        self.having: dict[Run, list[int]] = {}

    def add(self, key: Key, text: str) -> None:
        """A key may have several."""
        runs = runs_of(text)
        for run in runs:
            self.having.setdefault(run, []).append(len(self.keys))
        self.keys.append(key)
        self.sizes.append(len(runs))

    def shares(self, text: str) -> dict[Key, float]:
        """How much of the shorter text stands in the other, 0 to 1; those with 0 are
        left out. Without a word nothing is alike: two scans may be of two papers.

        >>> texts = Texts()
        >>> texts.add("a", "kính gửi các đơn vị."), texts.add("b", "")
        (None, None)
        >>> texts.shares("Kính gửi các đơn vị"), texts.shares("Gửi"), texts.shares("")
        ({'a': 1.0}, {}, {})
        """
        ours = runs_of(text)
        met = Counter(at for run in ours for at in self.having.get(run, ()))
        found = {at: n / min(len(ours), self.sizes[at]) for at, n in met.items()}
        best: dict[Key, float] = {}
        for at, share in found.items():
            key = self.keys[at]
            best[key] = max(share, best.get(key, 0.0))
        return best

    def most_alike(
        self, text: str, fits: Callable[[Key], bool] = lambda key: True
    ) -> Key | None:
        """The key whose texts have one that is the same; None where none has."""
        found = {k: s for k, s in self.shares(text).items() if s >= ALIKE and fits(k)}
        return max(sorted(found), key=found.__getitem__, default=None)


def runs_of(text: str) -> set[Run]:
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
