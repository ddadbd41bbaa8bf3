"""What post is it whose source has been taken apart?

Captions, signature, end mark, lead, lists, clusters: judged once, for every format.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import sha256

from news.vietnamese.dates import dates_in
from news.vietnamese.slugs import slugify

from .bodies import blocks_of, without_agency, without_initials
from .captions import captioned
from .document import (
    Block,
    Bullets,
    Byline,
    Document,
    Doubt,
    Heading,
    Paragraph,
    Photo,
    Quote,
)
from .ending import without_end_mark, without_mark
from .header import published_by
from .labels import without_labels
from .lines import Line, Page, Piece, escaped, one_line
from .lines import plain as words
from .old_letters import in_letters_of_today
from .photos import base_name, is_file_name
from .privacy import without_paths
from .recognition import recognise
from .signature import Signature, parties_in, signed

LONGEST_TITLE = 255
LONGEST_IDENTIFIER = 255
_ROOM = 9  # for what tells two posts of one title and day apart
LONGEST_SLUG = 20_000  # whole: two long titles may differ in their last word


def post_of(name: str, page: Page, known: Collection[str] = ()) -> Document:
    """The post; `known` are the organisations' names on register."""
    page, path_doubts = without_paths(page)
    # A post that came before its letters were read keeps its identifier.
    as_typed = page
    page, letter_doubts = in_letters_of_today(page)
    pieces, labels = without_labels(page.pieces)
    pieces, signature = signed(captioned(pieces))
    signature = _signature(page, signature)
    lead, pieces = _lead(page, without_end_mark(pieces))
    lead, pieces, agency = _without_agency(lead, pieces)
    own_title, title_agency = without_initials(page.title)
    agency = agency or title_agency
    title, title_doubts, whole_title = _title(own_title)
    overflow = [Paragraph(escaped(whole_title))] if whole_title else []
    blocks = (*overflow, *blocks_of(pieces))
    texts = tuple(_texts(lead, blocks))
    if not title:
        title, title_doubts = _stand_in(name, texts)
    published, header_doubts = published_by(page.header, _days(texts))
    found = recognise(title, texts, published, known)
    return Document(
        source=name,
        identifier=_identifier(as_typed, published),
        title=title,
        published=published,
        submitter=page.header.submitter,
        authors=signature.authors,
        organisation=signature.organisation,
        lead=lead,
        blocks=blocks,
        clusters=found.clusters,
        event=found.event,
        documents=found.documents,
        source_name=signature.source_name,
        source_url=signature.source_url,
        state=page.state,
        categories=tuple(dict.fromkeys(page.categories + labels.categories)),
        tags=tuple(dict.fromkeys(page.tags + labels.tags)),
        addresses=page.addresses,
        doubts=(
            *page.doubts,
            *letter_doubts,
            *header_doubts,
            *title_doubts,
            *path_doubts,
            *_agency_doubts(agency),
            *_photo_doubts(blocks),
            *_body_doubts(lead, blocks),
            *found.doubts,
        ),
    )


def _days(texts: Sequence[str]) -> Iterator[date]:
    """Only asked for where the header leaves a question."""
    return (found.date for text in texts for found in dates_in(text))


# --- title and identifier ---------------------------------------------------------


def _title(written: str) -> tuple[str, tuple[Doubt, ...], str]:
    """The title, and where it is too long for one: a doubt and the whole of it.

    >>> _title("Cụm I tổ chức Hội nghị.")[0], _title("Chờ đón…")[0]
    ('Cụm I tổ chức Hội nghị', 'Chờ đón…')
    """
    title = without_mark(one_line(written))
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1].rstrip()
    if len(title) <= LONGEST_TITLE:
        return title, (), ""
    cut = title[: LONGEST_TITLE + 1].rpartition(" ")[0] or title[:LONGEST_TITLE]
    message = f"The title has {len(title)} characters; the whole opens the body"
    doubt = Doubt("title", "title-too-long", message)
    return cut, (doubt,), title


def _stand_in(name: str, texts: Sequence[str]) -> tuple[str, tuple[Doubt, ...]]:
    """What stands for a title that was nothing but a place on somebody's computer.

    >>> _stand_in("tin/07.txt", ["Sáng 10/7, Hội nghị đã họp."])[0]
    'Sáng 10/7, Hội nghị đã họp'
    >>> _stand_in("tin/07.txt", [])[0]
    '07.txt'
    """
    message = "The post has no title: its first words, or its file, stand in for one"
    said = next(filter(None, map(str.strip, texts)), "") or base_name(name)
    return _title(said)[0], (Doubt("title", "no-title", message),)


def _identifier(page: Page, published: datetime | None) -> str:
    """The post's own address, else its title and date: never the file's name.

    Two papers of one day are both called "Thông báo": where no time tells them apart,
    whoever stores them looks at their words (`sameness`).
    """
    if page.address:
        return _fitting(page.address)
    title, _, whole = _title(page.title)
    slug = slugify(whole or title, longest=LONGEST_SLUG)
    if not slug:
        slug = sha256(page.title.encode()).hexdigest()[:12]
    day = published.strftime("%Y-%m-%dT%H:%M") if published else "undated"
    timed = published and published.time() != time()
    return _fitting(slug, f"@{day}", 0 if timed else _ROOM)


def _fitting(text: str, end: str = "", room: int = 0) -> str:
    longest = LONGEST_IDENTIFIER - room - len(end)
    if len(text) <= longest:
        return text + end
    digest = sha256(text.encode()).hexdigest()[:12]
    return f"{text[: longest - 13]}-{digest}{end}"


# --- people -----------------------------------------------------------------------


def _signature(page: Page, signature: Signature) -> Signature:
    """A field for the author counts where nobody signed."""
    if signature.authors or not page.author:
        return signature
    field = parties_in(page.author, announced=True)
    authors = field.authors if field else (Byline(page.author),)
    unit = field.organisation if field else ""
    return replace(
        signature, authors=authors, organisation=signature.organisation or unit
    )


# --- lead -------------------------------------------------------------------------


def _lead(page: Page, pieces: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The lead, where the source marks one, and the body without it."""
    first = next((at for at, p in enumerate(pieces) if isinstance(p, Line)), -1)
    if first < 0:
        return page.lead, list(pieces)
    opening = pieces[first]
    if page.lead:
        doubled = isinstance(opening, Line) and opening.text == page.lead
        return page.lead, _without(pieces, first) if doubled else list(pieces)
    if isinstance(opening, Line) and _is_lead(opening, pieces[first + 1 :]):
        return opening.text, _without(pieces, first)
    return "", list(pieces)


def _is_lead(line: Line, rest: Sequence[Piece]) -> bool:
    if not any(isinstance(piece, Line | Bullets) for piece in rest):
        return False
    return "lead" in line.styles or ("bold" in line.styles and len(line.text) >= 40)


def _without(pieces: Sequence[Piece], at: int) -> list[Piece]:
    return [*pieces[:at], *pieces[at + 1 :]]


def _without_agency(lead: str, pieces: Sequence[Piece]) -> tuple[str, list[Piece], str]:
    """Lead and body without the agency's mark before the first words."""
    told = list(pieces)
    if lead:
        lead, agency = without_agency(lead)
        if agency:
            return lead, told, agency
    for at, piece in enumerate(told):
        if isinstance(piece, Line):
            html, agency = without_agency(piece.html)
            told[at] = piece.saying(html)
            return lead, told, agency
    return lead, told, ""


# --- texts, doubts ----------------------------------------------------------------


def _texts(lead: str, blocks: Sequence[Block]) -> Iterator[str]:
    """What the post tells, a text a paragraph; a list belongs to the colon above it."""
    said = lead
    for block in blocks:
        match block:
            case Bullets(items) if said.endswith(":"):
                said += " " + "; ".join(words(item).rstrip(" ;,.") for item in items)
                continue
            case Bullets(items):
                following = "; ".join(words(item).rstrip(" ;,.") for item in items)
            case Paragraph(html):
                following = words(html)
            case Quote(text) | Heading(text):
                following = text
            case _:
                continue
        if said:
            yield said
        said = following
    if said:
        yield said


def _photo_doubts(blocks: Sequence[Block]) -> Iterator[Doubt]:
    for block in blocks:
        if not isinstance(block, Photo):
            continue
        name = base_name(block.source)
        if not block.alt.strip():
            message = f"The photo “{name}” has no alternative text"
            yield Doubt("image_alts", "alt-missing", message)
        elif is_file_name(block.alt):
            message = f"“{block.alt}” names a file, it does not describe the photo"
            yield Doubt("image_alts", "alt-is-file-name", message)


def _body_doubts(lead: str, blocks: Sequence[Block]) -> Iterator[Doubt]:
    if not blocks and not lead:
        yield Doubt("body_text", "empty", "The post has a title and no text")


def _agency_doubts(agency: str) -> Iterator[Doubt]:
    if agency:
        message = f"The text opens with the mark of an agency: {agency}"
        yield Doubt("organisation", "agency-prefix", message)
