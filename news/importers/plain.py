"""What stands where in a page that was saved as plain text?

Title, header, body: one line is one paragraph, indents are typed, a photo is left as
the name of its file over its caption.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .document import Table, Unreadable
from .furniture import is_foot, is_furniture, opens_related
from .header import Header, bare_date_in, header_in
from .lines import Line, Page, escaped, one_line
from .people import is_person
from .photos import is_local_path
from .typed_photos import with_photos

MOST_LINES = 20_000

_TITLE_SEARCHED = 60  # lines: menus can stand above the title

_LONGEST_LINE_OF_A_TITLE = 1000

_PARAGRAPH = 120  # characters: longer than captions and names

_SENTENCE_END = (".", "!", "?", ":", ";", "…", "”", '"')

_AUTHOR = re.compile(r"tác\s+giả\s*:\s*(?P<who>.{2,100})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as typed: `indent` in columns, `near` without a blank line above."""

    text: str
    indent: int
    near: bool
    raw: str


def taken_apart(text: str) -> Page:
    typed = list(_typed(text))
    if len(typed) > MOST_LINES:
        raise Unreadable(f"more than {MOST_LINES:,} lines: not one post")
    at, header = _header(typed)
    above = [line for line in typed[:at] if not is_furniture(line.text)]
    if at < len(typed) and _is_body(above):
        # The header stands under the text: what is above it is title and body.
        return _page(above[0], header, [*above[1:], *typed[at + 1 :]])
    if at == len(typed):
        return _without_header([line for line in typed if not is_furniture(line.text)])
    below = typed[at + 1 :]
    header, author, used = _more_header(header, below)
    if not above:
        raise Unreadable("no title")
    return _page(_title(above), header, below[used:], author)


def _typed(text: str) -> Iterator[Typed]:
    near = False
    for raw in text.split("\n"):
        line = one_line(raw)
        if line:
            bare = raw.lstrip(" \t\xa0\u2000\u2001\u2002\u2003\u3000")
            indent = raw[: len(raw) - len(bare)].expandtabs(4)
            yield Typed(line, len(indent), near, raw)
        near = bool(line)


def _header(typed: Sequence[Typed]) -> tuple[int, Header]:
    """Where the header stands, the number of lines where there is none."""
    for at, line in enumerate(typed[:_TITLE_SEARCHED]):
        header = header_in(line.text)
        if header:
            return at, header
    searched = typed[:8]
    for at, line in enumerate(searched):
        header = bare_date_in(line.text)
        if header and any(not is_furniture(above.text) for above in typed[:at]):
            return at, header
    return len(typed), Header()


def _more_header(header: Header, below: Sequence[Typed]) -> tuple[Header, str, int]:
    """The header with its further lines, an author's field, and the lines used."""
    author = ""
    used = 0
    for line in below[:5]:
        more = header_in(line.text)
        if not more and not header.when:
            more = bare_date_in(line.text)
        named = _AUTHOR.fullmatch(line.text)
        if more:
            header = header.joined(more)
        elif named:
            who = named["who"].strip(" .")
            author = who if is_person(who) else author
            header = header if author else header.joined(Header(submitter=who))
        elif not is_furniture(line.text):
            break
        used += 1
    return header, author, used


def _is_body(above: Sequence[Typed]) -> bool:
    long = [line for line in above[1:] if len(line.text) > 300 or line.indent > 2]
    return len(above) > 2 and bool(long)


def _without_header(typed: Sequence[Typed]) -> Page:
    if not typed or typed[0].indent > 1 or len(typed[0].text) > 600:
        raise Unreadable("no title")
    if len(typed) == 1:
        raise Unreadable("no post: neither a header nor a body")
    return _page(typed[0], Header(), typed[1:])


def _title(above: Sequence[Typed]) -> Typed:
    """The last line above the header, with the lines it was wrapped from."""
    *rest, title = above
    while rest and title.near and title.text[:1].islower():
        *rest, start = rest
        title = replace(start, text=f"{start.text} {title.text}")
    return title


def _page(
    title: Typed, header: Header, body: Sequence[Typed], author: str = ""
) -> Page:
    if not any(char.isalnum() for char in title.text):
        raise Unreadable("no title")
    lines = _lines(_unwrapped(list(_own_lines(body))))
    return Page(
        title=title.text[: 10 * _LONGEST_LINE_OF_A_TITLE],
        header=header,
        pieces=tuple(with_photos(list(lines))),
        author=author,
        had_local_path=any(is_local_path(line.text) for line in body),
    )


# --- what belongs to the post -----------------------------------------------------


def _own_lines(body: Sequence[Typed]) -> Iterator[Typed]:
    """The body without menus, counters, links to other posts and the site's foot."""
    skipping = False
    last = _last_of_the_post(body)
    for at, line in enumerate(body):
        if at > last and is_foot(line.text):
            return
        if opens_related(line.text):
            skipping = True
        elif skipping and _is_paragraph(line):
            skipping = False
        if not skipping and not is_furniture(line.text):
            yield line


def _last_of_the_post(body: Sequence[Typed]) -> int:
    """The last line that is a paragraph: a foot can only stand below it."""
    long = [at for at, line in enumerate(body) if _is_paragraph(line)]
    return long[-1] if long else len(body)


def _is_paragraph(line: Typed) -> bool:
    ended = line.text.endswith("/.")
    return ended or line.indent > 2 or len(line.text) > 255


def _unwrapped(body: list[Typed]) -> list[Typed]:
    """Lines that a mail program or an editor broke at its margin, whole again."""
    if not _is_wrapped(body):
        return body
    whole: list[list[Typed]] = []
    for line in body:
        if whole and _continues(whole[-1][-1], line):
            whole[-1].append(line)
        else:
            whole.append([line])
    return [
        replace(parts[0], text=" ".join(part.text for part in parts), raw="")
        if len(parts) > 1
        else parts[0]
        for parts in whole
    ]


def _continues(above: Typed, line: Typed) -> bool:
    # A capital can open a wrapped line too: then only a full line above tells.
    return (
        line.near
        and line.indent <= 1
        and not above.text.endswith((".", "!", "?", ":", ";"))
        and (line.text[:1].islower() or len(above.text) >= 60)
        and not re.match(r"[-+•*]\s|\w{1,2}[.)]\s", line.text)
    )


def _is_wrapped(body: list[Typed]) -> bool:
    if not body or max(len(line.text) for line in body) > _PARAGRAPH:
        return False
    broken = sum(
        below.near
        and len(above.text) >= 50
        and not above.text.endswith(_SENTENCE_END)
        and below.text[:1].islower()
        for above, below in pairwise(body)
    )
    return broken >= 3


# --- lines and tables ---------------------------------------------------------------


def _lines(body: Sequence[Typed]) -> Iterator[Line | Table]:
    long = [line for line in body if len(line.text) > _PARAGRAPH]
    indents = 2 * sum(line.indent > 2 for line in long) > len(long)
    at = 0
    while at < len(body):
        rows = list(_table_rows(body, at))
        if len(rows) > 1:
            yield Table(rows=tuple(rows), header_row=_is_heading(rows))
            at += len(rows)
            continue
        line = body[at]
        side = "indented" if line.indent > 2 else "outdented" if indents else ""
        styles = frozenset({side} - {""})
        yield Line(escaped(line.text), near=line.near, styles=styles)
        at += 1


def _table_rows(body: Sequence[Typed], start: int) -> Iterator[tuple[str, ...]]:
    """Rows of a table that was copied with tabs between its cells."""
    width = 0
    for at in range(start, len(body)):
        line = body[at]
        cells = tuple(map(one_line, line.raw.strip(" \xa0\n").split("\t")))
        if line.raw.strip().count("\t") == 0 or (width and len(cells) != width):
            return
        if not cells[0] and line.indent > 2 and not width:
            return
        width = len(cells)
        yield cells


def _is_heading(rows: Sequence[tuple[str, ...]]) -> bool:
    first = rows[0]
    return all(first) and not any(cell[0].isdigit() for cell in first)
