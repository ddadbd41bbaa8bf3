"""Which rows of Wagtail's log tell of no new act?

A draft saves itself every few seconds over the version it has begun, and each time
leaves a row. An entry can never go, so a person's saves of one version are one.
"""

from django.db.models import Exists, OuterRef, Q
from wagtail.models import BaseLogEntry

EDIT = "wagtail.edit"


def goes_on(log: BaseLogEntry) -> bool:
    """Whether an earlier row tells of it: that one has the entry, or will have it."""
    if log.action != EDIT or log.revision_id is None:
        return False
    same = {"revision": log.revision_id, "user": log.user_id, "action": EDIT}
    return type(log).objects.filter(**same, pk__lt=log.pk).exists()


def going_on(model: type[BaseLogEntry]) -> Q:
    """The same, asked of many rows at once."""
    same = {"revision": OuterRef("revision"), "user": OuterRef("user")}
    earlier = model.objects.filter(**same, action=EDIT, pk__lt=OuterRef("pk"))
    return Q(action=EDIT) & Q(Exists(earlier))
