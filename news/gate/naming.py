"""Which clusters of the register does a text name?

"Cụm I", "Cụm thi đua số 1" and "cụm 01" are one number; a name counts with its kind
before it, whatever its accents and capitals.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from news.importers.clusters import MENTION
from news.vietnamese.folding import fold

from .post import ClusterEntry

_ROMAN = {"i": 1, "v": 5, "x": 10}
_AHEAD = 160  # characters after a mention in which its name may stand
_NAMED = re.compile(r"\s*(?:[-–—:]\s*|\(\s*)(?:các|ngành|huyện|khu\s+vực)\s", re.I)
_BEFORE = re.compile(
    r"(?:các|những|mỗi|từng|mọi|nhiều|\d+|công đoàn|đảng bộ|đảng ủy|đoàn)\s+$", re.I
)


def named_in(text: str, register: Sequence[ClusterEntry]) -> Iterator[ClusterEntry]:
    """The clusters that a text names, in its order; one may come twice."""
    for match in MENTION.finditer(text):
        if _BEFORE.search(text, max(0, match.start() - 20), match.start()):
            continue
        after = text[match.end() : match.end() + _AHEAD]
        kind = fold(match["kind"])
        alike = [entry for entry in register if fold(entry.kind) == kind]
        certain = match["kind"][0].isupper() or bool(match["contest"])
        yield from meant(alike, match["number"] or "", after, certain=certain)


def meant(
    alike: Sequence[ClusterEntry], number: str, after: str, *, certain: bool
) -> Iterable[ClusterEntry]:
    """By name; else by number alone where the text gives no other name."""
    by_name = [entry for entry in alike if begins(after, entry.name)]
    if not number:
        return by_name
    numbered = [entry for entry in alike if value(entry.number) == value(number)]
    both = [entry for entry in numbered if entry in by_name]
    if both or not certain or _NAMED.match(after):
        return both
    # Without "thi đua" a small "khối 5" is a quarter of a town.
    return numbered


def begins(after: str, name: str) -> bool:
    """Does the text after a mention begin with that name?"""
    words, ahead = words_of(name), words_of(after)
    return bool(words) and any(
        candidate[: len(words)] == words
        for candidate in (ahead, ahead[1:] if ahead[:1] == ("cac",) else ())
    )


# One text is held against every cluster of the register, and each against every text.
@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


@lru_cache(maxsize=1024)
def value(number: str) -> int | str:
    """
    >>> value("IV"), value("04"), value("4")
    (4, 4, 4)
    """
    plain = fold(number).strip()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if not plain or not set(plain) <= _ROMAN.keys():
        return plain
    digits = [_ROMAN[char] for char in plain]
    following = [*digits[1:], 0]
    return sum(
        -digit if digit < after else digit
        for digit, after in zip(digits, following, strict=True)
    )
