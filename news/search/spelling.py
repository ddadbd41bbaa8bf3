"""What may somebody have meant whose words no post holds?"""

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q
from django.db.models.functions import Length

from news import languages
from news.vietnamese.folding import fold

from .vocabulary import mark, words
from .words import placed

MOST_CANDIDATES = 3000
LONGEST = 20  # characters: longer than any syllable, and than most typing errors


@dataclass(frozen=True, slots=True)
class Known:
    """What the vocabulary says of a word, or of two that stand together in a title."""

    word: str
    spelled: str
    posts: int


def meant(text: str, unknown: tuple[str, ...]) -> str:
    """The query with its unknown words put right; "" where that cannot be done.

    A word that is like no other is left out, if others remain. Whoever typed no accent
    is offered all of them or none: nobody writes one word so and the next otherwise.
    """
    typed = list(placed(text))
    wrong = [word for word in unknown if len(word) <= LONGEST]
    known = like(wrong, [word.folded for word, _, _ in typed]) if wrong else []
    near = nearest(wrong, known)
    right, changed = [], False
    for word, start, end in typed:
        if word.folded not in unknown:
            right.append(text[start:end])
        elif word.folded in near:
            right.append(near[word.folded])
        changed = changed or word.folded in unknown
    if near and not any(word.has_accents for word, _, _ in typed):
        right = accented(right, known)
    return " ".join(right) if changed else ""


def accented(said: list[str], known: list[Known]) -> list[str]:
    """Spelled as titles spell each two of them, the commonest two having the last say.

    Without accents where they are not known of every word.
    """
    if len(said) < 2:
        return said
    plain, told = [fold(one) for one in said], {one.word: one for one in known}
    beside = enumerate(f"{a} {b}" for a, b in pairwise(plain))
    places = [(told[two].posts, at, told[two]) for at, two in beside if two in told]
    found: dict[int, str] = {}
    for _posts, at, two in sorted(places, key=lambda place: place[:2]):
        found[at], _, found[at + 1] = two.spelled.partition(" ")
    alone = [one for at, one in enumerate(plain) if at not in found]
    if any(one in told and told[one].spelled != one for one in alone):
        return plain
    return [found.get(at, one) for at, one in enumerate(plain)]


def nearest(wrong: list[str], known: list[Known]) -> dict[str, str]:
    """For each word the spelling of the one most like it, the commonest first."""
    single = [one for one in known if " " not in one.word]
    found = {}
    for word in wrong:
        allowed = 1 if len(word) < 5 else 2
        scored = (
            (distance(word, other.word, allowed), -other.posts, other.spelled)
            for other in single
            if abs(len(other.word) - len(word)) <= allowed
        )
        best = min(scored, default=None)
        if best and best[0] <= allowed:
            found[word] = best[2]
    return found


def like(wrong: list[str], typed: list[str]) -> list[Known]:
    """Words of about that length which begin alike, or go on alike; and what else was
    typed, with what may be the wrong words beside it.
    """
    marked = mark(languages.spoken())
    alike = Q(word__in=[marked + word for word in typed])
    for word in wrong:
        starts = Q(word__startswith=marked + word[:1]) | Q(word__endswith=word[-2:])
        alike |= about(marked + word) & starts & ~Q(word__contains=" ")
    for a, b in pairwise(typed):
        if a not in wrong and b not in wrong:
            alike |= Q(word=f"{marked}{a} {b}")
        elif a not in wrong:
            alike |= about(f"{marked}{a} {b}") & Q(word__startswith=f"{marked}{a} ")
        elif b not in wrong:
            alike |= about(f"{marked}{a} {b}") & Q(word__endswith=f" {b}")
    found = words().annotate(length=Length("word")).filter(alike)
    rows = found.values_list("word", "spelled", "posts")[:MOST_CANDIDATES]
    return [Known(word.removeprefix(marked), *more) for word, *more in rows]


def about(text: str) -> Q:
    return Q(length__range=(len(text) - 2, len(text) + 2))


def distance(a: str, b: str, most: int) -> int:
    """Letters to change, add, drop or swap until `a` is `b`; about, above `most`.

    >>> distance("nghi", "nghi", 1), distance("ngih", "nghi", 1)
    (0, 1)
    >>> distance("thuong", "thuog", 2), distance("khen", "dua", 1) > 1
    (1, True)
    """
    before, row = [], list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
