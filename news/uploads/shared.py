"""Where do uploaded archives lie for servers that share no disk?

Below `.imports/` in a storage that all of them open, a folder for each upload; on the
disk of each server are copies of what it is at, which it may lose. Where
`NEWS_IMPORT_STORAGE` names no storage, the folder on the disk is all there is.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import mkstemp

from django.core.files import File
from django.core.files.storage import Storage, storages

from news.conf import setting

PLACE = ".imports"
# Of a file while it is written, each under a name of its own.
COMING = ".coming-"


def storage() -> Storage | None:
    name = setting("NEWS_IMPORT_STORAGE")
    return storages[name] if name else None


def put(folder: Path, files: Sequence[Path], part: str = "") -> Iterator[bool]:
    """Files of a folder, or of one below it: of each, whether it was not there."""
    there = storage()
    if there is None or not files:
        return
    # Asked once: of twenty thousand one by one it would take minutes each time.
    known = set(below(there, f"{PLACE}/{folder.name}/{part}"))
    for path in files:
        name = named(folder, path)
        # What was cut off is no file there: it appears when it is whole.
        if is_new := name not in known:
            with path.open("rb") as content:
                there.save(name, File(content))
        yield is_new


def fetch(folder: Path, names: Iterable[str] | None = None) -> Iterator[str]:
    """What this server lacks of a folder, or of these files in it; it stops at each."""
    there = storage()
    if there is None:
        return
    if names is None:
        begin = f"{PLACE}/{folder.name}/"
        names = [name.removeprefix(begin) for name in below(there, begin)]
    for name in names:
        path = folder / name
        stays = path.resolve().is_relative_to(folder.resolve())
        if stays and path != folder and not path.exists():
            copy(there, folder, path)
        yield name


def copy(there: Storage, folder: Path, path: Path) -> None:
    """Whole under its name, whoever else fetches it; beside the folder until then."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=COMING, dir=folder.parent)
    coming = Path(name)
    # It was thrown away meanwhile, or never was.
    with suppress(FileNotFoundError):
        try:
            with open(handle, "wb") as into, there.open(named(folder, path)) as content:
                shutil.copyfileobj(content, into, 1 << 20)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            coming.replace(path)
        finally:
            coming.unlink(missing_ok=True)


def throw_away(folder: Path, part: str = "") -> None:
    """A folder, or one below it, here and there."""
    shutil.rmtree(folder / part, ignore_errors=True)
    if there := storage():
        for name in list(below(there, f"{PLACE}/{folder.name}/{part}".rstrip("/"))):
            there.delete(name)


def unlink(folder: Path, name: str) -> None:
    """A post may come from a whole folder of tables: that goes with its upload."""
    if folder / name == folder:
        return
    (folder / name).unlink(missing_ok=True)
    if there := storage():
        there.delete(f"{PLACE}/{folder.name}/{name}")


def folders() -> list[str]:
    there = storage()
    return list(listed(there, PLACE)[0]) if there else []


def since(folder: Path) -> datetime:
    """When something was last put into it."""
    moments = [datetime.min.replace(tzinfo=UTC)]
    if folder.exists():
        moments.append(datetime.fromtimestamp(folder.stat().st_mtime, UTC))
    if there := storage():
        names = below(there, f"{PLACE}/{folder.name}")
        moments += [there.get_modified_time(name) for name in islice(names, 1)]
    return max(moments)


def named(folder: Path, path: Path) -> str:
    return f"{PLACE}/{folder.name}/{path.relative_to(folder).as_posix()}"


def below(there: Storage, place: str) -> Iterator[str]:
    place = place.rstrip("/")
    if names := getattr(there, "names", None):
        # A bucket has no folders, and tells of all in one order.
        yield from names(f"{place}/")
        return
    inner, files = listed(there, place)
    yield from (f"{place}/{name}" for name in files)
    for name in inner:
        yield from below(there, f"{place}/{name}")


def listed(there: Storage, place: str) -> tuple[list[str], list[str]]:
    try:
        return there.listdir(place)
    except FileNotFoundError:
        return [], []
