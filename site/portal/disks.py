"""How much room is left on the disks that the portal writes to?

Asked of the system at the moment, which costs less than a query.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from news.lateness import Light

from . import media

DATABASE, MEDIA, VAR = "database", "media", "var"
WORDS: dict[str, Promise] = {
    DATABASE: gettext_lazy("the database"),
    MEDIA: gettext_lazy("photos and attachments"),
    VAR: gettext_lazy("kept pages and imports"),
}
MB = 1024**2
# SQLite's log takes 4 MB before it is brought into the file, and an act may be larger.
FULL = 16 * MB


@dataclass(frozen=True, slots=True)
class Room:
    """Of a folder or file, on the disk it lies on."""

    name: str
    free: int
    total: int

    @property
    def share(self) -> float:
        return self.free / self.total

    @property
    def is_short(self) -> bool:
        return self.free < max(settings.DISK_FREE_WARNS_MB * MB, FULL)

    @property
    def is_full(self) -> bool:
        return self.free < FULL


def rooms() -> list[Room]:
    """Without those that lie elsewhere, and without a disk that does not say."""
    found = (room(name, path) for name, path in places().items())
    return [one for one in found if one is not None]


def places() -> dict[str, Path]:
    found = {}
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        found[DATABASE] = Path(connection.settings_dict["NAME"])
    if not media.in_a_bucket():
        found[MEDIA] = Path(settings.MEDIA_ROOT)
    return found | {VAR: settings.VAR}


def room(name: str, path: Path) -> Room | None:
    try:
        # One that nobody has written to yet is made then.
        there = next(one for one in (path, *path.absolute().parents) if one.exists())
        usage = shutil.disk_usage(there)
    except OSError:
        return None
    # Some that lie on another machine tell nothing, and call that 0 of 0.
    return Room(name, usage.free, usage.total) if usage.total else None


def is_full(name: str) -> bool:
    path = places().get(name)
    found = room(name, path) if path else None
    return found is not None and found.is_full


@hooks.register("news_lights")
def light() -> Light:
    found = rooms()
    short = [one for one in found if one.is_short]
    least = min(found, key=lambda one: one.free, default=None)
    return Light(
        "disk",
        gettext_lazy("Disk"),
        bool(short),
        meaning(short),
        state=told(least) if least else _("the system does not say how full it is"),
    )


def told(room: Room) -> str:
    return _("%(free)s left (%(share)s%%)") % {
        "free": filesizeformat(room.free),
        "share": round(room.share * 100),
    }


def meaning(short: Iterable[Room]) -> str:
    things = ", ".join(str(WORDS[one.name]) for one in short)
    return _(
        "Little room is left for: %(things)s. Once the disk is full, nothing more is "
        "saved. Administrators: move old backups to another machine, or have the disk "
        "enlarged."
    ) % {"things": things}
