"""Is there a virus in a file that comes in? Asked before anything of it is kept.

Only where `NEWS_CLAMAV` names a daemon. One that does not answer lets nothing in: a
scanner that can be kept busy would be none, and who uploads can come again.
"""

import logging
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _

from news.conf import setting

from . import clamd
from .refused import Refused

logger = logging.getLogger(__name__)


class Unscanned(Refused):
    """Nobody could say; another time somebody may."""


class CutOff(Unscanned):
    """The scanner was there and broke off: it may have ended, and of this very file."""


def refuse(file: bytes | IO[bytes], name: str = "") -> None:
    """Raises `Refused` for a virus, or for a file that the scanner cannot say of, and
    `Unscanned` where nobody looked."""
    address = setting("NEWS_CLAMAV")
    if not address:
        return
    content = BytesIO(file) if isinstance(file, bytes) else file
    content.seek(0)
    try:
        virus = clamd.virus_in(content, address, setting("NEWS_CLAMAV_SECONDS"))
    except clamd.TooLong as error:
        raise too_long() from error
    except (clamd.NoAnswer, clamd.Unsure) as error:
        logger.error("A file was not looked at for viruses: %s (%s)", error, name)
        if setting("NEWS_CLAMAV_REQUIRED"):
            raise not_looked_at(error) from error
        virus = ""
    finally:
        content.seek(0)
    if virus:
        logger.warning("A virus (%s) was refused: %s", virus, name)
        raise infected(virus)


def is_answering() -> bool:
    address = setting("NEWS_CLAMAV")
    return not address or clamd.is_there(address)


def not_looked_at(error: clamd.NoAnswer | clamd.Unsure) -> Refused:
    match error:
        case clamd.Unsure():
            return unsure()
        case clamd.HungUp():
            return unscanned(CutOff)
        case _:
            return unscanned()


def infected(virus: str) -> Refused:
    message = _(
        "There is a virus in the file (%(virus)s), so it was not kept. Do not open it, "
        "have the computer it comes from looked at, and ask for a clean copy."
    )
    return Refused(message % {"virus": virus}, "virus", f"there is a virus: {virus}")


def unscanned(kind: type[Unscanned] = Unscanned) -> Unscanned:
    return kind(
        _(
            "The file was not kept, because the virus scanner does not answer and only "
            "files that it has looked at are taken. Try again in a few minutes; if it "
            "stays like this, tell an administrator."
        ),
        "not_scanned",
        "the virus scanner does not answer",
    )


def unsure() -> Refused:
    return Refused(
        _(
            "The file was not kept: the virus scanner is there, but could not look at "
            "this one. Save it anew and upload it again; if it stays like this, tell "
            "an administrator."
        ),
        "not_scanned_itself",
        "the virus scanner could not look at it",
    )


def cut_off_again(tries: int) -> Refused:
    return Refused(
        _(
            "The file was not kept: the virus scanner broke off each time that it was "
            "to look at this one (%(tries)s times). Save it anew and upload it again; "
            "if it stays like this, tell an administrator."
        )
        % {"tries": tries},
        "not_scanned_cut_off",
        "the virus scanner could not look at it: it broke off each time",
    )


def too_long() -> Refused:
    return Refused(
        _(
            "The file was not kept, because it is larger than the virus scanner looks "
            "at. Make it smaller, or tell an administrator."
        ),
        "not_scanned_too_long",
        "the virus scanner takes no file this large",
    )
