"""Which acts has Wagtail's log, and the chain not? A process died in between.

Only what a person did is asked for, rows that bulk imports write belong to their run;
and what was erased, because words of it may still stand in the chain.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import BaseLogEntry

from .autosaves import going_on
from .forgetting import ERASED, erase
from .hearing import act_of
from .models import AuditEntry
from .writing import append

# A transaction that ended a moment ago may still be about to write its entry.
AT_LEAST = timedelta(minutes=10)
MOST = 10_000

logger = logging.getLogger(__name__)


def missed() -> Iterator[BaseLogEntry]:
    """Since the chain began."""
    began = AuditEntry.objects.order_by("number").values_list("at", flat=True).first()
    if began is None:
        return
    for model in registry.get_log_entry_models():
        name = Value(f"{model._meta.model_name} ")
        source = Concat(name, Cast(OuterRef("pk"), CharField()))
        told = AuditEntry.objects.filter(source=source)
        asked = model.objects.filter(Q(user__isnull=False) | Q(action=ERASED))
        lately = asked.filter(
            timestamp__gt=began, timestamp__lt=timezone.now() - AT_LEAST
        )
        untold = lately.filter(~Exists(told)).exclude(going_on(model))
        yield from untold.order_by("pk").iterator()


def take_in() -> int:
    """Late, with the time at which it was done; answers how many there were."""
    # Read before anything is written; what is left over has the next night.
    logs = list(islice(missed(), MOST))
    return sum(map(is_taken_in, logs))


def is_taken_in(log: BaseLogEntry) -> bool:
    """One that cannot be read must not keep all behind it out, night after night."""
    try:
        act = act_of(log, address="", command="")
        erase(act) if log.action == ERASED else append([act])
    except Exception:
        logger.exception("%s %s could not be taken in.", log._meta.model_name, log.pk)
        return False
    return True
