"""What may somebody have meant whose words no post holds?"""

from django.db.models import Q
from django.db.models.functions import Length

from news import languages

from .vocabulary import mark, words
from .words import placed

MOST_CANDIDATES = 3000
LONGEST = 20  # characters: longer than any syllable, and than most typing errors


def meant(text: str, unknown: tuple[str, ...]) -> str:
    """The query with its unknown words put right; "" where that cannot be done.

    A word that is like no other is left out, if others remain.
    """
    wrong = [word for word in unknown if len(word) <= LONGEST]
    near = nearest(wrong) if wrong else {}
    right, changed = [], False
    for word, start, end in placed(text):
        if word.folded not in unknown:
            right.append(text[start:end])
        elif word.folded in near:
            right.append(near[word.folded])
        changed = changed or word.folded in unknown
    return " ".join(right) if changed else ""


def nearest(wrong: list[str]) -> dict[str, str]:
    """For each word the spelling of the one most like it, the commonest first."""
    candidates = like(wrong)
    found = {}
    for word in wrong:
        allowed = 1 if len(word) < 5 else 2
        scored = (
            (distance(word, other, allowed), -posts, spelled)
            for other, spelled, posts in candidates
            if abs(len(other) - len(word)) <= allowed
        )
        best = min(scored, default=None)
        if best and best[0] <= allowed:
            found[word] = best[2]
    return found


def like(wrong: list[str]) -> list[tuple[str, str, int]]:
    """Words of about that length which begin alike, or go on alike."""
    alike, marked = Q(pk__in=[]), mark(languages.spoken())
    for word in wrong:
        size = len(marked) + len(word)
        length = Q(length__range=(size - 2, size + 2))
        starts = Q(word__startswith=marked + word[:1]) | Q(word__endswith=word[-2:])
        alike |= length & starts
    found = words().annotate(length=Length("word")).filter(alike)
    found = found.exclude(word__contains=" ")
    rows = found.values_list("word", "spelled", "posts")[:MOST_CANDIDATES]
    return [(word.removeprefix(marked), *more) for word, *more in rows]


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
