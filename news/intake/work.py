"""Who does the work on an upload, when nobody waits for it?

A task of the background works for some seconds and hands on to the next one, so that
none is thought dead. Whatever is killed is begun again where it stopped.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from news.models import ImportUpload

from . import bringing, checking, reading, undoing

SLICE = 30.0  # seconds
SAID_EVERY = 2.0
# Somebody looks on, so that it begins at once. It goes on in its turn: what readers
# wait for (a page thrown away, sizes of photos) does not wait for a thousand old posts.
PRIORITY, LATER = 10, 0
# Nobody has been at it for so long: the task was lost.
ASLEEP = timedelta(minutes=5)

State = ImportUpload.State


@dataclass(frozen=True, slots=True)
class Phase:
    steps: Callable[[ImportUpload], Iterator[int]]
    finish: Callable[[ImportUpload], None]


PHASES = {
    State.READING: Phase(reading.next_of, reading.finish),
    State.IMPORTING: Phase(bringing.next_of, bringing.finish),
    State.CHECKING: Phase(checking.next_of, checking.finish),
    State.UNDOING: Phase(undoing.next_of, undoing.finish),
}


def begin(upload: ImportUpload, state: str, **values: Any) -> bool:
    """Set the worker to it, unless it is at something; who comes second changes
    nothing."""
    free = ImportUpload.objects.filter(pk=upload.pk).exclude(
        state__in=ImportUpload.WORKING
    )
    if not free.update(state=state, seen_at=timezone.now(), **values):
        return False
    upload.refresh_from_db()
    if state == State.CHECKING:
        checking.forget(upload)
    call(upload)
    return True


def at_once(upload: ImportUpload, state: str) -> None:
    """The same without a worker, for whoever waits for it."""
    upload.state = state
    upload.save(update_fields=["state"])
    if state == State.CHECKING:
        checking.forget(upload)
    work(upload, float("inf"))


def call(upload: ImportUpload, priority: int = PRIORITY) -> None:
    transaction.on_commit(lambda: go_on.using(priority=priority).enqueue(upload.pk))


@task(priority=PRIORITY)
def go_on(pk: int) -> None:
    upload = ImportUpload.objects.select_related("run", "imported_by").filter(pk=pk)
    for one in upload:
        work(one, SLICE)


def work(upload: ImportUpload, seconds: float) -> None:
    """One slice; what is left is another task's.

    It is counted from the first step: to come to where the last one stopped in a large
    file may take as long as a slice.
    """
    ends = None
    while phase := PHASES.get(upload.state):
        for _done in phase.steps(upload):
            say(upload)
            ends = ends or time.monotonic() + seconds
            if time.monotonic() >= ends:
                return call(upload, LATER)
        phase.finish(upload)
    return None


def say(upload: ImportUpload) -> None:
    now = timezone.now()
    if (now - upload.seen_at).total_seconds() >= SAID_EVERY:
        upload.seen_at = now
        upload.save(update_fields=["seen_at"])


def wake() -> None:
    """Call again for uploads that a killed worker left lying."""
    before = timezone.now() - ASLEEP
    at_work = ImportUpload.objects.filter(state__in=ImportUpload.WORKING)
    for upload in at_work.filter(seen_at__lte=before):
        upload.seen_at = timezone.now()
        upload.save(update_fields=["seen_at"])
        call(upload)
