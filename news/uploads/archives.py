"""What is inside an Office file that is a ZIP archive, without unpacking it?"""

import lzma
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from .refused import Refused

MOST_ENTRIES = 10_000
MOST_UNPACKED = 300_000_000
MOST_TIMES = 200
SMALL = 10_000_000
MOST_READ = 1_000_000

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, ValueError, LookupError, RuntimeError),
)
# Word, Excel and PowerPoint; then Excel 4's macros; then OpenOffice's.
MACROS = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/", "activex1.bin")
OPEN_MACROS = ("basic/", "scripts/")

OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_OFFICE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


def kind_of(content: bytes) -> str:
    """docx, xlsx, pptx, odt, ods, odp or zip. Raises `Refused`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _kind(archive, len(content))
    except DAMAGED as error:
        message = _("The file is damaged: save it anew and upload it again.")
        raise Refused(message, "damaged_attachment", "damaged archive") from error


def _kind(archive: zipfile.ZipFile, size: int) -> str:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    bursting = unpacked > SMALL and unpacked > size * MOST_TIMES
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or bursting:
        raise Refused(
            _("The file would unpack to far more than a document holds: not taken."),
            "bomb",
            "unpacks to far too much",
        )
    names = {entry.filename.lower().replace("\\", "/") for entry in entries}
    kind = _named_by(archive, names)
    if kind != "zip":
        _keep_macros_out(archive, names, kind)
    return kind


def _named_by(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[content_types].xml" in names:
        return next((kind for name, kind in OFFICE.items() if name in names), "zip")
    if "mimetype" in names:
        return OPEN_OFFICE.get(_start_of(archive, "mimetype").strip(), "zip")
    return "zip"


def _keep_macros_out(archive: zipfile.ZipFile, names: set[str], kind: str) -> None:
    if kind.startswith("od"):
        found = any(name.startswith(OPEN_MACROS) for name in names)
    else:
        found = any(macro in f"/{name}" for name in names for macro in MACROS)
        types = _start_of(archive, "[content_types].xml").lower()
        found = found or b"macroenabled" in types
    if found:
        raise macros()


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = next(e for e in archive.infolist() if e.filename.lower() == name)
    with archive.open(entry) as file:
        return file.read(MOST_READ)


def macros() -> Refused:
    return Refused(
        _(
            "The file holds macros or programs. Save it as an ordinary document or "
            "as PDF, without macros, and upload that."
        ),
        "macros",
        "holds macros or programs",
    )
