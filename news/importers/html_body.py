"""What do the elements of a body say, in their order?

Paragraphs come as lines (their breaks kept in mind), because a caption or a
signature is often only a line of one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString

from .document import Bullets, Doubt, Heading, Photo, Quote, Table
from .furniture import is_furniture, opens_related
from .html_elements import (
    INLINE,
    elements_of,
    file_link,
    first,
    images_in,
    is_block,
    marked,
    photo_of,
    said_styles,
    styles_of,
    whole_styles,
)
from .html_flat import Paragraph
from .html_tables import caption_of, grid_of, is_cell, is_heading_row, rows_of
from .lines import Line, Piece, Shown, escaped, one_line, plain
from .markup import classes_of, inline, split_at_breaks

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}

_EMBEDS = frozenset({"iframe", "video", "audio", "embed", "source"})

_DROPPED = frozenset({"hr", "input", "link", "meta", "param", "col", "colgroup"})

_INDENT = re.compile(r"^(?:<[^>]*>|\s)*(?:&nbsp;|\xa0|\u2003|\u3000){2,}")

_SEVERAL_BREAKS = re.compile(r"<br>\s*(?:<br>\s*)+")
_WRITTEN_BREAK = re.compile(r"<br[^<>]*>")

_FULL_SENTENCE = 60  # characters: a broken line so long and ended is a paragraph


def pieces_of(node: Tag, doubts: list[Doubt] | None = None) -> Iterator[Piece]:
    """Lines and blocks, without what belongs to the site.

    What could not be kept as it was is added to `doubts` before the first.
    """
    walk = _Walk(doubts=[] if doubts is None else doubts)
    walk.into(node, frozenset())
    walk.flush()
    yield from _own(walk.pieces)


def pieces_in(paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    """The same of a text that is nothing but paragraphs, without a tree of it."""
    walk = _Walk(doubts=[])
    for attributes, parts in paragraphs:
        walk.flush()
        styles = said_styles("p", attributes) if attributes else frozenset()
        for part in parts:
            if part == "<br>":
                walk.waiting.append(part)
            else:
                walk.take(part, styles)
        walk.flush()
    yield from _own(walk.pieces)


def _own(pieces: list[Piece]) -> Iterator[Piece]:
    """Without buttons and counters, and without the list of other posts."""
    skipping = False
    for piece in pieces:
        text = piece.text if isinstance(piece, Line | Heading) else ""
        if text and opens_related(text):
            skipping = True
            continue
        if skipping and _is_more_text(piece):
            skipping = False
        if not skipping and not (text and is_furniture(text)):
            yield piece


def _is_more_text(piece: Piece) -> bool:
    if isinstance(piece, Line):
        long = len(piece.text) > 255
        return "right" in piece.styles or long or piece.text.endswith("/.")
    return isinstance(piece, Shown)


@dataclass
class _Walk:
    doubts: list[Doubt]
    pieces: list[Piece] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # inline markup not yet a line
    styles: frozenset[str] = frozenset()
    paragraph: int = 0
    near: bool = False
    found: Tag | None = None  # the block that was looked for last

    def into(self, parent: Tag, styles: frozenset[str]) -> None:
        for child in list(parent.children):
            if isinstance(child, NavigableString):
                if type(child) is NavigableString:
                    self.take(str(child).replace("<", "&lt;"), styles)
            elif isinstance(child, Tag):
                self.element(child, styles)

    def take(self, html: str, styles: frozenset[str]) -> None:
        if html.strip() and styles != self.styles:
            if any(plain(part) for part in self.waiting):
                self.flush(end=False)
            self.styles = styles
        self.waiting.append(html)

    def element(self, tag: Tag, styles: frozenset[str]) -> None:
        name = tag.name
        if name == "img":
            self.image(tag, styles)
        elif name in _DROPPED or name in _EMBEDS:
            self.flush()
        elif name == "br":
            self.waiting.append("<br>")
        elif name in INLINE and not self.holds_block(tag):
            self.take(marked(tag), styles)
        elif name in INLINE:
            self.into(tag, styles | styles_of(tag))
        else:
            self.block(tag, styles)

    def holds_block(self, tag: Tag) -> bool:
        """Elements around one block are not each gone through up to it."""
        if self.found is None or not any(tag is one for one in self.found.parents):
            found = next(filter(is_block, elements_of(tag)), None)
            self.found = found or self.found
            return found is not None
        return True

    def block(self, tag: Tag, styles: frozenset[str]) -> None:
        self.flush()
        match tag.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.heading(tag, styles)
            case "ul" | "ol":
                self.bullets(tag, styles)
            case "table":
                self.table(tag, styles)
            case "blockquote":
                self.quote(tag, styles)
            case "figure":
                self.figure(tag, styles)
            case _:
                self.into(tag, styles | styles_of(tag))
        self.flush()

    def flush(self, *, end: bool = True) -> None:
        """What waits becomes lines; `end` where the paragraph itself ends."""
        markup, self.waiting = "".join(self.waiting), []
        if markup and not markup.isspace():
            for at, part in enumerate(_SEVERAL_BREAKS.split(markup)):
                if at:
                    self.paragraph += 1
                self.lines(part)
        if end:
            self.paragraph += 1
            self.near = False
            self.styles = frozenset()

    def lines(self, markup: str) -> None:
        above = ""
        for raw in split_at_breaks(_with_breaks(markup)):
            html = inline(raw)
            if not html:
                continue
            is_new = _INDENT.match(raw) or _is_sentence(above)
            paragraph = self.paragraph + 1 if is_new else self.paragraph
            styles = self.styles | whole_styles(html)
            line = Line(html, self.near, styles, paragraph)
            if not line.text:
                continue
            self.paragraph = paragraph
            self.pieces.append(file_link(raw) or line)
            self.near = True
            above = line.text

    def image(self, tag: Tag, styles: frozenset[str]) -> None:
        photo = photo_of(tag)
        if photo is None:
            return
        self.flush(end=False)
        self.pieces.append(Shown(photo, near=self.near))
        self.near = True
        self.styles = styles

    def heading(self, tag: Tag, styles: frozenset[str]) -> None:
        for image in images_in(tag):
            self.image(image, styles)
        text = one_line(tag.get_text(" "))
        if text:
            self.pieces.append(Heading(text, _HEADINGS[tag.name]))

    def bullets(self, tag: Tag, styles: frozenset[str]) -> None:
        items = tuple(_items(tag))
        if items:
            self.pieces.append(Bullets(items, ordered=tag.name == "ol"))
        for image in images_in(tag):
            self.image(image, styles)

    def quote(self, tag: Tag, styles: frozenset[str]) -> None:
        if first(tag, "img"):
            self.into(tag, styles)
            return
        if "image-field-caption" in classes_of(tag):
            self.into(tag, styles | {"caption"})
            return
        cite = first(tag, "cite", "footer")
        who = ""
        if cite:
            who = one_line(cite.get_text(" ")).lstrip("-–— ")
            cite.decompose()
        inner = _Walk(self.doubts)
        inner.into(tag, frozenset())
        inner.flush()
        texts = [piece.text for piece in inner.pieces if isinstance(piece, Line)]
        if texts:
            self.pieces.append(Quote("\n".join(texts), who))
        self.pieces += [p for p in inner.pieces if not isinstance(p, Line)]

    def figure(self, tag: Tag, styles: frozenset[str]) -> None:
        said = first(tag, "figcaption")
        caption = ""
        if said:
            caption = one_line(said.get_text(" "))
            said.decompose()
        start = len(self.pieces)
        self.into(tag, styles)
        self.flush()
        for at in range(len(self.pieces) - 1, start - 1, -1):
            shown = self.pieces[at]
            if isinstance(shown, Shown) and caption and not shown.photo.caption:
                self.pieces[at] = _captioned(shown, caption)
                return
        if caption:
            self.take(inline(caption.replace("<", "&lt;")), styles | {"caption"})

    def table(self, tag: Tag, styles: frozenset[str]) -> None:
        rows = list(rows_of(tag))
        cells = [[cell for cell in row.children if is_cell(cell)] for row in rows]
        width = max(map(len, cells), default=0)
        said = caption_of(tag)
        if width < 2 or first(tag, "table", "img"):
            self.placing(tag, said, cells, styles)
            return
        grid = tuple(grid_of(cells))
        if not grid:
            self.flattened(said, cells, styles)
            return
        if not any(any(row) for row in grid):
            return
        self.pieces.append(
            Table(
                rows=grid,
                caption=said,
                header_row=is_heading_row(cells[0]),
                header_column=len(cells) > 1
                and all(row and row[0].name == "th" for row in cells[1:]),
            )
        )

    def placing(
        self, tag: Tag, caption: str, cells: list[list[Tag]], styles: frozenset[str]
    ) -> None:
        """Its caption is that of the one photo it is there for, else a line above."""
        has_words = any(cell.get_text().strip() for row in cells for cell in row)
        of_photo = caption and len(images_in(tag)) == 1 and not has_words
        if not of_photo:
            self.take(escaped(caption), styles)
            self.flush()
        self.layout(cells, styles)
        if of_photo:
            self.take(escaped(caption), styles | {"caption"})
            self.flush()

    def flattened(
        self, caption: str, cells: list[list[Tag]], styles: frozenset[str]
    ) -> None:
        """A table too large to lay out: its words alone, cell by cell."""
        texts = (one_line(cell.get_text(" ")) for row in cells for cell in row)
        if named := caption or next(filter(None, texts), ""):
            message = f"A table too large to lay out came as lines: “{named[:60]}”"
            self.doubts.append(Doubt("body_html", "table-flattened", message))
        self.take(escaped(caption), styles)
        self.flush()
        self.layout(cells, styles)

    def layout(self, cells: list[list[Tag]], styles: frozenset[str]) -> None:
        """A table that only places photos: photo over caption, column by column."""
        at = 0
        while at < len(cells):
            row = cells[at]
            below = cells[at + 1] if at + 1 < len(cells) else []
            over = len(row) > 1 and all(first(cell, "img") for cell in row)
            said_below = not any(first(cell, "img") for cell in below)
            if over and said_below and len(below) == len(row):
                for photo, caption in zip(row, below, strict=True):
                    self.cell(photo, styles)
                    self.near = True
                    self.cell(caption, styles | {"caption"})
                at += 2
                continue
            for cell in row:
                after_photo = bool(self.pieces) and isinstance(self.pieces[-1], Shown)
                short = len(cell.get_text()) < 300 and not first(cell, "img")
                said = styles | {"caption"} if after_photo and short else styles
                self.cell(cell, said)
            at += 1

    def cell(self, cell: Tag, styles: frozenset[str]) -> None:
        self.into(cell, styles)
        self.flush()


def _captioned(shown: Shown, caption: str) -> Shown:
    photo = shown.photo
    told = Photo(photo.source, photo.alt, caption, photo.credit, photo.path)
    return Shown(told, shown.near)


def _with_breaks(markup: str) -> str:
    return _WRITTEN_BREAK.sub("<br>", markup) if "<br" in markup else markup


def _is_sentence(text: str) -> bool:
    return len(text) >= _FULL_SENTENCE and text.endswith((".", "!", "?", ";", ":"))


def _items(tag: Tag) -> Iterator[str]:
    """The items of a list; those of a list inside follow their own item."""
    for item in tag.find_all("li", recursive=False):
        inside = item.find_all(["ul", "ol"])
        own = [child for child in inside if child.find_parent(["ul", "ol"]) is tag]
        for child in own:
            child.extract()
        html = inline(_inner_markup(item))
        if plain(html):
            yield html
        for child in own:
            yield from _items(child)


def _inner_markup(tag: Tag) -> str:
    parts: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name == "img":
                continue
            parts.append(marked(child) + (" " if is_block(child) else ""))
        else:
            parts.append(str(child).replace("<", "&lt;"))
    return "".join(parts)
