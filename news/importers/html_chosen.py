"""Which elements of a page does a CSS selector choose?

The page is gone through once. A selector is then asked only about the elements that
have the name, class, id or attribute it ends in: some fifty selectors, each asked about
every element of a long page, took most of the time of reading it.

What stands inside an <iframe> is chosen as anything else. A <template> is left out of a
tree before (`markup`): inside one, a selector would choose nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bs4 import BeautifulSoup, Tag

# Of a list of selectors each, and of each the elements it names in a row.
_ALTERNATIVE = re.compile(r"(?:[^,\[(]|\[[^\]]*\]|\([^()]*\))+")
_COMPOUND = re.compile(r"(?:[^\s>\[(]|\[[^\]]*\]|\([^()]*\))+")
_PSEUDO = re.compile(r":[\w-]+\([^()]*\)")
# Values may hold what looks like a class: [href*='.pdf'].
_ATTRIBUTE = re.compile(r"\[([\w-]+)[^\]]*\]")
_KEY = re.compile(r"[#.][\w-]+|\[[\w-]+\]|^\w+")


class Elements:
    """The elements of a page in their order, and which of them were dropped."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.tags: list[Tag] = soup.find_all(True)
        self.places = {id(tag): at for at, tag in enumerate(self.tags)}
        self.ends = _ends(self.tags)
        # Beautiful Soup's own `decomposed` looks through all that an element holds.
        self.gone = bytearray(len(self.tags))
        self.by_key: defaultdict[str, list[int]] = defaultdict(list)
        for at, tag in enumerate(self.tags):
            for key in dict.fromkeys(_keys_of(tag)):
                self.by_key[key].append(at)

    def chosen(self, selectors: str, within: Tag | None = None) -> list[Tag]:
        """As `select` of the page, or of an element of it, would find them now."""
        return list(self.each(selectors, within))

    def each(self, selectors: str, within: Tag | None = None) -> Iterator[Tag]:
        """The same; one that was dropped before its turn is left out."""
        asked: defaultdict[int, list[_Alternative]] = defaultdict(list)
        for one in _alternatives(selectors):
            for at in self._candidates(one, within):
                asked[at].append(one)
        for at in sorted(asked):
            tag = self.tags[at]
            if not self.gone[at] and any(one.chooses(tag) for one in asked[at]):
                yield tag

    def drop(self, tag: Tag) -> None:
        at, end = self.places[id(tag)], self.ends[id(tag)]
        self.gone[at : end + 1] = b"\1" * (end + 1 - at)
        tag.decompose()

    def _candidates(self, one: "_Alternative", within: Tag | None) -> list[int]:
        if not all(key in self.by_key for keys in one.keys for key in keys):
            return []
        fewest = min((self.by_key[key] for key in one.keys[-1]), key=len)
        first, end = self._span(within)
        return fewest[bisect_left(fewest, first) : bisect_right(fewest, end)]

    def _span(self, within: Tag | None) -> tuple[int, int]:
        if within is None or within is self.soup:
            return 0, len(self.tags)
        return self.places[id(within)] + 1, self.ends[id(within)]


def _ends(tags: list[Tag]) -> dict[int, int]:
    """The place of the last element inside each; its own, where there is none."""
    ends: dict[int, int] = {}
    for at in range(len(tags) - 1, -1, -1):
        end = ends.setdefault(id(tags[at]), at)
        ends.setdefault(id(tags[at].parent), end)
    return ends


def _keys_of(tag: Tag) -> Iterator[str]:
    yield ""
    yield tag.name
    for name, value in tag.attrs.items():
        yield f"[{name}]"
        if name == "id":
            yield f"#{value}"
        elif name == "class":
            yield from (f".{word}" for word in value)


@dataclass(frozen=True, slots=True)
class _Alternative:
    selector: str
    keys: tuple[tuple[str, ...], ...]  # of each element it names, the chosen one last

    def chooses(self, tag: Tag) -> bool:
        """Is this element, which has one of its keys, the one it means?"""
        return self.selector in self.keys[-1] or tag.css.match(self.selector)


@lru_cache
def _alternatives(selectors: str) -> tuple[_Alternative, ...]:
    """
    >>> for one in _alternatives("h1.title, .node > h2, :is(.a, p) time[datetime]"):
    ...     print(one.keys)
    (('h1', '.title'),)
    (('.node',), ('h2',))
    (('',), ('time', '[datetime]'))
    >>> [one.keys for one in _alternatives("a[href*='.pdf']")]
    [(('a', '[href]'),)]
    """
    return tuple(map(_alternative, map(str.strip, _ALTERNATIVE.findall(selectors))))


def _alternative(selector: str) -> _Alternative:
    return _Alternative(selector, tuple(map(_keys, _COMPOUND.findall(selector))))


def _keys(compound: str) -> tuple[str, ...]:
    """What an element must have, be it enough or not; all have the empty one."""
    bare = _PSEUDO.sub("", _ATTRIBUTE.sub(r"[\1]", compound))
    return tuple(_KEY.findall(bare)) or ("",)
