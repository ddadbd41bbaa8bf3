"""Which words of a post say why it was found? They are marked, the rest escaped."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from news.vietnamese.folding import nfc

from .query import Query
from .words import Word, compact, number_spans, pairs, placed

BEFORE, LONGEST = 60, 280  # characters before the first hit, and in all
SPELLINGS = ("folded", "exact")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query in texts; with accents as typed only, where the text has them."""

    query: Query

    def title(self, text: str) -> SafeString:
        text = nfc(text)
        return marked(text, self.spans(text))

    def excerpt(self, text: str) -> SafeString:
        """The line that holds most of what was asked, cut around its longest hit."""
        lines = [line for line in nfc(text).split("\n")[1:] if line.strip()]
        if not lines:
            return SafeString("")
        best = max(lines, key=self.worth)
        spans = self.spans(best)
        start, end = cut(best, longest(best, spans))
        inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        shown = marked(best[start:end].rstrip(), inside)
        return mark_safe(
            ("… " if start else "") + shown + (" …" if end < len(best) else "")
        )

    def worth(self, text: str) -> tuple[int, int]:
        """How many words of the query a text holds, those spelled as typed twice; and
        how many of them stand beside each other there as they do in the query.
        """
        found = [word for word, _, _ in placed(text)]
        folded, exact = ({getattr(word, k) for word in found} for k in SPELLINGS)
        folded |= {compact(text[start:end]) for start, end in number_spans(text)}
        query, beside = self.query, pairs(found)
        held = sum((w.folded in folded) + (w.exact in exact) for w in query.every_word)
        together = {*query.neighbours, *query.within_phrases}.intersection(beside)
        if not query.unfinished:
            return held, len(together)
        # What the last word may become is worth as much as the word.
        grown = any(one.startswith(query.words[-1].folded) for one in folded)
        last = query.neighbours[-1:]
        met = any(two.startswith(pair) for pair in last for two in beside)
        return held + grown, len(together) + met

    def spans(self, text: str) -> list[Span]:
        found = list(placed(text))
        exact = self.query.has_accents and list(self._hits(text, found, exact=True))
        hits = exact or list(self._hits(text, found, exact=False))
        return joined(text, sorted(hits))

    def _hits(
        self, text: str, found: list[tuple[Word, int, int]], exact: bool
    ) -> Iterator[Span]:
        loose = {spelling(word, exact) for word in self.query.words}
        growing = self.query.unfinished and not exact
        last = self.query.words[-1].folded if growing else None
        for word, start, end in found:
            known = word.folded in loose or (exact and word.exact in loose)
            if known or (last and word.folded.startswith(last)):
                yield start, end
        for phrase in self.query.phrases:
            wanted = [spelling(word, exact) for word in phrase]
            for at in range(len(found) - len(wanted) + 1):
                here = found[at : at + len(wanted)]
                if all(
                    said in (word.folded, word.exact if exact else "")
                    for said, (word, _, _) in zip(wanted, here, strict=True)
                ):
                    yield here[0][1], here[-1][2]
        for start, end in number_spans(text):
            if compact(text[start:end]) in loose:
                yield start, end


def spelling(word: Word, exact: bool) -> str:
    """A word typed without accents asks for none."""
    return word.exact if exact and word.has_accents else word.folded


def joined(text: str, spans: list[Span]) -> list[Span]:
    """Hits that only white space parts are one."""
    whole: list[Span] = []
    for start, end in spans:
        if whole and not text[whole[-1][1] : start].strip():
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def longest(text: str, spans: list[Span]) -> int:
    """Where the hit of the most words begins, the first of several."""
    most = max(spans, key=lambda span: len(text[slice(*span)].split()), default=(0, 0))
    return most[0]


def cut(text: str, hit: int) -> Span:
    """A stretch of whole words that begins shortly before the hit."""
    start = 0
    if len(text) > LONGEST and hit > BEFORE:
        start = text.rfind(" ", 0, hit - BEFORE) + 1
    if len(text) - start <= LONGEST:
        return start, len(text)
    end = text.rfind(" ", start, start + LONGEST)
    return start, end if end > max(start, hit) else start + LONGEST


def marked(text: str, spans: list[Span]) -> SafeString:
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))
