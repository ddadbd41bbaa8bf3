"""Is somebody of that name in the register already, with other accents or capitals?"""

from django.db import models

from news.models import Organisation
from news.vietnamese.folding import fold


def namesakes(entry: models.Model) -> list[models.Model]:
    """Others whose name or alias is the same but for accents, case and spaces."""
    names = set(map(_plain, _names(entry)))
    others = type(entry)._default_manager.exclude(pk=entry.pk)
    return [other for other in others if names & set(map(_plain, _names(other)))]


def _names(entry: models.Model) -> list[str]:
    return entry.names if isinstance(entry, Organisation) else [str(entry)]


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
