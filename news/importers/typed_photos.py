"""Which lines of a text page name photos and files?"""

from collections.abc import Iterator

from .captions import APART, may_follow, may_precede, strength
from .document import Attachment, Photo, Table
from .lines import Line, Piece, Shown
from .people import is_person
from .photos import base_name, is_local_path, names_a_file, names_a_photo


def with_photos(lines: list[Line | Table]) -> Iterator[Piece]:
    for at, line in enumerate(lines):
        if isinstance(line, Table):
            yield line
        elif names_a_file(line.text):
            yield Attachment(source=base_name(line.text), title=line.text)
        elif names_a_photo(
            line.text, captioned=_touches_caption(lines, at)
        ) or _is_named_in_words(lines, at):
            yield shown(line.text, near=line.near)
        else:
            yield line


def shown(name: str, *, near: bool) -> Shown:
    """A photo as a text names it; a path on somebody's computer is not repeated."""
    name = base_name(name) if is_local_path(name) else name
    return Shown(Photo(source=name, alt=name), near=near)


def _is_named_in_words(lines: list[Line | Table], at: int) -> bool:
    """A photo whose alternative text is real words: alone over its caption.

    Only between the paragraphs of a page that indents them can two such lines be
    nothing else.
    """
    line, below = lines[at], lines[at + 1 : at + 3]
    if len(below) < 2 or not all(isinstance(piece, Line) for piece in (line, *below)):
        return False
    alt, caption, after = (p for p in (line, *below) if isinstance(p, Line))
    return (
        all("outdented" in piece.styles for piece in (alt, caption))
        and "indented" in after.styles
        and not alt.near
        and caption.near
        and len(alt.text) <= 80
        and alt.text[-1].isalnum()
        and strength(alt) == strength(caption) == APART
        and not is_person(alt.text)
    )


def _touches_caption(lines: list[Line | Table], at: int) -> bool:
    line, below = lines[at], lines[at + 1 : at + 8]
    if (
        below
        and isinstance(below[0], Line)
        and not names_a_photo(below[0].text, captioned=False)
        and may_follow(below[0], below[1:])
    ):
        return True
    above = lines[at - 1] if at else None
    return (
        isinstance(above, Line)
        and isinstance(line, Line)
        and line.near
        and not is_person(above.text)
        and not line.text.isupper()
        and may_precede(above, near=True)
    )
