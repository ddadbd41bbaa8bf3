"""What can whoever runs the portal see of it: figures, lines of the log, errors?"""

import logging
import os

from django.conf import settings

# prometheus_client reads it once, when it is imported.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"

logger = logging.getLogger(__name__)


def begin() -> None:
    """Count in this process, where a word is agreed on by which figures are read.

    Without a folder to count in nothing is counted: no command fails because of that.
    """
    os.environ.pop(FOLDER, None)
    if not settings.METRICS_TOKEN:
        return
    folder = settings.METRICS_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        logger.warning(
            "METRICS_FOLDER cannot be had, nothing is counted: %s (%s)",
            *(folder, error.strerror),
        )
        return
    os.environ[FOLDER] = str(folder)
    from .acts import count_all

    count_all()


def is_counting() -> bool:
    return FOLDER in os.environ
