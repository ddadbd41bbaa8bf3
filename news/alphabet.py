"""Which names of a long register does one page show? Those of a letter, in pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from django.utils.formats import number_format

from news.addresses import Link
from news.choices import MOST
from news.vietnamese.collation import initial, name_key, person_key

# The parameters of a register's list, as its canonical address orders them.
LEAFING = ("chu", "trang")
# Names that a page shows; a register of fewer is one page without letters.
LONGEST = 300
# Where names stand that begin with no letter.
SIGNS = "0-9"


@dataclass(frozen=True, slots=True)
class Place:
    """A letter and a page of it; no letter is the register's first page."""

    letter: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """What makes no sense is left out: the first page is there for it."""
        letter, page = query.get("chu", ""), query.get("trang", "")
        if letter != SIGNS and (len(letter) != 1 or initial(letter) != letter):
            return cls()
        good = page.isascii() and page.isdigit() and len(page) < 5
        return cls(letter, max(int(page), 1) if good else 1)

    def at(self, address: str) -> str:
        page = str(self.page) if self.page > 1 else ""
        values = zip(LEAFING, (self.letter, page), strict=True)
        query = urlencode({name: value for name, value in values if value})
        return f"{address}?{query}" if query else address


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a register's names, and where the others are.

    Of a link to another page `posts` is how many names begin with that letter; the
    link without an address is where the reader is.
    """

    names: list[Link] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    letters: list[Link] = field(default_factory=list)
    pages: list[Link] = field(default_factory=list)
    # Names of the register, however many are shown.
    total: int = 0

    @property
    def number(self) -> str:
        return number_format(self.total, force_grouping=True)

    @property
    def is_choice(self) -> bool:
        """Whether these are but the names with the most posts."""
        return bool(self.letters) and not self.place.letter


def leaf(kind: str, names: Iterable[Link], place: Place, address: str) -> Leaf | None:
    """The names at that place in the order of a dictionary, people by given name.

    None where the register has no such place.
    """
    order = person_key if kind == "author" else name_key
    known = list(names)
    if len(known) <= LONGEST:
        if place != Place():
            return None
        return Leaf(sorted(known, key=lambda one: order(one.title)), total=len(known))
    by_letter = _by_letter(kind, known)
    letters = _letters(by_letter, place, address)
    if place.letter:
        shown = by_letter.get(place.letter, [])
        first = (place.page - 1) * LONGEST
        pages = _pages(len(shown), place, address)
    else:
        shown = sorted(known, key=lambda one: (-(one.posts or 0), one.title))[:MOST]
        first, pages = 0, []
    shown = sorted(shown, key=lambda one: order(one.title))[first : first + LONGEST]
    return Leaf(shown, place, letters, pages, len(known)) if shown else None


def _by_letter(kind: str, names: Iterable[Link]) -> dict[str, list[Link]]:
    found = defaultdict(list)
    for name in names:
        words = name.title.split() or [""]
        ordered_by = words[-1] if kind == "author" else words[0]
        found[initial(ordered_by) or SIGNS].append(name)
    return found


def _letters(
    by_letter: Mapping[str, list[Link]], here: Place, address: str
) -> list[Link]:
    # Signs and digits stand before the letters, as in the order of names.
    ordered = sorted(by_letter, key=lambda one: (one != SIGNS, name_key(one)))
    return [
        _link(one.upper(), here.letter == one, Place(one).at(address), by_letter[one])
        for one in ordered
    ]


def _link(title: str, is_here: bool, url: str, names: list[Link]) -> Link:
    return Link(title, "" if is_here else url, len(names))


def _pages(names: int, here: Place, address: str) -> list[Link]:
    number = -(-names // LONGEST)
    if number < 2:
        return []
    places = (Place(here.letter, page) for page in range(1, number + 1))
    return [
        Link(str(place.page), "" if place == here else place.at(address))
        for place in places
    ]
