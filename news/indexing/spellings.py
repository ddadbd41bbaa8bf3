"""How are the words of the public posts spelled, and how common are they?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from news.models import SearchEntry, SearchWord
from news.search.vocabulary import mark
from news.search.words import LONGEST, numbers, placed

BATCH = 500
# The text of an entry, and the language this is in.
Said = tuple[str, str]


def learn(before: Iterable[Said], after: Iterable[Said]) -> None:
    """Count the words of entries that came, and no longer those of entries that went.

    A new word is spelled as it was first met, until `relearn` sees how most spell it.
    """
    spellings: dict[str, str] = {}
    changes: Counter[str] = Counter()
    for said in before:
        changes.subtract(dict(marked(*said)).keys())
    for said in after:
        found = dict(marked(*said))
        changes.update(found.keys())
        spellings |= found
    # In one order, whoever else is counting the same words now.
    new = [SearchWord(word=w, spelled=spellings[w], posts=0) for w in sorted(spellings)]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    for change in sorted(set(changes.values()) - {0}):
        words = sorted(word for word, by in changes.items() if by == change)
        for start in range(0, len(words), BATCH):
            counted = SearchWord.objects.filter(word__in=words[start : start + BATCH])
            # No posts below none: the column is unsigned.
            counted.update(posts=Greatest(F("posts") + change, 0))
    SearchWord.objects.filter(
        word__in=[w for w in changes if changes[w] < 0], posts=0
    ).delete()


@transaction.atomic
def relearn() -> None:
    """Count everything anew; words that no public post holds any more are gone."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in SearchEntry.objects.with_language().iterator():
        for word, spelling in set(marked(entry.text, entry.language)):
            counts[word][spelling] += 1
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(
                word=word, spelled=most_common(spellings), posts=spellings.total()
            )
            for word, spellings in sorted(counts.items())
        ),
        batch_size=BATCH,
    )


def most_common(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def marked(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Words are counted apart in each language, or one would be offered in another."""
    begins = mark(language)
    return ((begins + word, spelling) for word, spelling in spelled(text))


def spelled(text: str) -> Iterator[tuple[str, str]]:
    """Each word of an entry's text, and each two that follow in its title."""
    title, _, _ = text.partition("\n")
    yield from ((number, number) for number in numbers(text))
    yield from single(text)
    for (a, b), (c, d) in pairwise(single(title)):
        yield f"{a} {c}", f"{b} {d}"


def single(text: str) -> Iterator[tuple[str, str]]:
    for word, start, end in placed(text):
        spelling = text[start:end].casefold()
        if len(spelling) <= LONGEST:
            yield word.folded, spelling
