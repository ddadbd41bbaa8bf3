"""Where does a saved HTML page say who entered the post, and when?"""

import re
from datetime import datetime

from bs4 import Tag

from news.vietnamese.dates import TIME_ZONE

from .header import Header, bare_date_in, header_in
from .html_chosen import Elements
from .lines import Line, Piece, one_line
from .people import is_person

_SUBMITTED = ", ".join(
    (".submitted", ".node__submitted", ".node-submitted", ".post-info")
)

_META = ".node__meta, footer.meta, .meta, .post-meta, .article-info, .created"


def submitted_line(elements: Elements, node: Tag) -> Header:
    for place in (node, None):
        for selector in (_SUBMITTED, _META):
            for tag in elements.each(selector, place):
                header = _header_of(elements, tag)
                if header:
                    if not _holds(tag, node):
                        elements.drop(tag)
                    return header
    return Header()


def _holds(tag: Tag, node: Tag) -> bool:
    """In broken markup the line's element may have no end before the post's."""
    return tag is node or any(tag is parent for parent in node.parents)


def _header_of(elements: Elements, tag: Tag) -> Header | None:
    text = one_line(tag.get_text(" "))[:400]
    text = re.sub(r"\s+,", ",", text)
    header = header_in(text) or bare_date_in(text)
    if header:
        return header
    # Other things can stand in the same element: a counter, a link, a picture.
    lines = (one_line(line) for line in tag.get_text("\n")[:2000].split("\n"))
    found = Header()
    for line in filter(None, lines):
        found = found.joined(header_in(line) or bare_date_in(line) or Header())
    names = elements.each(".username, [rel=author], [property='foaf:name']", tag)
    name = next(names, None)
    if name and found.when:
        found = Header(one_line(name.get_text()) or found.submitter, found.when)
    return found or None


def machine_date(elements: Elements, node: Tag) -> Header:
    selectors = (
        "[property~='dc:created'][content], [property~='schema:dateCreated'][content]",
        "[property='dc:date'][content]",
        f":is({_SUBMITTED}, .node__meta, .field--name-created) time[datetime]",
    )
    for place in (node, None):
        for selector in selectors:
            for tag in elements.each(selector, place):
                moment = _moment(str(tag.get("content") or tag.get("datetime") or ""))
                if moment:
                    return Header(moment=moment)
    metas = elements.each("meta[property='article:published_time'][content]")
    meta = next(metas, None)
    return Header(moment=_moment(str(meta["content"])) if meta else None)


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.strip())
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)
        return zoned.astimezone(TIME_ZONE)
    except (ValueError, OverflowError):
        return None


def typed_header(
    header: Header, pieces: list[Piece]
) -> tuple[Header, str, list[Piece]]:
    """The header's lines at the top of the text, where they have no element."""
    author = ""
    kept = list(pieces)
    for piece in pieces[:4]:
        if not isinstance(piece, Line):
            break
        more = header_in(piece.text)
        if not more and not header.when and not header.moment:
            more = bare_date_in(piece.text)
        named = re.fullmatch(r"tác\s+giả\s*:\s*(.{2,80})", piece.text, re.IGNORECASE)
        if more:
            header = header.joined(more)
        elif named and is_person(named[1]):
            author = named[1]
        else:
            break
        kept.pop(0)
    return header, author, kept
