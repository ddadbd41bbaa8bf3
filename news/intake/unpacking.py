"""Which of the uploaded files are taken, and where do they go?

A refused file stops no other one. Nothing is believed: names are kept inside the
folder, sizes are counted while they are written, and archives in archives stay shut.
"""

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import mkstemp
from typing import IO, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from news.importers.formats import READERS
from news.importers.photos import FILE_ENDINGS, PHOTO_ENDINGS
from news.uploads import viruses
from news.uploads.archives import DAMAGED
from news.uploads.names import name_in_archive
from news.uploads.refused import Refused
from news.vietnamese.folding import nfc

from .verdicts import NotTaken, PutOff, Verdicts

MB = 1_000_000
MOST_FILES = 20_000
MOST_UNPACKED = 2_000 * MB
LARGEST_FILE = 300 * MB
HIGHEST_RATIO = 200
SMALL = 10 * MB
LONGEST_NAME = 200
DEEPEST = 30
CHUNK = 1 << 20
ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
OTHER_PHOTOS = frozenset({".bmp", ".tif", ".tiff", ".jfif", ".heic", ".avif"})
POSTS = frozenset().union(*(reader.SUFFIXES for reader in READERS.values())) | {
    *(".csv", ".json", ".jsonl")
}
TAKEN = POSTS | set(PHOTO_ENDINGS) | OTHER_PHOTOS | set(FILE_ENDINGS)
# What computers put into archives by themselves.
LITTER = re.compile(r"__MACOSX/|(?:^|/)(?:\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\0")
_ENCRYPTED = 0x1
# Below an upload's folder: what nobody has looked at yet, or is being written.
WAITING = ".waiting"


class Uploaded(Protocol):
    name: str
    size: int
    file: IO[bytes]


@dataclass(slots=True)
class Intake:
    """What is in the folder by now, and what was not taken, with the reason.

    Whoever is cut off begins anew: what lies in the folder was looked at, and is whole.
    """

    folder: Path
    verdicts: Verdicts = field(default_factory=Verdicts)
    refused: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    others: Counter[str] = field(default_factory=Counter)
    placed: set[Path] = field(default_factory=set)

    def take(self, uploads: Iterable[Uploaded]) -> None:
        for _one in self.taking(uploads):
            pass

    def taking(self, uploads: Iterable[Uploaded]) -> Iterator[int]:
        """Each file by itself; an archive into a folder of its own. For each it tells
        how many are new in the folder; it may stop at any of them."""
        for upload in uploads:
            name = nfc(upload.name)
            try:
                if name.lower().endswith(".zip"):
                    yield from self._unpack(upload, self._below(name))
                else:
                    yield self._take(upload, name)
            except NotTaken as reason:
                self.refuse(name, str(reason))
                yield 0
        if self.others:
            self.refuse(told_in_short(self.others), _not_kept(self.others))

    def refuse(self, name: str, reason: str | Promise) -> None:
        self.refused.append((name, str(reason)))

    def _below(self, name: str) -> Path:
        """A folder called as the archive, so that a person knows where a post is from;
        a file of that name there is none, for archives are not kept."""
        path = placed(self.folder, name)
        while path in self.placed:
            path = path.with_name(f"{path.stem}-2.zip")
        self.placed.add(path)
        return path

    def _take(self, upload: Uploaded, name: str) -> int:
        path = placed(self.folder, name)
        refuse_by_name(name, upload.size)
        return self._write(path, upload.file, upload.size)

    def _unpack(self, upload: Uploaded, below: Path) -> Iterator[int]:
        upload.file.seek(0)
        try:
            with zipfile.ZipFile(upload.file) as archive:
                entries = list(wanted(archive.infolist(), upload.size))
                for entry, name in entries:
                    told = nfc(upload.name)
                    yield self._take_entry(archive, entry, name, below, told)
        except DAMAGED as error:
            raise NotTaken(
                _("The archive is damaged or incomplete: pack it anew.")
            ) from error

    def _take_entry(
        self,
        archive: zipfile.ZipFile,
        entry: zipfile.ZipInfo,
        name: str,
        below: Path,
        told: str,
    ) -> int:
        if ending(name) not in TAKEN | ARCHIVES:
            self.others[ending(name) or "?"] += 1
            return 0
        new = 0
        try:
            if entry.file_size > LARGEST_FILE:
                raise too_large()
            path = placed(below, name)
            with archive.open(entry) as file:
                new = self._write(path, file, entry.file_size)
            if ending(name) in ARCHIVES:
                raise NotTaken(
                    _(
                        "An archive inside an archive is not opened; as the attachment "
                        "of a post it is kept. Upload it by itself if posts are in it."
                    )
                )
        except NotTaken as reason:
            self.refuse(f"{told} › {name}", str(reason))
        except DAMAGED:
            self.refuse(f"{told} › {name}", _("The file is damaged in the archive."))
        return new

    def _write(self, path: Path, file: IO[bytes], most: int) -> int:
        if self.files >= MOST_FILES or self.bytes + most > MOST_UNPACKED:
            raise NotTaken(
                _("There is no room for more in one upload: upload it by itself.")
            )
        if path in self.placed:
            raise NotTaken(
                _("There is another file of this name: only the first one is taken.")
            )
        self.placed.add(path)
        is_new = not path.exists()
        if is_new:
            try:
                with self.verdicts.on(path.relative_to(self.folder).as_posix()):
                    look_at(file, path.name)
                    self._copy(file, path)
            except PutOff:
                return 0
        self.files += 1
        self.bytes += path.stat().st_size
        return int(is_new)

    def _copy(self, file: IO[bytes], path: Path) -> None:
        """Under its name it is whole, whoever is killed meanwhile."""
        waiting = self.folder / WAITING
        waiting.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A worker that was taken over may still write the same file.
        handle, name = mkstemp(dir=waiting)
        coming = Path(name)
        file.seek(0)
        try:
            with open(handle, "wb") as into:
                for part in iter(lambda: file.read(CHUNK), b""):
                    into.write(part)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            coming.rename(path)
        except BaseException:
            coming.unlink(missing_ok=True)
            raise


def refuse_by_name(name: str, size: int) -> None:
    """Of what was uploaded by itself: asked before it is kept. Raises `NotTaken`."""
    placed(Path(), name)
    if ending(name) == ".zip":
        return
    if ending(name) in ARCHIVES:
        raise NotTaken(
            _("Archives of this kind are not opened: pack the files as a ZIP.")
        )
    if ending(name) not in TAKEN:
        raise NotTaken(_("A file of this kind holds no post, photo or attachment."))
    if size > LARGEST_FILE:
        raise too_large()


def look_at(file: IO[bytes], name: str) -> None:
    """Nothing of it is on the disk yet. Raises `NotTaken`; `Unscanned` for them all,
    and what the file raises while it is read."""
    try:
        viruses.refuse(file, name)
    except viruses.Unscanned:
        raise
    except Refused as reason:
        raise NotTaken(reason.message) from reason


def wanted(
    entries: list[zipfile.ZipInfo], size: int
) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files of an archive by their names. Raises `NotTaken` for all of it."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES:
        raise NotTaken(
            _("The archive holds more than %(most)s files: divide it.")
            % {"most": MOST_FILES}
        )
    if unpacked > MOST_UNPACKED or (
        unpacked > SMALL and unpacked > size * HIGHEST_RATIO
    ):
        raise NotTaken(
            _("The archive would unpack to far more than an archive of posts holds.")
        )
    for entry in entries:
        name = name_in_archive(entry)
        if _LEADS_OUT.search(name):
            raise NotTaken(
                _("A name in the archive leads out of it (%(name)s): not opened.")
                % {"name": name[:80]}
            )
        if entry.flag_bits & _ENCRYPTED:
            raise NotTaken(
                _("The archive is locked with a password: pack it without one.")
            )
    for entry in entries:
        name = name_in_archive(entry)
        mode = entry.external_attr >> 16
        is_link = stat.S_IFMT(mode) == stat.S_IFLNK
        if not (entry.is_dir() or is_link or LITTER.search(name)):
            yield entry, name


def placed(folder: Path, name: str) -> Path:
    """Where a file of that name goes, inside the folder. Raises `NotTaken`."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part]
    too_long = any(len(part.encode()) > LONGEST_NAME for part in parts)
    if not parts or _LEADS_OUT.search(name) or len(parts) > DEEPEST or too_long:
        raise NotTaken(_("The name is too long or no name of a file: rename it."))
    return folder.joinpath(*parts)


def ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def too_large() -> NotTaken:
    message = _("The file is larger than %(most)s MB.")
    return NotTaken(message % {"most": LARGEST_FILE // MB})


def told_in_short(others: Counter[str]) -> str:
    return ", ".join(sorted(others))[:200]


def _not_kept(others: Counter[str]) -> str:
    message = _("%(count)s files of kinds that hold no post, photo or attachment.")
    return message % {"count": sum(others.values())}
