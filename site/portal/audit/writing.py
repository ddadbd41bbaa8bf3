"""How does an act come into the chain?

Only what is certain is written: after the transaction in which it happened, in a short
one of its own. So what is rolled back leaves no entry and no hole, and nobody waits for
the end of the chain while a post is being published. If the process dies in between,
Wagtail's log has the act, and `missed` takes it in.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from news.vietnamese.composition import composed

from . import sealing, whence
from .models import AuditEntry, AuditHead

# The end of the chain was not as the portal had left it.
TORN = "portal.audit_torn"
THE_ONLY = 1


@dataclass(frozen=True, slots=True)
class Act:
    action: str
    user: int | None = None
    user_name: str = ""
    kind: str = ""
    object_id: str = ""
    label: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    source: str | None = None
    at: datetime = field(default_factory=timezone.now)
    address: str = field(default_factory=whence.address)
    command: str = field(default_factory=whence.command)


def note(
    action: str,
    about: models.Model | None = None,
    user: AbstractBaseUser | None = None,
    **known: Any,
) -> None:
    """Write down what is happening now, if the transaction around it is not undone.

    Without a `user` it is whoever is at the desk; from the command line nobody.
    """
    user = user or get_active_log_context().user
    named = {}
    if about is not None:
        named = {"kind": about._meta.label_lower, "object_id": str(about.pk)}
        named["label"] = str(about)
    write(Act(action, **of_user(user), **(named | known)))


def of_user(user: AbstractBaseUser | None) -> dict[str, Any]:
    if user is None or user.pk is None:
        return {}
    return {"user": user.pk, "user_name": user.get_username()}


def write(act: Act) -> None:
    when_certain(lambda: append([act]))


def when_certain(do: Callable[[], object]) -> None:
    # The act is done: that it could not be written down is logged, and undoes nothing.
    # No `partial`: Django wants the name of what failed.
    transaction.on_commit(do, robust=True)


def append(acts: Iterable[Act]) -> None:
    acts = list(acts)
    try:
        extend(acts)
    except IntegrityError:
        # There are entries behind the end: somebody put an older one in its place.
        extend(acts, is_torn=True)


@transaction.atomic
def extend(acts: Iterable[Act], is_torn: bool = False) -> None:
    head, is_first = AuditHead.objects.select_for_update().get_or_create(pk=THE_ONLY)
    if is_torn or not head.is_whole:
        last = AuditEntry.objects.order_by("-number").first()
        if last or not is_first:
            found = {"number": head.number, "hash": head.hash}
            acts = [Act(TORN, details=found, address=""), *acts]
        head.number = last.number if last else 0
        head.hash = last.hash if last else sealing.NOTHING
    entries = []
    for act in acts:
        entries.append(entry := linked(act, head))
        head.number, head.hash = entry.number, entry.hash
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(pk=THE_ONLY).update(
        number=head.number, hash=head.hash, seal=sealing.sealed(head.linked)
    )


def linked(act: Act, head: AuditHead) -> AuditEntry:
    label, told = clean(act.label), act.details
    details = sealing.canonical(told) if told else ""
    said, place = secrets.token_hex(16), secrets.token_hex(16)
    entry = AuditEntry(
        number=head.number + 1,
        # Thousandths, as `dumpdata` keeps them: the chain outlives that as well.
        at=act.at.replace(microsecond=act.at.microsecond // 1000 * 1000),
        user=act.user,
        user_name=clean(act.user_name)[:255],
        action=clean(act.action)[:100],
        kind=act.kind[:100],
        object_id=clean(act.object_id)[:255],
        command=clean(act.command)[:100],
        source=act.source,
        label=label,
        details=details,
        said_salt=said,
        said_digest=sealing.covered(said, label, details),
        address=act.address,
        address_salt=place,
        address_digest=sealing.covered(place, act.address),
        previous=head.hash,
    )
    entry.hash = sealing.sealed(entry.linked)
    return entry


def clean(text: str) -> str:
    """As every database gives it back: no NUL, no half of a character."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode()
    return composed(whole)
