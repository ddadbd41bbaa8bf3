"""How is everything that a source says told in other letters, and the rest kept?"""

from collections.abc import Callable
from dataclasses import replace

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

Telling = Callable[[str], str]


def retold(page: Page, tell: Telling, tell_piece: Callable[[Piece], Piece]) -> Page:
    return replace(
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
            return replace(piece, html=tell_markup(html))
        case Heading(text):
            return replace(piece, text=tell(text))
        case Quote(text, who):
            return replace(piece, text=tell(text), attribution=tell(who))
        case Bullets(items):
            return replace(piece, items=tuple(map(tell_markup, items)))
        case Table(rows, caption):
            told_rows = tuple(tuple(map(tell, row)) for row in rows)
            return replace(piece, rows=told_rows, caption=tell(caption))
        case Attachment(_, title):
            return replace(piece, title=tell(title))
        case Shown(photo):
            return replace(piece, photo=_photo(photo, tell))
        case Photo():
            return _photo(piece, tell)
    return piece


def _photo(photo: Photo, tell: Telling) -> Photo:
    caption, credit = tell(photo.caption), tell(photo.credit)
    return replace(photo, alt=tell(photo.alt), caption=caption, credit=credit)
