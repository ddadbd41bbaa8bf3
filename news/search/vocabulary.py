"""Which words are there in the public posts, and what may a typed one become?"""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, QuerySet

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


def known(
    typed: Iterable[str], beginning: str = ""
) -> tuple[dict[str, int], list[str]]:
    """Which of these words there are, in how many posts, and what `beginning` may
    become, in one query.

    Completions come without the word itself, the commonest first.
    """
    typed, marked = set(typed), mark(languages.spoken())
    asked = {marked + word for word in typed}
    exact = words().filter(word__in=asked).order_by().values_list("word", "posts")
    if not beginning:
        return {word.removeprefix(marked): posts for word, posts in exact}, []
    begun = words().filter(word__startswith=marked + beginning)
    begun = begun.exclude(word=marked + beginning)
    begun = begun.exclude(word__contains=" ").values_list("word")[:MOST_COMPLETIONS]
    # SQLite orders and limits a part of a union only inside a subquery; and joined by
    # OR, PostgreSQL would read every word there is.
    becoming = words().filter(pk__in=begun).order_by().values_list("word", "posts")
    rows = exact.union(becoming).order_by("-posts", "word")
    found = {word.removeprefix(marked): posts for word, posts in rows}
    completions = [w for w in found if w.startswith(beginning) and w != beginning]
    return {w: found[w] for w in typed & found.keys()}, completions


def following(start: str, count: int) -> list[str]:
    """Spellings of what begins so; two words if there is a space in `start`."""
    found = words().filter(word__startswith=mark(languages.spoken()) + start)
    if " " not in start:
        found = found.exclude(word__contains=" ")
    return list(found.values_list("spelled", flat=True)[:count])
