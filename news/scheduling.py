"""What has to go out or be taken down now? The database is asked, never a queue."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, Revision

from news.models import Holdup
from news.refusals import Refusal

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
# A hundred a round: an outage's backlog must not keep the clock from being read.
AT_ONCE = 100


def keep_time() -> None:
    """One round: what is due goes out first, then what has expired is taken down.

    In this order a new version with a later end is in place before the end of the
    one it replaces is looked at.
    """
    waiting = held_up()
    for revision in due_revisions(waiting):
        attempt(publishing(revision), revision, publish)
    for thing in expired_things(waiting):
        attempt(expiring(thing), thing, expire)


def due_revisions(waiting: list[str]) -> list[Revision]:
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    return list(
        due.exclude(pk__in=keys(waiting, "publish"))
        .defer("content")
        .order_by("approved_go_live_at", "pk")[:AT_ONCE]
    )


def expired_things(waiting: list[str]) -> Iterator[Model]:
    now = timezone.now()
    for model in models_with_drafts():
        failed = keys(waiting, f"expire {model._meta.label_lower}")
        expired = model.objects.filter(live=True, expire_at__lte=now)
        yield from expired.exclude(pk__in=failed).order_by("expire_at")[:AT_ONCE]


def models_with_drafts() -> list[type[Model]]:
    """Pages as one, and every other model that Wagtail publishes and expires."""
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]


def held_up() -> list[str]:
    """The acts that failed lately and have not waited long enough.

    What somebody put off, published or took down meanwhile hangs no longer.
    """
    waiting = []
    for holdup in Holdup.objects.only("act", "retry_at"):
        if not is_pending(holdup.act):
            holdup.delete()
        elif holdup.retry_at > timezone.now():
            waiting.append(holdup.act)
    return waiting


def keys(acts: list[str], kind: str) -> list[str]:
    """The rows that acts of a kind are about."""
    return [act.rpartition(" ")[2] for act in acts if act.startswith(f"{kind} ")]


def is_pending(act: str) -> bool:
    now = timezone.now()
    match act.split():
        case ["publish", number]:
            due = Revision.objects.filter(approved_go_live_at__lte=now)
        case ["expire", label, number]:
            due = apps.get_model(label).objects.filter(live=True, expire_at__lte=now)
    return due.filter(pk=number).exists()


def publishing(revision: Revision) -> str:
    return f"publish {revision.pk}"


def expiring(thing: Model) -> str:
    return f"expire {thing._meta.label_lower} {thing.pk}"


def attempt(act: str, thing: Model, do: Callable[[Model], None]) -> None:
    """Do it whole or not at all; what fails waits, and keeps nobody else waiting."""
    try:
        with transaction.atomic():
            do(thing)
            Holdup.objects.filter(act=act).delete()
    except Refusal as refusal:
        logger.warning("%s was refused: %s", act, refusal.message)
        hold_up(act, thing, str(refusal.message))
    except DatabaseError:
        # With the database away this cannot be recorded, and ends the round; a fault
        # of this post alone can, and the others go on.
        logger.exception("%s: the database failed", act)
        hold_up(act, thing, _("The database failed."))
    except Exception:
        logger.exception("%s failed", act)
        hold_up(act, thing, _("Something went wrong; the fault has been recorded."))


def publish(revision: Revision) -> None:
    """Unless another scheduler or a person did so since it was found."""
    due = locked(Revision).filter(
        pk=revision.pk, approved_go_live_at__lte=timezone.now()
    )
    for found in due:
        found.publish(log_action="wagtail.publish.scheduled")


def expire(thing: Model) -> None:
    still = locked(type(thing)).filter(
        pk=thing.pk, live=True, expire_at__lte=timezone.now()
    )
    for found in still:
        whole = found.specific if isinstance(found, Page) else found
        whole.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def locked(model: type[Model]) -> QuerySet:
    """Rows that nobody else is at; SQLite's transactions (IMMEDIATE) lock alone."""
    skip = connection.features.has_select_for_update_skip_locked
    return model.objects.select_for_update(skip_locked=skip, of=("self",))


@transaction.atomic
def hold_up(act: str, thing: Model, reason: str) -> None:
    content = thing.content_object if isinstance(thing, Revision) else thing
    page = content if isinstance(content, Page) else None
    holdup = Holdup.objects.filter(act=act).first() or Holdup(act=act)
    holdup.page_id = page and page.pk
    holdup.title = str(content)[:255]
    holdup.reason = reason
    # The exponent is bounded: two to the ten-thousandth is no span of time.
    wait = FIRST_WAIT * 2 ** min(holdup.tries, 12)
    holdup.retry_at = timezone.now() + min(wait, LONGEST_WAIT)
    holdup.tries += 1
    holdup.save()
