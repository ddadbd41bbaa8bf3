"""Which names and words outside of posts may be in an old encoding?"""

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from news.models import Author, Cluster, Organisation, Topic
from news.refusals import Refusal

from .places import Found, found_in


def registers() -> dict[type[models.Model], tuple[str, ...]]:
    """The models, and the fields of theirs that hold words of people."""
    photo = ("title", "description", "caption", "credit")
    kept = {field.name for field in get_image_model()._meta.concrete_fields}
    return {
        get_image_model(): tuple(name for name in photo if name in kept),
        Organisation: ("name", "aliases"),
        Author: ("name", "role"),
        Cluster: ("name",),
        Topic: ("name",),
    }


def found_in_row(row: models.Model) -> list[Found]:
    texts = ((name, getattr(row, name)) for name in registers()[type(row)])
    return found_in({(name,): text for name, text in texts if text})


def repair_row(row: models.Model) -> str:
    """Put the texts right; answers why that could not be done, or nothing."""
    try:
        with transaction.atomic():
            return _repaired(row)
    except (IntegrityError, Refusal) as error:
        return " ".join(str(error).split())


def _repaired(row: models.Model) -> str:
    # As it is now: somebody may have edited it since it was found.
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    for one in found_in_row(row):
        setattr(row, str(one.way[0]), one.stored)
    if name := _namesake(row):
        return _("“%(name)s” is in the register already: merge the two.") % {
            "name": name
        }
    row.save()
    return ""


def _namesake(row: models.Model) -> str:
    """Two entries of one name would never be told apart again."""
    if isinstance(row, Author | Cluster) or not hasattr(row, "name"):
        # Of these, what else is known of them tells two of one name apart.
        return ""
    same = type(row)._default_manager.filter(name=row.name).exclude(pk=row.pk)
    return row.name if same.exists() else ""
