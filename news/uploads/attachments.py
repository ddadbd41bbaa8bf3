"""Is a file a document we can hand to readers? Its content says so, not its name."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import archives
from .refused import Refused

# Office 97-2003 and what else wears the same coat, by the streams inside (UTF-16).
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {
    "doc": ("WordDocument",),
    "xls": ("Workbook", "Book"),
    "ppt": ("PowerPoint Document",),
}
OLE_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR")
OTHER_ARCHIVES = {b"Rar!\x1a\x07": "rar", b"7z\xbc\xaf\x27\x1c": "7z"}
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)")


@dataclass(frozen=True, slots=True)
class TakenAttachment:
    ending: str


def taken_in(content: bytes, name: str, types: Collection[str]) -> TakenAttachment:
    """The document's real kind, where `types` names it. Raises `Refused`."""
    kind = kind_of(content, name)
    if kind not in types:
        message = _("Files of this kind are not taken. What is taken: %(types)s.")
        raise Refused(
            message % {"types": ", ".join(sorted(types))},
            "kind_of_attachment",
            "no kind of document that is taken",
        )
    return TakenAttachment(f".{kind}")


def kind_of(content: bytes, name: str = "") -> str:
    """What the content is; "" for what we do not know. Raises `Refused`.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"MZ\\x90"), kind_of(b"<html>", "a.txt")
    ('pdf', '', '')
    """
    if content.startswith(b"PK\x03\x04"):
        return archives.kind_of(content)
    if content.startswith(OLE):
        return _old_office(content)
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if content.startswith(b"{\\rtf"):
        if b"\\objdata" in content:
            raise archives.macros()
        return "rtf"
    archived = (k for start, k in OTHER_ARCHIVES.items() if content.startswith(start))
    return next(archived, "") or _text(content, name)


def _old_office(content: bytes) -> str:
    def holds(names: tuple[str, ...]) -> bool:
        return any(name.encode("utf-16-le") in content for name in names)

    if holds(("EncryptedPackage",)):
        message = _("The file is locked with a password: upload it without.")
        raise Refused(message, "locked", "locked with a password")
    if holds(OLE_MACROS):
        raise archives.macros()
    kinds = (kind for kind, streams in OLE_STREAMS.items() if holds(streams))
    return next(kinds, "")


def _text(content: bytes, name: str) -> str:
    """Plain text has no mark of its own: its name says so, if nothing denies it."""
    ending = name.lower().rpartition(".")[2]
    if ending not in {"txt", "csv"} or b"\0" in content:
        return ""
    return "" if _MARKUP.search(content[:100_000].lower()) else ending
