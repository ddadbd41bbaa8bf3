"""Publish and expire posts when their time has come, until told to stop."""

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Ask the database every few seconds for posts to publish or to expire."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=3.0, help="seconds")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        stop = threading.Event()

        def end(signum: int, frame: FrameType | None) -> None:
            stop.set()

        if not once:
            signal.signal(signal.SIGTERM, end)
            signal.signal(signal.SIGINT, end)
        self._publish()
        while not once and not stop.wait(interval):
            # A connection the database dropped meanwhile must not be used again.
            close_old_connections()
            self._publish()

    def _publish(self) -> None:
        try:
            call_command("publish_scheduled", verbosity=0)
        except DatabaseError:
            # The database is away: the posts wait in it, the next round asks again.
            logger.exception("The scheduler could not ask the database.")
