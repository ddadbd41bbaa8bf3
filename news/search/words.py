"""What are the words of a text to the index, and which of them stand together?

Every word has two spellings there: folded, as people type it in a hurry, and exact,
spelled as on a VNI keyboard with the tone last ("Hội" is `ho6i5`), so that hoà and hòa
are one word. Both are plain ASCII letters and digits: no tokenizer of any database
has to understand Vietnamese, and nothing in a query can be an operator.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from news.repeats import repeated
from news.vietnamese.folding import fold, nfc

LONGEST = 60  # characters of a word; what is longer is no word anybody types
# The fields a word may be found in, best first: each takes in those before it.
TITLE, HEAD, CAPTIONS, ANYWHERE = "abcd"
DEPTHS = (TITLE, HEAD, CAPTIONS, ANYWHERE)
# The same fields for the exact spelling.
EXACT = dict(zip(DEPTHS, "efgh", strict=True))
FACET = "z"

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\b\d{1,5}(?:/\d{4})?/[^\W\d_][^\W_]*(?:-[^\W\d_][^\W_]*)*")
_PLACED = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


@dataclass(frozen=True, slots=True)
class Word:
    folded: str
    exact: str

    @property
    def has_accents(self) -> bool:
        return self.folded != self.exact


@lru_cache(maxsize=50_000)
def word(text: str) -> Word:
    """
    >>> word("Hoà") == word("hòa")
    True
    >>> word("Đảng"), word("2020")
    (Word(folded='dang', exact='d9ang3'), Word(folded='2020', exact='2020'))
    """
    return Word(_ascii(fold(text))[:LONGEST], _ascii(_exact(text))[:LONGEST])


def _exact(text: str) -> str:
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", nfc(text).casefold()):
        tone += _TONES.get(char, "")
        if char in _PLACED:
            letters.append(_PLACED[char])
        elif not unicodedata.combining(char):
            letters.append("d9" if char == "đ" else char)
    return nfc("".join(letters)) + tone


def _ascii(text: str) -> str:
    # Other scripts stay findable without any database knowing them.
    return "".join(char if char.isascii() else f"u{ord(char):x}" for char in text)


def words(text: str) -> list[Word]:
    """
    >>> [word.folded for word in words("Hội nghị “sơ kết”, 163/QĐ-UBND_2")]
    ['hoi', 'nghi', 'so', 'ket', '163', 'qd', 'ubnd', '2']
    """
    return list(map(word, _WORD.findall(nfc(text))))


def spelled_in(text: str) -> list[tuple[str, str]]:
    """The words of a composed text, each folded and as it stands there.

    >>> spelled_in("Sơ kết")
    [('so', 'sơ'), ('ket', 'kết')]
    """
    return list(filter(None, map(_spelled, _WORD.findall(text))))


@lru_cache(maxsize=50_000)
def _spelled(text: str) -> tuple[str, str] | None:
    spelling = text.casefold()
    return (word(text).folded, spelling) if len(spelling) <= LONGEST else None


# The index of posts, the admin's and the vocabulary ask for the same texts.
@repeated
def plain(text: str) -> str:
    """The folded words alone, for Wagtail's index: no parser joins or splits them.

    >>> plain("Quyết định 163/QĐ-UBND")
    'quyet dinh 163 qd ubnd'
    """
    return " ".join(map(_folded, _WORD.findall(nfc(text))))


# Of a word: a text has the same ones again and again, and hundreds of them.
@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    return word(text).folded


@lru_cache(maxsize=50_000)
def _accented(text: str) -> str:
    """Its exact spelling, where that says more than the folded one."""
    found = word(text)
    return found.exact if found.has_accents else ""


def placed(text: str) -> Iterator[tuple[Word, int, int]]:
    """The words of a composed text with where each begins and ends."""
    for found in _WORD.finditer(text):
        yield word(found[0]), found.start(), found.end()


def numbers(text: str) -> list[str]:
    """The numbers of documents, as one word each.

    >>> numbers("theo Quyết định số 163/QĐ-UBND và 98/2023/NĐ-CP; 13/7/2020")
    ['163qdubnd', '982023ndcp']
    """
    # Most texts have none, and no text without a slash.
    return (
        [compact(found) for found in _NUMBER.findall(nfc(text))] if "/" in text else []
    )


def number_spans(text: str) -> list[tuple[int, int]]:
    """Where the numbers of documents stand in a composed text."""
    return [found.span() for found in _NUMBER.finditer(text)]


def compact(text: str) -> str:
    return "".join(word.folded for word in words(text))[:LONGEST]


def pairs(text: Iterable[Word]) -> list[str]:
    """Neighbours as one token each: how a phrase is found without any position.

    >>> pairs(words("thi đua yêu nước"))
    ['thi_dua', 'dua_yeu', 'yeu_nuoc']
    """
    return _joined([word.folded for word in text], 2)


def triples(text: Iterable[Word]) -> list[str]:
    """Three neighbours each: longer phrases are made of these."""
    return _joined([word.folded for word in text], 3)


def _joined(folded: list[str], number: int) -> list[str]:
    neighbours = zip(*(folded[at:] for at in range(number)), strict=False)
    return list(map("_".join, neighbours))


def facet(kind: str, slug: str) -> str:
    """The token that says a post belongs to a cluster, topic, author, organisation."""
    return f"{FACET}{kind}_{slug.replace('-', '_')}"


def tokens(
    texts: Mapping[str, Iterable[str]], facets: Iterable[tuple[str, str]]
) -> str:
    """What the index keeps of a post whose `texts` are given for each depth."""
    levels = [list(map(_bare, texts.get(depth, ()))) for depth in DEPTHS[:-1]]
    body = _of_all(tuple(texts.get(ANYWHERE, ())))
    triples = {three for level in levels for bare in level for three in bare.triples}
    folded = [[bare.folded for bare in level] for level in levels]
    exact = [[bare.exact for bare in level] for level in levels]
    # PostgreSQL sorts them, which is quickly done where it is done already.
    return " ".join(
        [
            *_marked(DEPTHS, folded, body.folded, triples),
            *_marked(EXACT.values(), exact, body.exact, set()),
            *sorted({facet(kind, slug) for kind, slug in facets}),
        ]
    )


def _marked(
    marks: Iterable[str],
    levels: list[list[frozenset[str]]],
    body: Mapping[str, None],
    triples: set[str],
) -> Iterator[str]:
    """Each mark with the words that it stands before; `body` is sorted already."""
    *above, anywhere = marks
    upto: frozenset[str] = frozenset()
    known = [upto := upto.union(*level) for level in levels]
    in_order = sorted(upto)
    for mark, these in zip(above, known, strict=True):
        yield from _after(mark, [said for said in in_order if said in these])
    own = sorted((upto | triples).difference(body))
    # Two sorted lists are merged.
    yield from _after(anywhere, sorted([*body, *own]))


def _after(mark: str, words: list[str]) -> list[str]:
    return [mark + f" {mark}".join(words)] if words else []


@dataclass(frozen=True, slots=True)
class _Bare:
    """What a text says, before the fields are marked that it stands in."""

    folded: frozenset[str]
    exact: frozenset[str]
    triples: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Body:
    """The longest part, in which most words come again; sorted."""

    folded: dict[str, None]
    exact: dict[str, None]


@repeated
def _of_all(texts: tuple[str, ...]) -> _Body:
    every = list(map(_bare, texts))
    folded: set[str] = set()
    folded.update(*(bare.folded for bare in every), *(bare.triples for bare in every))
    exact = frozenset[str]().union(*(bare.exact for bare in every))
    return _Body(dict.fromkeys(sorted(folded)), dict.fromkeys(sorted(exact)))


@repeated
def _bare(text: str) -> _Bare:
    found = _WORD.findall(nfc(text))
    folded = list(map(_folded, found))
    return _Bare(
        frozenset([*folded, *_joined(folded, 2), *numbers(text)]),
        frozenset(filter(None, map(_accented, set(found)))),
        frozenset(_joined(folded, 3)),
    )
