"""Entries to look at, what somebody with the database could do, and what is found."""

from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command

from portal.audit.forgetting import changeable
from portal.audit.models import AuditEntry
from portal.audit.writing import Act, append


def filled(count: int = 5, **values: Any) -> None:
    given = {"user": 7, "user_name": "bien", "address": "203.0.113.7"} | values
    append(
        Act(
            "wagtail.edit",
            kind="news.articlepage",
            object_id=str(at),
            label=f"Tin {at}",
            details={"revision": at},
            **given,
        )
        for at in range(1, count + 1)
    )


def entry(number: int) -> AuditEntry:
    return AuditEntry.objects.get(number=number)


def by_hand(number: int, **values: Any) -> None:
    """As with SQL: nothing of the portal is asked."""
    changeable(AuditEntry.objects.filter(number=number)).update(**values)


def torn_out(*numbers: int) -> None:
    changeable(AuditEntry.objects.filter(number__in=numbers)).delete()


def told(*arguments: str) -> str:
    """What `verify_audit` says, of a chain that is whole or not."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=out)
    except CommandError as error:
        return f"Failed: {error}"
    return out.getvalue()


def head() -> str:
    return told().rpartition(" ")[2].strip()
