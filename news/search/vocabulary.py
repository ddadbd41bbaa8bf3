"""Which words are there in the public posts, and what may a typed one become?"""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, Q, QuerySet

MOST_COMPLETIONS = 20


def model(name: str) -> type[Model]:
    """By its name: this room lies below the models."""
    return apps.get_model("news", name)


def words() -> QuerySet:
    return model("SearchWord").objects.order_by("-posts", "word")


def known(typed: Iterable[str], beginning: str = "") -> tuple[set[str], list[str]]:
    """Which of these words there are, and what `beginning` may become, in one query.

    Completions come without the word itself, the commonest first.
    """
    exact = words().filter(word__in=set(typed)).order_by().values_list("word")
    if not beginning:
        return {word for (word,) in exact}, []
    begun = words().filter(word__startswith=beginning).exclude(word=beginning)
    begun = begun.exclude(word__contains=" ").values_list("word")[:MOST_COMPLETIONS]
    # SQLite orders and limits a part of a union only inside a subquery.
    rows = words().filter(Q(pk__in=exact) | Q(pk__in=begun))
    found = list(rows.values_list("word", flat=True))
    becoming = [w for w in found if w.startswith(beginning) and w != beginning]
    return set(found) & set(typed), becoming


def following(start: str, count: int) -> list[str]:
    """Spellings of what begins so; two words if there is a space in `start`."""
    found = words().filter(word__startswith=start)
    if " " not in start:
        found = found.exclude(word__contains=" ")
    return list(found.values_list("spelled", flat=True)[:count])
