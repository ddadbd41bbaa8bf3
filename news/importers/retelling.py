"""How is everything that a source says told in other letters, and the rest kept?"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from .document import (
    Attachment,
    Bullets,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
)
from .lines import Line, Page, Piece, Shown

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Telling = Callable[[str], str]
Told = TypeVar("Told", bound="DataclassInstance")


def retold(page: Page, tell: Telling, tell_piece: Callable[[Piece], Piece]) -> Page:
    return saying(
        page,
        title=tell(page.title),
        lead=tell(page.lead),
        author=tell(page.author),
        tags=tuple(map(tell, page.tags)),
        categories=tuple(map(tell, page.categories)),
        pieces=tuple(map(tell_piece, page.pieces)),
    )


def retold_piece(piece: Piece, tell: Telling, tell_markup: Telling) -> Piece:
    """Names of files stay: the files lie there under them.

    >>> retold_piece(Paragraph("<b>A</b>"), str.lower, lambda html: f"{html}!")
    Paragraph(html='<b>A</b>!')
    """
    match piece:
        case Line(html):
            told = tell_markup(html)
            return piece if told == html else piece.saying(told)
        case Paragraph(html):
            return saying(piece, html=tell_markup(html))
        case Heading(text):
            return saying(piece, text=tell(text))
        case Quote(text, who):
            return saying(piece, text=tell(text), attribution=tell(who))
        case Bullets(items):
            return saying(piece, items=tuple(map(tell_markup, items)))
        case Table(rows, caption):
            told_rows = tuple(tuple(map(tell, row)) for row in rows)
            return saying(piece, rows=told_rows, caption=tell(caption))
        case Attachment(_, title):
            return saying(piece, title=tell(title))
        case Shown(photo):
            return saying(piece, photo=_photo(photo, tell))
        case Photo():
            return _photo(piece, tell)
    return piece


def _photo(photo: Photo, tell: Telling) -> Photo:
    caption, credit = tell(photo.caption), tell(photo.credit)
    return saying(photo, alt=tell(photo.alt), caption=caption, credit=credit)


def saying(told: Told, **values: Any) -> Told:
    """The same with these values; itself, where it has them: most have."""
    if all(getattr(told, name) == value for name, value in values.items()):
        return told
    return replace(told, **values)
