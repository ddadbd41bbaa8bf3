"""What may go of an entry, by which rule, and how does the chain tell that it went?

Each time an entry says so: words that are gone without one are a fault.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .models import AuditEntry
from .writing import Act, append

# By the log of the act itself; see `hearing`.
ERASED = "news.erase"
ADDRESSES = "portal.addresses_forgotten"


def changeable(entries: QuerySet) -> QuerySet:
    """The one door in what is append-only."""
    return QuerySet(AuditEntry, query=entries.query)


@transaction.atomic
def erase(act: Act) -> None:
    """Of a thing that was erased, no word stays; who did what to it, and when, does."""
    append([act])
    own = AuditEntry.objects.filter(kind=act.kind, object_id=act.object_id)
    others = own.exclude(action=ERASED)
    changeable(others).update(label="", details="", said_salt="")


@transaction.atomic
def forget_addresses(before: datetime) -> int:
    """Answers how many there were."""
    old = AuditEntry.objects.filter(at__lt=before).exclude(address="")
    if not (count := old.count()):
        return 0
    # First the chain, as every writer: two that lock the other way round would wait.
    # That the day stands in what is chained is why it is no detail.
    act = Act(ADDRESSES, object_id=before.isoformat(), address="")
    append([act])
    changeable(old).update(address="", address_salt="")
    return count


def forget_old_addresses() -> None:
    days = timedelta(days=settings.AUDIT_ADDRESS_DAYS)
    forget_addresses(timezone.now() - days)
