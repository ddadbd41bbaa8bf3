"""Which versions of a text may go? What autosave left between those that matter.

Kept for good is what is public, scheduled or newest, and what was decided on: whatever
a workflow or a log names besides the mere saving. Of the others all are kept for some
days, then the last of each hour, then the last of each day, each person's own: who
changed what on which day can always be seen.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import Exists, ManyToOneRel, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import BaseLogEntry, Revision

from news.conf import setting

BATCH = 500
SAVED = ("wagtail.create", "wagtail.edit")
NIGHT = range(1, 5)  # o'clock

# Where the text stands and who saved it: versions of one are compared with each other.
Whose = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Version:
    pk: int
    saved: dt.datetime
    whose: Whose


def superfluous(
    versions: Iterable[Version], now: dt.datetime, whole: int, hourly: int
) -> Iterator[int]:
    """Those that may go, of the versions of each person, the newest first.

    `whole` and `hourly` are days, up to which all are kept, and the last of each hour.
    """
    for _whose, own in groupby(versions, key=lambda one: one.whose):
        kept = None
        for version in own:
            days = (now - version.saved).days
            if days < whole:
                continue
            span = period(version.saved, is_hourly=days < hourly)
            if span == kept:
                yield version.pk
            kept = span


def period(moment: dt.datetime, is_hourly: bool) -> str:
    local = timezone.localtime(moment)
    return local.strftime("%Y-%m-%d %H" if is_hourly else "%Y-%m-%d")


def old_revisions(now: dt.datetime) -> Iterator[int]:
    whole, hourly = setting("NEWS_REVISIONS_WHOLE"), setting("NEWS_REVISIONS_HOURLY")
    rows = undecided().filter(created_at__lte=now - dt.timedelta(days=whole))
    place = ("base_content_type", "object_id", "user")
    rows = rows.order_by(*place, "-created_at", "-pk")
    told = rows.values_list("pk", "created_at", *place).iterator(chunk_size=BATCH)
    versions = (Version(pk, saved, tuple(whose)) for pk, saved, *whose in told)
    return superfluous(versions, now, whole, hourly)


def undecided() -> QuerySet[Revision]:
    """Versions that nothing names: those that are neither public nor newest, too."""
    unnamed = (~Exists(naming) for naming in what_names_a_version())
    return Revision.objects.filter(*unnamed, approved_go_live_at=None)


def what_names_a_version() -> Iterator[QuerySet]:
    """Rows that lead to the version asked about: they are lost or blind without it.

    Whatever has a newest or a public version does, decisions of a workflow, comments,
    and what another app keeps; a log does where it tells more than the mere saving.
    """
    for relation in Revision._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{name: OuterRef("pk")})
        if issubclass(model, BaseLogEntry):
            rows = rows.exclude(action__in=SAVED)
        yield rows.order_by()


def thin_out(now: dt.datetime | None = None) -> int:
    """Answers how many went. Killed halfway, it has kept more than it needed to."""
    found, gone = iter(list(old_revisions(now or timezone.now()))), 0
    while batch := list(islice(found, BATCH)):
        gone += (
            Revision.objects.filter(pk__in=batch)
            .delete()[1]
            .get(Revision._meta.label, 0)
        )
    return gone


def thin_out_at_night() -> None:
    """Called now and then by the scheduler."""
    if timezone.localtime().hour in NIGHT:
        thin_out()
