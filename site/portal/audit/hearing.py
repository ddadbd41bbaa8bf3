"""Which acts does the portal hear of, and what of them is worth an entry?

Wagtail's own log is the one place where all acts on pages and registers meet. Beside
it stand the doors, rights, passwords and runs of the import.
"""

from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models.signals import post_save
from django.http import HttpRequest
from wagtail.models import BaseLogEntry

from news.models import ImportRun
from portal.doors import CODES, PAGES

from . import rights
from .accounts import known_as, works_here
from .autosaves import goes_on
from .forgetting import ERASED, erase
from .models import AuditEntry
from .writing import Act, append, note, of_user, when_certain, write

# Ours say in a word or two what was done; of Wagtail's, its own log has the rest.
TOLD_BY = ("news.", "portal.")


def connect() -> None:
    post_save.connect(logged, dispatch_uid="portal.audit.log")
    post_save.connect(run, sender=ImportRun, dispatch_uid="portal.audit.run")
    user_logged_in.connect(signed_in, dispatch_uid="portal.audit.in")
    user_logged_out.connect(signed_out, dispatch_uid="portal.audit.out")
    user_login_failed.connect(refused, dispatch_uid="portal.audit.refused")
    rights.connect()


def logged(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if not isinstance(instance, BaseLogEntry) or not created or raw:
        return
    act = act_of(instance)
    if instance.action == ERASED:
        when_certain(lambda: erase(act))
    elif instance.deleted:
        when_certain(lambda: append([unless_erased(act)]))
    else:
        when_certain(lambda: goes_on(instance) or append([act]))


def unless_erased(act: Act) -> Act:
    """What is erased is deleted as well, and that must not bring its name back."""
    same = {"kind": act.kind, "object_id": act.object_id}
    was_erased = AuditEntry.objects.filter(action=ERASED, **same).exists()
    return replace(act, label=f"#{act.object_id}") if was_erased else act


def act_of(log: BaseLogEntry, **known: Any) -> Act:
    object_id = str(getattr(log, "page_id", "") or getattr(log, "object_id", ""))
    details = {"revision": log.revision_id} if log.revision_id else {}
    if log.action.startswith(TOLD_BY):
        details |= log.data
    return Act(
        log.action,
        **of_log(log),
        kind=kind_of(log.content_type_id),
        object_id=object_id,
        # It says so while the title still stands in the log.
        label=f"#{object_id}" if log.action == ERASED else log.label,
        details=details,
        source=f"{log._meta.model_name} {log.pk}",
        at=log.timestamp,
        **known,
    )


def of_log(log: BaseLogEntry) -> dict[str, Any]:
    try:
        return of_user(log.user)
    except ObjectDoesNotExist:
        # Wagtail keeps the number of an account that is gone.
        return {"user": log.user_id}


def kind_of(content_type: int | None) -> str:
    if content_type is None:
        return ""
    found = ContentType.objects.get_for_id(content_type)
    return f"{found.app_label}.{found.model}"


def signed_in(user: AbstractBaseUser, **kwargs: Any) -> None:
    note("portal.signed_in", user, user, **whereabouts(user))


def signed_out(user: AbstractBaseUser | None, **kwargs: Any) -> None:
    if user is not None:
        note("portal.signed_out", user, user, **whereabouts(user))


def whereabouts(user: AbstractBaseUser) -> dict[str, str]:
    """Who only reads what is kept to some readers, is asked from nowhere."""
    return {} if works_here(user) else {"address": ""}


def refused(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A wrong password, or a wrong code. What was typed for a name is not kept.

    People type their passwords there. And while the door is shut nothing is written:
    whoever hammers at it must not fill the log.
    """
    name = str(credentials.get("username") or "")
    if name.startswith(PAGES) or was_shut(request):
        return
    action = "portal.code_refused" if name.startswith(CODES) else "portal.refused"
    account = known_as(name.removeprefix(CODES))
    if account is None:
        write(Act(action))
    else:
        note(action, account, **whereabouts(account))


def was_shut(request: HttpRequest | None) -> bool:
    """Before this attempt, that is: where it was counted, it is what shut the door."""
    counted = getattr(request, "axes_failures_since_start", None)
    return getattr(request, "axes_locked_out", False) and counted is None


def run(instance: ImportRun, created: bool, raw: bool, **kwargs: Any) -> None:
    fields = kwargs.get("update_fields") or ()
    if created and not raw:
        note("portal.import_begun", instance)
    elif "undone_at" in fields and instance.undone_at:
        note("portal.import_undone", instance)
