"""How often is a file sent to a virus scanner that breaks off at it?

Once, where nothing comes without it anyway: whoever imports sees to the scanner. Where
what is refused is left out, as often as an upload's: it may have ended for another
reason. A file that it never looked at is not taken either way.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from news.uploads import viruses

Scan = Callable[[bytes, str], None]

logger = logging.getLogger(__name__)

# After each try, the last too: the next file finds it there. Begun anew, it reads what
# it knows for about a minute.
PAUSES = (60, 120, 60)
# As long again, for one that is not back by then.
MOST_WAITS = 4

# One that breaks off at more files than these is broken itself.
MOST_FILES = 3

once: Scan = viruses.refuse


@dataclass
class Patient:
    """For the files of one import."""

    left_out: int = 0

    def __call__(self, content: bytes, name: str) -> None:
        """Raises `Refused`; `Unscanned` where it does not come back, or stays at it."""
        for seconds in PAUSES:
            try:
                return viruses.refuse(content, name)
            except viruses.CutOff:
                if self.left_out == MOST_FILES:
                    raise viruses.unscanned() from None
                logger.warning(
                    "The virus scanner broke off, and is waited for: %s", name
                )
                wait(seconds)
        self.left_out += 1
        raise viruses.cut_off_again(len(PAUSES))


def wait(seconds: float) -> None:
    """Something may stand in front of it that takes the line and hangs up while it is
    away: that is no word about the file."""
    for _again in range(MOST_WAITS):
        time.sleep(seconds)
        if viruses.is_answering():
            return
    raise viruses.unscanned()
