"""What was said of an uploaded file, so that it is asked about once?

An upload is taken in over several turns of the worker. What lies in its folder is not
looked at again; of what was refused the reason is kept with the upload, and of what the
scanner broke off at, how often, and when it may be sent again.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import ImportUpload
from news.uploads import viruses
from news.uploads.archives import DAMAGED

from . import holding

# A scanner that is begun anew breaks off, too; one that does so again and again ends
# because of the file, and nobody else is scanned meanwhile.
MOST_TRIES = 3
# Doubled each time.
FIRST_PAUSE = timedelta(minutes=5)


class NotTaken(Exception):
    """The message is one sentence for the person who uploaded the file."""


class PutOff(Exception):
    """The file is looked at another time, the others are not kept waiting."""


class Verdicts:
    """By the place of a file below the folder: {"reason": …}, or {"tries": …,
    "not_before": …}. Without an upload they last as long as this object."""

    def __init__(self, upload: ImportUpload | None = None) -> None:
        self.upload = upload
        self.said: dict[str, dict[str, Any]] = dict(upload.verdicts) if upload else {}
        self.is_new = False
        self.put_off = False
        self.kept_at = 0.0

    @contextmanager
    def on(self, place: str) -> Iterator[None]:
        """Around what looks at a file. Raises `NotTaken`, `PutOff`."""
        known = self.said.get(place, {})
        if reason := known.get("reason"):
            raise NotTaken(reason)
        if known.get("not_before", "") > timezone.now().isoformat():
            self.put_off = True
            raise PutOff
        self.expect_scanner(place)
        try:
            yield
        except viruses.CutOff as error:
            self.broke_off(place)
            raise PutOff from error
        except NotTaken as reason:
            self.say(place, {"reason": str(reason)})
            raise
        except DAMAGED as error:
            # What the system says with a number is the disk's fault, not the file's.
            if getattr(error, "errno", None) is None:
                self.say(place, {"reason": _("The file is damaged in the archive.")})
            raise

    def expect_scanner(self, place: str) -> None:
        """Where it broke off before. Something may stand in front of it that takes the
        line and hangs up while it is away: that is no word about the file. Raises
        `Unscanned`."""
        if self.said.get(place, {}).get("tries") and not viruses.is_answering():
            raise viruses.unscanned()

    def broke_off(self, place: str) -> None:
        """Another time, or never: raises `NotTaken`."""
        tries = self.said.get(place, {}).get("tries", 0) + 1
        if tries >= MOST_TRIES:
            reason = str(viruses.cut_off_again(tries).message)
            self.say(place, {"reason": reason})
            raise NotTaken(reason)
        self.put_off = True
        pause = FIRST_PAUSE * 2 ** (tries - 1)
        moment = (timezone.now() + pause).isoformat()
        self.say(place, {"tries": tries, "not_before": moment})

    def say(self, place: str, verdict: dict[str, Any]) -> None:
        self.said[place] = verdict
        self.is_new = True

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Whatever ends the work on the files, what was said of them is not lost."""
        try:
            yield
        except (viruses.Unscanned, OSError):
            self.keep()
            raise

    def are_kept(self) -> bool:
        """Twenty thousand of them are not written down after each."""
        if self.is_new and time.monotonic() - self.kept_at < holding.SAID_EVERY:
            return False
        self.keep()
        return True

    def keep(self) -> None:
        if self.upload is None or not self.is_new:
            return
        self.upload.verdicts = self.said
        with holding.held(self.upload):
            self.upload.save(update_fields=["verdicts"])
        self.is_new, self.kept_at = False, time.monotonic()
