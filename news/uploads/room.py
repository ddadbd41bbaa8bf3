"""Can a file be kept at all, just now? Asked before the form around it is saved.

Where files lie elsewhere, that may be away; on a disk the question costs nothing. Told
in the form, what somebody typed beside the file is still there.
"""

import logging

from django.core.files.storage import Storage
from django.utils.translation import gettext_lazy as _

from .refused import Refused


class Away(OSError):
    """Where files are kept does not answer; another time it may."""


logger = logging.getLogger(__name__)
# Whatever it is called: nobody expects it to be there.
ASKED = "original_images/.asked"


def require(storage: Storage) -> None:
    """Raises `Refused`."""
    try:
        storage.exists(ASKED)
    except OSError as error:
        logger.warning("A file was not taken: %s", error)
        raise Refused(
            _(
                "The storage of files does not answer, so the file was not kept. The "
                "rest of the form is as you left it: choose the file again in a few "
                "minutes."
            ),
            "storage_away",
            "the storage of files does not answer",
        ) from error
