"""In which order do the posts come that match a query?

In tiers, and the newest first in each: with the accents as typed before without;
title before lead and names, captions, body; words that stand together before those
that do not. A score (bm25, ts_rank) has to visit every hit before it knows the first;
tiers are read one after the other, and only until a page is full.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .query import Query
from .words import ANYWHERE, CAPTIONS, DEPTHS, EXACT, Word

Expression = str


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database writes down which tokens it wants; tokens need no quoting."""

    joined: str
    either: str
    without: str

    def all(self, parts: Iterable[Expression]) -> Expression:
        return "(" + self.joined.join(dict.fromkeys(parts)) + ")"

    def any(self, parts: Iterable[Expression]) -> Expression:
        return "(" + self.either.join(dict.fromkeys(parts)) + ")"

    def but(self, wanted: Expression, unwanted: Iterable[Expression]) -> Expression:
        before = list(unwanted)
        return f"({wanted}{self.without}{self.any(before)})" if before else wanted


@dataclass(frozen=True, slots=True)
class Plan:
    """One query in the words of one database."""

    query: Query
    facets: tuple[str, ...]
    dialect: Dialect
    # What the last word may become, folded; none where it is finished.
    completions: tuple[str, ...] = ()
    # Facets of what is left out, whatever else is asked.
    without: tuple[str, ...] = ()

    @property
    def everything(self) -> Expression:
        """What is found at all: in any field, with any accents."""
        whole = self._words(ANYWHERE)
        if not self.completions:
            return self._narrowed(whole)
        return self._narrowed(self.dialect.any([whole, self._completed()]))

    @property
    def whole_words(self) -> Expression:
        return self._narrowed(self._words(ANYWHERE))

    def tiers(self) -> list[Expression]:
        """Best first; no post is in two of them."""
        found: list[Expression] = []
        if self.query.has_accents:
            found += self._by_depth(exact=True)
            within = [self._words(ANYWHERE, exact=True)]
        else:
            within = []
        found += self._by_depth(exact=False, besides=within)
        if self.completions:
            whole = [self._words(ANYWHERE)]
            found.append(self._narrowed(self._completed(), whole))
        return found

    def _by_depth(
        self, exact: bool, besides: list[Expression] | None = None
    ) -> list[Expression]:
        tiers: list[Expression] = []
        above = list(besides or [])
        for depth in DEPTHS:
            closer: list[Expression] = []
            for pairs in self._closeness(depth):
                here = self._words(depth, exact, pairs)
                tiers.append(self._narrowed(here, [*above, *closer]))
                closer = [here]
            above = [*(besides or []), *closer]
        return tiers

    def _closeness(self, depth: str) -> list[list[str]]:
        """Which neighbours have to stand together, the strictest demand first."""
        every = self.query.neighbours
        if not every or depth == CAPTIONS:
            return [[]]
        # Most Vietnamese words have two syllables: "sơ kết" and "thi đua" do.
        by_two = every[::2]
        return [every, []] if by_two == every else [every, by_two, []]

    def _words(
        self, depth: str, exact: bool = False, pairs: Iterable[str] = ()
    ) -> Expression:
        together = [depth + pair for pair in pairs]
        return self.dialect.all([*self._tokens(depth, exact), *together])

    def _tokens(self, depth: str, exact: bool) -> list[str]:
        wanted = [_token(word, depth, exact) for word in self.query.every_word]
        wanted += [depth + pair for pair in self.query.within_phrases]
        # Pairs alone would also find "a b … b c".
        return [*wanted, *(ANYWHERE + three for three in self.query.whole_phrases)]

    def _completed(self) -> Expression:
        """All words but the last, and one of those the last may become."""
        *before, _last = self.query.words
        sure = Query(tuple(before), self.query.phrases)
        tokens = Plan(sure, (), self.dialect)._tokens(ANYWHERE, exact=False)
        becoming = self.dialect.any(ANYWHERE + word for word in self.completions)
        return self.dialect.all([*tokens, becoming])

    def _narrowed(
        self, expression: Expression, besides: Iterable[Expression] = ()
    ) -> Expression:
        # Narrowed before anything is taken away: SQLite looks for the first post of a
        # difference by itself, through all posts, whatever it is joined with.
        if self.facets:
            expression = self.dialect.all([*self.facets, expression])
        return self.dialect.but(expression, [*besides, *self.without])


def _token(word: Word, depth: str, exact: bool) -> str:
    # Only what bears accents has an exact spelling in the index.
    if exact and word.has_accents:
        return EXACT[depth] + word.exact
    return depth + word.folded
