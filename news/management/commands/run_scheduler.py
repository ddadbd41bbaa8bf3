"""Do what has its time, posts to publish and to expire first, until told to stop."""

import contextlib
import logging
import math
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connections

from news import (
    background,
    indexing,
    lateness,
    moderation,
    old_revisions,
    scheduling,
)
from news.intake import folders, work
from news.management.nights import at_night

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What is done again and again; it may be done at any time, twice too."""

    act: Callable[[], object]
    # Seconds between two of them; 0 is the scheduler's own pace.
    every: float = 0.0


ROUNDS = (
    Round(scheduling.keep_time),
    Round(moderation.send_messages),
    Round(moderation.remind_overdue),
    Round(background.tend, every=60),
    Round(indexing.look_over, every=600),
    Round(work.wake, every=60),
    Round(folders.clear_old, every=3600),
    Round(old_revisions.thin_out_at_night, every=3600),
    Round(at_night, every=3600),
)


class Command(BaseCommand):
    help = "Every second, ask for posts to publish or to expire, and for mail to send."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        if once:
            for one in ROUNDS:
                if is_done(one.act):
                    beat(one)
            return
        lateness.begin()
        stop = threading.Event()

        def end(signum: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        # Each on its own: a mail server that is slow to answer delays no post.
        threads = [
            threading.Thread(target=keep, args=(one, stop, interval)) for one in ROUNDS
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def keep(one: Round, stop: threading.Event, interval: float) -> None:
    begun, said, is_well = -math.inf, -math.inf, True
    try:
        while not stop.is_set():
            # A connection the database dropped meanwhile must not be used again.
            close_old_connections()
            if time.monotonic() - begun >= one.every:
                begun, is_well = time.monotonic(), is_done(one.act)
            if is_well and time.monotonic() - said >= lateness.BEAT.total_seconds():
                beat(one)
                said = time.monotonic()
            stop.wait(interval)
    finally:
        connections.close_all()


def beat(one: Round) -> None:
    with contextlib.suppress(DatabaseError):
        lateness.beat(one.act.__name__)


def is_done(act: Callable[[], object]) -> bool:
    try:
        act()
    except Exception:
        # Also when the database is away: all waits in it, the next round asks again.
        logger.exception("The scheduler's round %s failed.", act.__name__)
        return False
    return True
