"""Which words are there in the public posts, and what may a typed one become?"""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from news import languages

MOST_COMPLETIONS = 20


def model(name: str) -> type[Model]:
    """By its name: this room lies below the models."""
    return apps.get_model("news", name)


def mark(language: str) -> str:
    """What the words of another language than the main one begin with, in the index.

    >>> mark("")
    ''
    """
    return f"{language}:" if language in languages.others() else ""


def words() -> QuerySet:
    """Those of the language spoken: nobody is offered a word of another."""
    found = model("SearchWord").objects.order_by("-posts", "word")
    if marked := mark(languages.spoken()):
        return found.filter(word__startswith=marked)
    return found.exclude(word__contains=":") if languages.others() else found


def known(typed: Iterable[str], beginning: str = "") -> tuple[set[str], list[str]]:
    """Which of these words there are, and what `beginning` may become, in one query.

    Completions come without the word itself, the commonest first.
    """
    typed, marked = set(typed), mark(languages.spoken())
    asked = {marked + word for word in typed}
    exact = words().filter(word__in=asked).order_by().values_list("word")
    if not beginning:
        return {word.removeprefix(marked) for (word,) in exact}, []
    begun = words().filter(word__startswith=marked + beginning)
    begun = begun.exclude(word=marked + beginning)
    begun = begun.exclude(word__contains=" ").values_list("word")[:MOST_COMPLETIONS]
    # SQLite orders and limits a part of a union only inside a subquery.
    rows = words().filter(Q(pk__in=exact) | Q(pk__in=begun))
    found = [row.removeprefix(marked) for row in rows.values_list("word", flat=True)]
    becoming = [w for w in found if w.startswith(beginning) and w != beginning]
    return set(found) & typed, becoming


def following(start: str, count: int) -> list[str]:
    """Spellings of what begins so; two words if there is a space in `start`."""
    found = words().filter(word__startswith=mark(languages.spoken()) + start)
    if " " not in start:
        found = found.exclude(word__contains=" ")
    return list(found.values_list("spelled", flat=True)[:count])
