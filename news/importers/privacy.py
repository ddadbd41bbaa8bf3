"""How is a place on somebody's computer kept out of everything that is published?

Editors pasted pages together with the path of the photo's file, which often holds
their name: only the file's own name stays.
"""

import re

from .document import Attachment, Doubt, Photo
from .lines import Line, Page, Piece, Shown
from .photos import base_name, is_local_path, names_a_photo
from .retelling import retold, retold_piece, saying

_FOLDERS = re.compile(
    r"(?:file:/{1,4})?(?:(?<![A-Za-z])[A-Za-z]:\\|(?<!\\)\\\\(?=\w)"
    r"|(?<![A-Za-z])[A-Za-z]:/(?=(?:Users|Documents|Desktop|Program)))"
    r"(?:[^\\/:*?\"<>|\n]{1,80}[\\/])*",
    re.IGNORECASE,
)
_HERE = re.compile(r"file:/|[A-Za-z]:[\\/]|\\\\", re.IGNORECASE)


def without_path(text: str) -> str:
    """A text with its paths shortened to the names of the files.

    >>> without_path(r"ảnh ở D:\\Nguyen Van A\\2-1.jpg đây")
    'ảnh ở 2-1.jpg đây'
    >>> without_path("https://langson.gov.vn/tin")
    'https://langson.gov.vn/tin'
    """
    if ":" not in text and "\\" not in text:
        return text
    return _FOLDERS.sub("", text) if _HERE.search(text) else text


def without_paths(page: Page) -> tuple[Page, tuple[Doubt, ...]]:
    """The page without such paths, and a doubt where it had any."""
    cleaned = retold(page, without_path, _cleaned)
    if cleaned == page and not page.had_local_path:
        return page, ()
    message = "The source held a path on somebody's computer; it was left out"
    return cleaned, (Doubt("image_alts", "local-path", message),)


def _cleaned(piece: Piece) -> Piece:
    match piece:
        case Line() if is_local_path(piece.text) and names_a_photo(
            piece.text, captioned=False
        ):
            name = base_name(piece.text)
            return Shown(Photo(source=name, alt=name), near=piece.near)
        case Shown():
            piece = saying(piece, photo=_named(piece.photo))
        case Photo():
            piece = _named(piece)
        case Attachment():
            piece = saying(piece, source=_name(piece.source))
    return retold_piece(piece, without_path, without_path)


def _named(photo: Photo) -> Photo:
    return saying(photo, source=_name(photo.source), alt=_name(photo.alt))


def _name(written: str) -> str:
    return base_name(written) if is_local_path(written) else without_path(written)
