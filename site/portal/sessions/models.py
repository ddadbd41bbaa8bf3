"""The sessions that there are, each with the account it belongs to."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import cached_property
from django_otp import DEVICE_ID_SESSION_KEY


class SignIns(models.QuerySet):
    def of(self, user: AbstractBaseUser) -> "SignIns":
        return self.filter(user=user, expire_date__gt=timezone.now())


class SignIn(AbstractBaseSession):
    """Django's session, and whose it is: one row, so the two cannot come apart."""

    # No constraint: a session that outlives its account opens nothing.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    seen_at = models.DateTimeField(default=timezone.now)

    objects = BaseSessionManager.from_queryset(SignIns)()
    wagtail_reference_index_ignore = True

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> type:
        from .engine import SessionStore

        return SessionStore

    @property
    def public_id(self) -> str:
        """What a page may show: the key itself would open the door."""
        return salted_hmac("portal.sessions", self.session_key).hexdigest()[:32]

    @cached_property
    def content(self) -> dict[str, Any]:
        return self.get_decoded()

    @property
    def is_verified(self) -> bool:
        return DEVICE_ID_SESSION_KEY in self.content

    @property
    def traces(self) -> dict[str, Any]:
        return self.content.get("portal_traces") or {}

    @property
    def began_at(self) -> datetime | None:
        at = self.traces.get("at")
        return at and datetime.fromisoformat(at)

    def is_valid_for(self, user: AbstractBaseUser) -> bool:
        """Not after a change of password: Django lets nobody in by it any more."""
        told = self.content.get(HASH_SESSION_KEY, "")
        hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
        return any(constant_time_compare(told, one) for one in hashes)
