"""When is the index looked over by itself?"""

import logging
import time

from . import mend

logger = logging.getLogger(__name__)
EVERY = 600.0  # seconds
_last = 0.0


def mend_now_and_then() -> None:
    """Called every second; looks every ten minutes, from when the process began."""
    global _last
    now = time.monotonic()
    if now - _last < EVERY:
        return
    _last = now
    if mended := mend():
        logger.warning("Readers' search had not followed %s posts; now it has.", mended)
