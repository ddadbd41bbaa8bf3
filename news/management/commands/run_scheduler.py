"""Publish and expire posts when their time has come, until told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections

from news import moderation, scheduling
from news.indexing import upkeep

logger = logging.getLogger(__name__)

# What is done again and again; each may be called at any time, twice too.
ROUNDS: tuple[Callable[[], object], ...] = (
    scheduling.keep_time,
    moderation.send_messages,
    moderation.remind_overdue,
    upkeep.mend_now_and_then,
)


class Command(BaseCommand):
    help = "Every second, ask for posts to publish or to expire, and for mail to send."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        if once:
            for act in ROUNDS:
                once_round(act)
            return
        stop = threading.Event()

        def end(signum: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        # Each on its own: a mail server that is slow to answer delays no post.
        threads = [
            threading.Thread(target=keep, args=(act, stop, interval)) for act in ROUNDS
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def keep(act: Callable[[], object], stop: threading.Event, interval: float) -> None:
    try:
        while not stop.is_set():
            # A connection the database dropped meanwhile must not be used again.
            close_old_connections()
            once_round(act)
            stop.wait(interval)
    finally:
        connections.close_all()


def once_round(act: Callable[[], object]) -> None:
    try:
        act()
    except Exception:
        # Also when the database is away: all waits in it, the next round asks again.
        logger.exception("The scheduler's round %s failed.", act.__name__)
