"""Where do uploaded files wait until they were looked at? As they came, unopened.

A scanner may take minutes for what an editor sends in one go, and a person does not
wait for that: the worker looks at each file, of an archive too, before it is written.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from news.models import ImportUpload
from news.uploads import shared, viruses
from news.vietnamese.folding import nfc

from . import folders, holding
from .unpacking import WAITING, Intake, Uploaded, refuse_by_name
from .verdicts import NotTaken, Verdicts


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    size: int
    file: IO[bytes]


def keep(folder: Path, uploads: Iterable[Uploaded]) -> list[tuple[str, str]]:
    """Write them down; the names of those that are of no use, and why."""
    refused = []
    for number, upload in enumerate(uploads):
        name = nfc(upload.name)
        try:
            refuse_by_name(name, upload.size)
        except NotTaken as reason:
            refused.append((name, str(reason)))
            continue
        # One for each file, so that two may have one name.
        place = folder / WAITING / f"{number:04}"
        place.mkdir(mode=0o700, parents=True)
        upload.file.seek(0)
        with (place / Path(name).name).open("xb") as into:
            for part in iter(lambda file=upload.file: file.read(1 << 20), b""):
                into.write(part)
    return refused


def next_of(upload: ImportUpload) -> Iterator[int]:
    """Take in what waits, a number for each file; it may stop at any of them. Raises
    `Unscanned` while nobody can look at it.

    It still waits afterwards, until the row tells what was taken: whoever is cut off
    must find all of it, or would give the second of two archives the first one's place.
    """
    folder = folders.of(upload)
    waiting = folder / WAITING
    if not waiting.is_dir():
        return
    verdicts = Verdicts(upload)
    intake = Intake(folder, verdicts)
    with ExitStack() as opened, verdicts.kept():
        for new in intake.taking(files_in(waiting, opened)):
            # What was there before this slice is no step forward, nor what would be
            # said once more.
            if (new or verdicts.is_new) and verdicts.are_kept():
                yield new
            else:
                holding.say(upload)
        if verdicts.put_off:
            raise viruses.unscanned()
    for new in shared.put(folder, folders.files_in(folder, but=WAITING)):
        if new:
            yield 1
        else:
            holding.say(upload)
    told = [list(one) for one in intake.refused]
    upload.refused += [one for one in told if one not in upload.refused]


def throw_away(upload: ImportUpload) -> None:
    """What was looked at; on this server, and where the others find it."""
    folders.throw_away(folders.of(upload), WAITING)


def files_in(waiting: Path, opened: ExitStack) -> Iterator[Kept]:
    for path in sorted(waiting.glob("*/*")):
        file = opened.enter_context(path.open("rb"))
        yield Kept(path.name, path.stat().st_size, file)
