"""Who does the work on an upload, when nobody waits for it?

A task of the background works for some seconds and hands on to the next one, so that
none is thought dead. Whatever is killed is begun again where it stopped.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from news.models import ImportUpload
from news.uploads import room, viruses

from . import bringing, checking, folders, holding, reading, undoing

logger = logging.getLogger(__name__)

SLICE = 30.0  # seconds
# Somebody looks on, so that it begins at once. It goes on in its turn: what readers
# wait for (a page thrown away, sizes of photos) does not wait for a thousand old posts.
PRIORITY, LATER = 10, 0

State, Needed = ImportUpload.State, ImportUpload.Needed


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
    # Whoever was at it has nothing more to do there.
    values |= {"held_by": "", "failures": 0, "stopped": "", "seen_at": timezone.now()}
    values |= {"waits_for": "", "waits_since": None}
    if not free.update(state=state, **values):
        return False
    upload.refresh_from_db()
    begin_anew(upload)
    call(upload)
    return True


def at_once(upload: ImportUpload, state: str) -> None:
    """The same without a worker, for whoever waits for it."""
    upload.state = state
    upload.save(update_fields=["state"])
    begin_anew(upload)
    work(upload, float("inf"))


def begin_anew(upload: ImportUpload) -> None:
    """What an earlier turn has noted of its way is forgotten."""
    match upload.state:
        case State.CHECKING:
            checking.forget(upload)
        case State.UNDOING:
            undoing.forget(upload)


def call(upload: ImportUpload, priority: int = PRIORITY) -> None:
    transaction.on_commit(lambda: go_on.using(priority=priority).enqueue(upload.pk))


@task(priority=PRIORITY)
def go_on(pk: int) -> None:
    upload = holding.take(pk)
    if upload is None:
        return
    try:
        work(upload, SLICE)
    except holding.TakenOver:
        logger.warning("Another worker is at upload %s: this one leaves it", pk)
    except (viruses.Unscanned, room.Away) as error:
        level = logging.WARNING if upload.waits_since else logging.ERROR
        logger.log(level, "The work on upload %s waits: %s", pk, error)
        is_scanner = isinstance(error, viruses.Unscanned)
        holding.wait(upload, Needed.SCANNER if is_scanner else Needed.STORAGE)
    except Exception:
        # It is called again (`wake`), and given up if that goes on.
        logger.exception("The work on upload %s ended in an error", pk)
        holding.failed(upload)


def work(upload: ImportUpload, seconds: float) -> None:
    """One slice; what is left is another task's. Raises `TakenOver`.

    It is counted from the first step: to come to where the last one stopped in a large
    file may take as long as a slice.
    """
    ends = None
    while phase := PHASES.get(upload.state):
        for _done in phase.steps(upload):
            holding.say(upload)
            ends = ends or time.monotonic() + seconds
            if time.monotonic() >= ends:
                holding.let_go(upload)
                return call(upload, LATER)
        with holding.held(upload):
            phase.finish(upload)
            if upload.state not in PHASES:
                # Once this is seen, another worker may be set to it, and fetch there.
                folders.drop_copy(folders.of(upload))
    return holding.let_go(upload)


def wake() -> None:
    """Call again for uploads that a killed worker left lying."""
    before = timezone.now() - holding.ASLEEP
    at_work = ImportUpload.objects.filter(state__in=ImportUpload.WORKING)
    for upload in at_work.filter(seen_at__lte=before):
        lost = at_work.filter(pk=upload.pk, seen_at__lte=before)
        if not lost.update(seen_at=timezone.now()):
            continue
        if upload.held_by:
            # Whoever was at it was killed; if it kills everybody, it is given up.
            holding.failed(upload)
        for one in at_work.filter(pk=upload.pk):
            call(one)
