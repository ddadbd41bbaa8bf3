"""How are the words of the public posts spelled, and how common are they?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.db import transaction

from news.models import SearchEntry, SearchWord
from news.search.words import LONGEST, numbers, placed

from .entries import Post


def learn(posts: Iterable[Post]) -> None:
    """Add the words that are new; how common each is, `relearn` counts."""
    new = dict(pair for post in posts for pair in spelled(post.text))
    # In one order, whoever else is adding the same words now.
    rows = [SearchWord(word=word, spelled=new[word]) for word in sorted(new)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


@transaction.atomic
def relearn() -> None:
    """Count everything anew; words that no public post holds any more are gone."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in SearchEntry.objects.values_list("text", flat=True).iterator():
        for word, spelling in set(spelled(text)):
            counts[word][spelling] += 1
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(
                word=word, spelled=most_common(spellings), posts=spellings.total()
            )
            for word, spellings in sorted(counts.items())
        ),
        batch_size=1000,
    )


def most_common(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


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
