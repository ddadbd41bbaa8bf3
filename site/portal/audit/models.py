"""What is kept of each act, and where the chain ends."""

import json
from datetime import UTC
from typing import Any, NoReturn

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from . import sealing


class AppendOnly(Exception):
    """An entry is written once; what may go of it goes by `forgetting`."""


class Chain(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AuditEntry(models.Model):
    """Names and numbers are as of then: no account and no page has to be there still.

    What was said of the act (label, details) and the address it came from stand beside
    the chain, which holds a salted digest of each: they can be erased, not changed.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"), db_index=True)
    user = models.BigIntegerField(_("number of the account"), null=True)
    user_name = models.CharField(_("account"), max_length=255, blank=True)
    action = models.CharField(_("act"), max_length=100)
    kind = models.CharField(_("kind"), max_length=100, blank=True)
    object_id = models.CharField(_("number of the thing"), max_length=255, blank=True)
    # A command of the portal, where no browser asked.
    command = models.CharField(_("command"), max_length=100, blank=True)
    # The row of Wagtail's own log that tells the same, as "pagelogentry 7".
    source = models.CharField(max_length=100, null=True)  # noqa: DJ001 - unique

    label = models.TextField(_("name"), blank=True)
    details = models.TextField(_("details"), blank=True)
    said_salt = models.CharField(max_length=32, blank=True)
    said_digest = models.CharField(max_length=64)
    address = models.CharField(_("address"), max_length=45, blank=True)
    address_salt = models.CharField(max_length=32, blank=True)
    address_digest = models.CharField(max_length=64)

    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Chain.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-number"]
        default_permissions = ("view",)
        # The last guard against a fork, should the lock on the end ever fail.
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="portal_audit_one_chain"),
            models.UniqueConstraint(fields=["source"], name="portal_audit_once"),
        ]
        indexes = [
            models.Index(fields=["user_name", "-number"], name="portal_audit_who"),
            models.Index(fields=["action", "-number"], name="portal_audit_act"),
            models.Index(fields=["kind", "object_id"], name="portal_audit_what"),
            models.Index(
                fields=["at"],
                condition=~models.Q(address=""),
                name="portal_audit_addresses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        # `writing.append` stores them, in a row and under a lock.
        raise AppendOnly

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    @property
    def linked(self) -> list[Any]:
        """What its hash is made of."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return [
            *(self.number, at, self.user, self.user_name, self.action),
            *(self.kind, self.object_id, self.command, self.source),
            *(self.said_digest, self.address_digest, self.previous),
        ]

    @property
    def is_erased(self) -> bool:
        return not self.said_salt

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.details) if self.details else {}


class AuditHead(models.Model):
    """Where the chain ends: without it nobody would miss the last entries.

    Its row is also what two writers queue for.
    """

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=sealing.NOTHING)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("end of the audit log")
        verbose_name_plural = _("ends of the audit log")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}-{self.hash}"

    @property
    def linked(self) -> list[Any]:
        return ["head", self.number, self.hash]

    @property
    def is_whole(self) -> bool:
        return sealing.is_sealed(self.seal, self.linked)


def head_of_before() -> str:
    """Where the chain ends that a restore will put another in place of."""
    if AuditHead._meta.db_table not in connection.introspection.table_names():
        return ""
    return str(AuditHead.objects.first() or "")
