"""How is a `Document` kept between its reading and its import? As plain JSON.

Paths are kept relative to the folder that the post was read from, so that the folder
may be moved; a path that leads out of it is not taken back.
"""

import datetime as dt
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from . import document as forms
from .document import Document

KIND = "_"
_FORMS = {
    form.__name__: form
    for form in (
        *(forms.Heading, forms.Paragraph, forms.Photo, forms.Quote, forms.Bullets),
        *(forms.Table, forms.Attachment, forms.Doubt, forms.ClusterFound),
        *(forms.Event, forms.Byline, forms.Document),
    )
}


def packed(value: Any, folder: Path) -> Any:
    """Of a document, or of any part of one."""
    match value:
        case None | bool() | int() | str():
            return value
        case dt.datetime():
            return {KIND: "moment", "is": value.isoformat()}
        case dt.date():
            return {KIND: "day", "is": value.isoformat()}
        case Path():
            return {KIND: "path", "is": value.relative_to(folder).as_posix()}
        case tuple():
            return [packed(item, folder) for item in value]
        case _ if is_dataclass(value) and type(value).__name__ in _FORMS:
            names = [field.name for field in fields(value)]
            parts = {name: packed(getattr(value, name), folder) for name in names}
            return {KIND: type(value).__name__} | parts
    raise TypeError(f"No way to keep a {type(value).__name__}")


def unpacked(value: Any, folder: Path) -> Any:
    match value:
        case list():
            return tuple(unpacked(item, folder) for item in value)
        case {"_": "moment", "is": str(written)}:
            return dt.datetime.fromisoformat(written)
        case {"_": "day", "is": str(written)}:
            return dt.date.fromisoformat(written)
        case {"_": "path", "is": str(written)}:
            return _inside(folder, written)
        case {"_": str(kind), **parts}:
            form = _FORMS[kind]
            # What a later version of a form no longer has is no fault of the post.
            known = {field.name for field in fields(form)} & set(parts)
            return form(**{name: unpacked(parts[name], folder) for name in known})
    return value


def document_of(value: Any, folder: Path) -> Document:
    found = unpacked(value, folder)
    if not isinstance(found, Document):
        raise TypeError(f"A {type(found).__name__} is no post")
    return found


def _inside(folder: Path, written: str) -> Path | None:
    path = folder / written
    try:
        stays = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        return None
    return path if stays else None
