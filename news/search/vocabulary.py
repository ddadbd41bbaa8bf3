"""Which words are there in the public posts?"""

from django.apps import apps
from django.db.models import Model, QuerySet

MOST_COMPLETIONS = 20


def model(name: str) -> type[Model]:
    """By its name: this room lies below the models."""
    return apps.get_model("news", name)


def words(using: str = "default") -> QuerySet:
    return model("SearchWord").objects.using(using).order_by("-posts", "word")


def beginning_with(start: str, using: str = "default") -> list[str]:
    """The words the index knows that begin so, the commonest first."""
    found = words(using).filter(word__startswith=start).exclude(word__contains=" ")
    return list(found.values_list("word", flat=True)[:MOST_COMPLETIONS])
