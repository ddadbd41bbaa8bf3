"""What can whoever runs the portal see of it: figures, lines of the log, errors?"""

import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings

# prometheus_client reads it once, when it is imported.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# As it calls its files.
COUNTS = ("counter_*.db", "histogram_*.db")

logger = logging.getLogger(__name__)


def begin() -> None:
    """Count in this process, where a word is agreed on by which figures are read.

    Without a folder to count in nothing is counted: nothing fails because of that.
    """
    os.environ.pop(FOLDER, None)
    if not settings.METRICS_TOKEN:
        return
    folder = Path(settings.METRICS_FOLDER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            os.environ[FOLDER] = str(folder)
    except OSError as error:
        logger.warning(
            "METRICS_FOLDER cannot be had, nothing is counted: %s (%s)",
            *(folder, error.strerror),
        )
        return
    from .acts import count_all

    count_all()


def begin_anew() -> None:
    """Figures begin with the processes that count them: those of before go."""
    if settings.METRICS_TOKEN:
        for pattern in COUNTS:
            for path in Path(settings.METRICS_FOLDER).glob(pattern):
                with suppress(OSError):
                    path.unlink()


def is_counting() -> bool:
    return FOLDER in os.environ
