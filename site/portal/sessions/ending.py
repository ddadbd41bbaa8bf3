"""Shut what is open for a person: one session, or all but the one they are in."""

from django.contrib.auth.base_user import AbstractBaseUser

from portal.audit.writing import note

from .models import SignIn

ENDED = "portal.sessions_ended"


def open_for(user: AbstractBaseUser) -> list[SignIn]:
    """The one seen last stands first; those between the two steps are among them."""
    rows = SignIn.objects.of(user).order_by("-seen_at", "session_key")
    return [row for row in rows if row.is_valid_for(user)]


def end(
    user: AbstractBaseUser, by: AbstractBaseUser, only: str = "", but: str | None = None
) -> int:
    """Of `user` the one with this public id, or all but the one with this key.

    Answers how many; those count that a change of password had shut already.
    """
    rows = [row for row in SignIn.objects.of(user) if row.session_key != but]
    if only:
        rows = [row for row in rows if row.public_id == only]
    keys = [row.session_key for row in rows]
    SignIn.objects.filter(session_key__in=keys).delete()
    if keys:
        note(ENDED, user, by, details={"count": len(keys)})
    return len(keys)
