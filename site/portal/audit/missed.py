"""Which acts has Wagtail's log, and the chain not? A process died in between.

Only what a person did is asked for: rows that bulk imports write belong to their run.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import BaseLogEntry

from .hearing import act_of
from .models import AuditEntry
from .writing import append

# A transaction that ended a moment ago may still be about to write its entry.
AT_LEAST = timedelta(minutes=10)


def missed() -> Iterator[BaseLogEntry]:
    """Since the chain began."""
    began = AuditEntry.objects.order_by("number").values_list("at", flat=True).first()
    if began is None:
        return
    for model in registry.get_log_entry_models():
        name = Value(f"{model._meta.model_name} ")
        source = Concat(name, Cast(OuterRef("pk"), CharField()))
        told = AuditEntry.objects.filter(source=source)
        by_people = model.objects.exclude(user=None)
        lately = by_people.filter(
            timestamp__gt=began, timestamp__lt=timezone.now() - AT_LEAST
        )
        yield from lately.filter(~Exists(told)).order_by("pk").iterator()


def take_in() -> int:
    """Late, with the time at which it was done; answers how many there were."""
    count = 0
    for log in missed():
        append([act_of(log, address="", command="")])
        count += 1
    return count
