"""Which worker is at an upload? One at a time, however many of them there are.

Each holds it by a word of its own. A worker that was silent for so long that another
was called has lost it, and learns of that before it writes anything more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from news.models import ImportUpload

# Nobody has been at it for so long: the task was lost.
ASLEEP = timedelta(minutes=5)
SAID_EVERY = 2.0  # seconds
# What it needs may be away for so long.
LONGEST_WAIT = timedelta(days=1)
# So often it may end in an error that nobody has foreseen.
MOST_FAILURES = 3

State = ImportUpload.State
# Where an upload rests that is not gone on with, by what was being done.
RESTS = {
    State.READING: State.READY,
    State.IMPORTING: State.DONE,
    State.CHECKING: State.DONE,
    State.UNDOING: State.DONE,
}


class TakenOver(Exception):
    """Another worker is at the upload now."""


def take(pk: int) -> ImportUpload | None:
    """The upload, held from now on; None where another worker is at it."""
    silent = Q(held_by="") | Q(seen_at__lte=timezone.now() - ASLEEP)
    free = ImportUpload.objects.filter(silent, pk=pk)
    mark = uuid4().hex
    if not free.update(held_by=mark, seen_at=timezone.now(), waits_for=""):
        return None
    return ImportUpload.objects.select_related("run", "imported_by").get(pk=pk)


def let_go(upload: ImportUpload) -> None:
    mine(upload).update(held_by="", failures=0, waits_since=None)


def wait(upload: ImportUpload, needed: str) -> None:
    """Until that answers: who is called (`work.wake`) tries again. Not for ever: what
    does not answer may be so because of this very upload."""
    now = timezone.now()
    since = upload.waits_since or now
    mine(upload).update(held_by="", waits_for=needed, waits_since=since, seen_at=now)
    if now - since >= LONGEST_WAIT:
        rest(upload, ImportUpload.objects.filter(pk=upload.pk, held_by=""))


def say(upload: ImportUpload) -> None:
    """That it goes on; raises `TakenOver`."""
    now = timezone.now()
    if (now - upload.seen_at).total_seconds() < SAID_EVERY:
        return
    if not mine(upload).update(seen_at=now):
        raise TakenOver
    upload.seen_at = now


@contextmanager
def held(upload: ImportUpload) -> Iterator[None]:
    """A transaction in which nobody takes the upload over; raises `TakenOver`."""
    with transaction.atomic():
        if not mine(upload).select_for_update().exists():
            raise TakenOver
        yield


def mine(upload: ImportUpload) -> QuerySet[ImportUpload]:
    return ImportUpload.objects.filter(pk=upload.pk, held_by=upload.held_by)


def failed(upload: ImportUpload) -> None:
    """Let it be tried again later; or leave it, if that was done often."""
    mine(upload).update(held_by="", failures=F("failures") + 1)
    rest(upload, ImportUpload.objects.filter(pk=upload.pk, failures__gte=MOST_FAILURES))


def rest(upload: ImportUpload, tired: QuerySet[ImportUpload]) -> None:
    rests = RESTS[State(upload.state)]
    if rests == State.DONE and not upload.run_id:
        rests = State.READY
    tired.update(state=rests, stopped=upload.state, failures=0, waits_since=None)
