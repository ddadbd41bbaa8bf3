"""How are the words of the public posts spelled, and how common are they?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from news.models import SearchEntry, SearchWord
from news.repeats import repeated
from news.search.vocabulary import mark
from news.search.words import numbers, spelled_in

BATCH = 500
# The text of an entry, and the language this is in.
Said = tuple[str, str]
# A word, and how it is written.
Spelling = tuple[str, str]


def learn(before: Iterable[Said], after: Iterable[Said]) -> None:
    """Count the words of entries that came, and no longer those of entries that went.

    A new word is spelled as most of these spell it, until `relearn` asks all.
    """
    count(tally(after), tally(before))


def tally(texts: Iterable[Said]) -> Counter[Spelling]:
    """How many of the texts have each word in each spelling."""
    found: Counter[Spelling] = Counter()
    for said in texts:
        found.update(marked(*said).items())
    return found


def count(came: Counter[Spelling], went: Counter[Spelling] | None = None) -> None:
    changes: Counter[str] = Counter()
    for (word, _spelling), number in came.items():
        changes[word] += number
    for (word, _spelling), number in (went or {}).items():
        changes[word] -= number
    fewer = {word: -by for word, by in changes.items() if by < 0}
    if fewer:
        # In one order, whoever else is counting the same words now.
        locked = SearchWord.objects.select_for_update().filter(word__in=list(changes))
        list(locked.order_by("word").values_list("word"))
    # Of several spellings the commonest is the last to be written down.
    spelled = dict(sorted(came, key=lambda one: (came[one], one)))
    add({word: by for word, by in changes.items() if by > 0}, spelled)
    take_away(fewer)


def add(numbers: Mapping[str, int], spellings: Mapping[str, str]) -> None:
    """So many posts more for each word; Django adds nothing to what is there."""
    table = SearchWord._meta.db_table
    words = sorted(numbers)
    for start in range(0, len(words), BATCH):
        batch = words[start : start + BATCH]
        places = ", ".join(["(%s, %s, %s)"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS known (word, spelled, posts) VALUES {places}"
                " ON CONFLICT (word)"
                " DO UPDATE SET posts = known.posts + excluded.posts",
                [value for w in batch for value in (w, spellings[w], numbers[w])],
            )


def take_away(numbers: Mapping[str, int]) -> None:
    for number in sorted(set(numbers.values())):
        words = sorted(word for word, by in numbers.items() if by == number)
        for start in range(0, len(words), BATCH):
            counted = SearchWord.objects.filter(word__in=words[start : start + BATCH])
            # No posts below none: the column is unsigned.
            counted.update(posts=Greatest(F("posts") - number, 0))
    SearchWord.objects.filter(word__in=list(numbers), posts=0).delete()


@transaction.atomic
def relearn() -> None:
    """Count everything anew; words that no public post holds any more are gone."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in SearchEntry.objects.with_language().iterator():
        for word, spelling in marked(entry.text, entry.language).items():
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


def marked(text: str, language: str) -> dict[str, str]:
    """Each word of an entry's text, and each two that follow in its title."""
    return in_parts([(line,) for line in text.split("\n")], language)


def in_parts(parts: Sequence[tuple[str, ...]], language: str) -> dict[str, str]:
    """The same of a post whose texts are known, the title first.

    Words are counted apart in each language, or one would be offered in another.
    """
    found: dict[str, str] = {}
    for texts in parts:
        found.update(in_texts(texts))
    (title,) = parts[0]
    found.update(in_pairs(title))
    begins = mark(language)
    return {begins + word: said for word, said in found.items()} if begins else found


@repeated
def in_texts(texts: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        found.update(spelled(text))
    return found


@repeated
def spelled(text: str) -> dict[str, str]:
    found = {number: number for number in numbers(text)}
    found.update(spelled_in(text))
    return found


def in_pairs(title: str) -> Iterator[tuple[str, str]]:
    for (a, b), (c, d) in pairwise(spelled_in(title)):
        yield f"{a} {c}", f"{b} {d}"
