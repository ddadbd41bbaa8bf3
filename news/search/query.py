"""What does somebody ask for? The words and phrases of a query, whatever is typed."""

import re
from dataclasses import dataclass, replace
from typing import Self

from news.vietnamese.folding import fold, nfc

from .words import Word, compact, pairs, triples, word, words

LONGEST = 200  # characters that are read
MOST_WORDS = 12
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTES = str.maketrans("“”„«»", '"""""')
_NUMBER = re.compile(r"\d{1,5}(?:[/-]\d{4})?[/-][a-z][a-z0-9]*(?:[/-][a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Query:
    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    # Whether the last word may still be growing.
    unfinished: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        >>> query = Query.parse('“thi đua” so ket 163/QĐ-UBND')
        >>> [word.folded for word in query.words], len(query.phrases)
        (['so', 'ket', '163qdubnd'], 1)
        >>> Query.parse('"*" AND (').words
        (Word(folded='and', exact='and'),)
        """
        typed = nfc(text[:LONGEST]).replace("\x00", " ").translate(_QUOTES)
        # A quote that is never closed runs to the end.
        closed = typed + '"' if typed.count('"') % 2 else typed
        phrases = [tuple(words(quoted)) for quoted in _QUOTED.findall(closed)]
        loose: list[Word] = [p[0] for p in phrases if len(p) == 1]
        phrases = [phrase[:MOST_WORDS] for phrase in phrases if len(phrase) > 1]
        rest = _QUOTED.sub(" ", closed)
        for chunk in rest.split():
            found = words(chunk)
            if _NUMBER.match(fold(chunk).strip(".,;:()")):
                loose.append(word(compact(chunk)))
            elif len(found) > 1 and len(phrases) < MOST_WORDS:
                phrases.append(tuple(found[:MOST_WORDS]))
            else:
                loose += found
        last = typed[-1:]
        return cls(
            tuple(dict.fromkeys(loose))[:MOST_WORDS],
            tuple(dict.fromkeys(phrases))[:MOST_WORDS],
            unfinished=bool(loose) and last.isalnum() and rest.endswith(last),
        )

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def finished(self) -> Self:
        return replace(self, unfinished=False)

    @property
    def every_word(self) -> list[Word]:
        return [*self.words, *(word for phrase in self.phrases for word in phrase)]

    @property
    def has_accents(self) -> bool:
        return any(word.has_accents for word in self.every_word)

    @property
    def neighbours(self) -> list[str]:
        """The pairs of loose words, which rank higher where they stand together."""
        return pairs(self.words)

    @property
    def whole_phrases(self) -> list[str]:
        return [three for phrase in self.phrases for three in triples(phrase)]

    @property
    def within_phrases(self) -> list[str]:
        return [pair for phrase in self.phrases for pair in pairs(phrase)]
