"""What do the elements of a body say, in their order?

Paragraphs come as lines (their breaks kept in mind), because a caption or a
signature is often only a line of one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from bs4 import Tag
from bs4.element import NavigableString

from .document import Attachment, Bullets, Heading, Photo, Quote, Table
from .furniture import is_furniture, opens_related
from .lines import Line, Piece, Shown, one_line, plain
from .markup import classes_of, inline, split_at_breaks
from .photos import FILE_ENDINGS, base_name

_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "del", "dfn"),
        *("st1:place", "st1:city", "wbr", "br", "nobr", "samp", "data"),
    }
)
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_EMBEDS = frozenset({"iframe", "video", "audio", "embed", "source"})
_DROPPED = frozenset({"hr", "input", "link", "meta", "param", "col", "colgroup"})
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|chu-?thich|figcaption)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_ICON = re.compile(
    r"(?:spacer|blank|pixel|icon|smiley|bullet|separator|loading|feed|print)[\w-]*\."
    r"(?:gif|png|svg|jpg)$|/misc/|/modules/|/themes/[^/]+/(?:images?|icons?)/",
    re.IGNORECASE,
)
_INDENT = re.compile(r"^(?:<[^>]*>|\s)*(?:&nbsp;|\xa0|\u2003|\u3000){2,}")
_FULL_SENTENCE = 60  # characters: a broken line so long and ended is a paragraph


def pieces_of(node: Tag) -> Iterator[Piece]:
    """Lines and blocks, without what belongs to the site."""
    walk = _Walk()
    walk.into(node, frozenset())
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
    pieces: list[Piece] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # inline markup not yet a line
    styles: frozenset[str] = frozenset()
    paragraph: int = 0
    near: bool = False

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
        elif name in _INLINE and not tag.find(_is_block):
            self.take(_marked(tag), styles)
        elif name in _INLINE:
            self.into(tag, styles | _styles_of(tag))
        else:
            self.block(tag, styles)

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
                self.into(tag, styles | _styles_of(tag))
        self.flush()

    def flush(self, *, end: bool = True) -> None:
        """What waits becomes lines; `end` where the paragraph itself ends."""
        markup, self.waiting = "".join(self.waiting), []
        for at, part in enumerate(re.split(r"<br>\s*(?:<br>\s*)+", markup)):
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
            text = plain(html)
            if not text:
                continue
            if _INDENT.match(raw) or _is_sentence(above):
                self.paragraph += 1
            styles = self.styles | _whole_styles(html)
            file = _file_link(raw)
            if file:
                self.pieces.append(file)
            else:
                self.pieces.append(Line(html, self.near, styles, self.paragraph))
            self.near = True
            above = text

    def image(self, tag: Tag, styles: frozenset[str]) -> None:
        photo = photo_of(tag)
        if photo is None:
            return
        self.flush(end=False)
        self.pieces.append(Shown(photo, near=self.near))
        self.near = True
        self.styles = styles

    def heading(self, tag: Tag, styles: frozenset[str]) -> None:
        for image in tag.find_all("img"):
            self.image(image, styles)
        text = one_line(tag.get_text(" "))
        if text:
            self.pieces.append(Heading(text, _HEADINGS[tag.name]))

    def bullets(self, tag: Tag, styles: frozenset[str]) -> None:
        items = tuple(_items(tag))
        if items:
            self.pieces.append(Bullets(items, ordered=tag.name == "ol"))
        for image in tag.find_all("img"):
            self.image(image, styles)

    def quote(self, tag: Tag, styles: frozenset[str]) -> None:
        if tag.find("img") or "image-field-caption" in classes_of(tag):
            self.into(tag, styles | {"caption"} if not tag.find("img") else styles)
            return
        cite = tag.find(["cite", "footer"])
        who = ""
        if isinstance(cite, Tag):
            who = one_line(cite.get_text(" ")).lstrip("-–— ")
            cite.decompose()
        inner = _Walk()
        inner.into(tag, frozenset())
        inner.flush()
        texts = [piece.text for piece in inner.pieces if isinstance(piece, Line)]
        if texts:
            self.pieces.append(Quote("\n".join(texts), who))
        self.pieces += [p for p in inner.pieces if not isinstance(p, Line)]

    def figure(self, tag: Tag, styles: frozenset[str]) -> None:
        said = tag.find("figcaption")
        caption = ""
        if isinstance(said, Tag):
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
        rows = list(_rows(tag))
        cells = [[cell for cell in row.children if _is_cell(cell)] for row in rows]
        width = max(map(len, cells), default=0)
        if width < 2 or tag.find("table") or tag.find("img"):
            self.layout(cells, styles)
            return
        caption = tag.find("caption")
        grid = tuple(_grid(cells))
        if not any(any(row) for row in grid):
            return
        said = one_line(caption.get_text(" ")) if isinstance(caption, Tag) else ""
        first = cells[0]
        self.pieces.append(
            Table(
                rows=grid,
                caption=said,
                header_row=_is_heading_row(first),
                header_column=len(cells) > 1
                and all(row and row[0].name == "th" for row in cells[1:]),
            )
        )

    def layout(self, cells: list[list[Tag]], styles: frozenset[str]) -> None:
        """A table that only places photos: photo over caption, column by column."""
        at = 0
        while at < len(cells):
            row = cells[at]
            below = cells[at + 1] if at + 1 < len(cells) else []
            over = len(row) > 1 and all(cell.find("img") for cell in row)
            said_below = not any(cell.find("img") for cell in below)
            if over and said_below and len(below) == len(row):
                for photo, caption in zip(row, below, strict=True):
                    self.cell(photo, styles)
                    self.near = True
                    self.cell(caption, styles | {"caption"})
                at += 2
                continue
            for cell in row:
                after_photo = bool(self.pieces) and isinstance(self.pieces[-1], Shown)
                short = len(cell.get_text()) < 300 and not cell.find("img")
                said = styles | {"caption"} if after_photo and short else styles
                self.cell(cell, said)
            at += 1

    def cell(self, cell: Tag, styles: frozenset[str]) -> None:
        self.into(cell, styles)
        self.flush()


# --- elements -----------------------------------------------------------------------


def photo_of(tag: Tag) -> Photo | None:
    """The photo an image element shows; None for icons and spacers."""
    source = _source(tag)
    if not source or _ICON.search(source) or _is_tiny(tag):
        return None
    alt = one_line(str(tag.get("alt") or ""))
    caption = one_line(str(tag.get("data-caption") or ""))
    return Photo(source=source, alt=alt, caption=caption)


def _source(tag: Tag) -> str:
    sources = (str(tag.get(name) or "").strip() for name in _SOURCES)
    real = [source for source in sources if source and not source.startswith("data:")]
    if real:
        return real[0]
    # A photo inside the page itself has no name but its alternative text.
    return str(tag.get("alt") or "") if tag.get("src") else ""


_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")


def _is_tiny(tag: Tag) -> bool:
    written = (str(tag.get(name) or "") for name in ("width", "height"))
    sizes = (size.removesuffix("px") for size in written)
    return any(size.isdigit() and int(size) < 24 for size in sizes)


def _captioned(shown: Shown, caption: str) -> Shown:
    photo = shown.photo
    told = Photo(photo.source, photo.alt, caption, photo.credit, photo.path)
    return Shown(told, shown.near)


def _is_block(tag: Tag) -> bool:
    return tag.name not in _INLINE


def _styles_of(tag: Tag) -> frozenset[str]:
    style = str(tag.get("style") or "")
    align = str(tag.get("align") or "").lower()
    classes = classes_of(tag)
    found = {
        "centred": bool(_CENTRED.search(style))
        or align == "center"
        or tag.name == "center"
        or "text-align-center" in classes
        or "rtecenter" in classes,
        "right": bool(_RIGHT.search(style))
        or align == "right"
        or "text-align-right" in classes
        or "rteright" in classes,
        "italic": tag.name in {"i", "em"} or bool(_ITALIC.search(style)),
        "bold": tag.name in {"b", "strong"} or bool(_BOLD.search(style)),
        "caption": tag.name == "figcaption" or bool(_CAPTION.search(classes)),
    }
    return frozenset(name for name, is_so in found.items() if is_so)


def _marked(tag: Tag) -> str:
    """The inline markup of an element, its looks as the tags that mean them."""
    for inner in [tag, *tag.find_all(True)]:
        style = str(inner.get("style") or "")
        if inner.name == "strong" or (inner.name in _PLAIN and _BOLD.search(style)):
            inner.name = "b"
        elif inner.name == "em" or (inner.name in _PLAIN and _ITALIC.search(style)):
            inner.name = "i"
    return re.sub(r"<br\s*/?>", "<br>", str(tag))


_PLAIN = frozenset({"span", "font"})


def _with_breaks(markup: str) -> str:
    return re.sub(r"<br[^<>]*>", "<br>", markup)


def _whole_styles(html: str) -> frozenset[str]:
    """Is the line bold or italic as a whole?"""
    text = plain(html)
    found = set()
    for tag, style in (("b", "bold"), ("i", "italic")):
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        said = one_line(" ".join(map(plain, parts)))
        if parts and len(said) >= len(text.strip(" .,:;-–")) - 2:
            found.add(style)
    return frozenset(found)


def _is_sentence(text: str) -> bool:
    return len(text) >= _FULL_SENTENCE and text.endswith((".", "!", "?", ";", ":"))


_LINK = re.compile(
    r"\s*(?:<[bi]>)?\s*<a\s[^>]*?href=\"([^\"]+)\"[^>]*>(.*?)</a>\s*(.*)", re.DOTALL
)


def _file_link(raw: str) -> Attachment | None:
    """A paragraph that is nothing but a link to a document."""
    match = _LINK.fullmatch(raw[:5000])
    if not match or len(plain(inline(match[3]))) > 20:
        return None
    source = match[1].replace("&amp;", "&")
    if not base_name(source).lower().endswith(FILE_ENDINGS):
        return None
    return Attachment(source=source, title=plain(inline(match[2])))


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
            parts.append(_marked(child) + (" " if _is_block(child) else ""))
        else:
            parts.append(str(child).replace("<", "&lt;"))
    return "".join(parts)


def _grid(rows: list[list[Tag]]) -> Iterator[tuple[str, ...]]:
    """The words of the cells as a full rectangle; a cell that spans stands once."""
    taken: dict[tuple[int, int], str] = {}
    width = 0
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for dy in range(min(down, len(rows) - y)):
                for dx in range(across):
                    taken[x + dx, y + dy] = ""
            taken[x, y] = one_line(cell.get_text(" "))
            x += across
        width = max(width, x)
    width = max([width, *(x + 1 for x, _ in taken)])
    for y in range(len(rows)):
        yield tuple(taken.get((x, y), "") for x in range(width))


def _rows(table: Tag) -> Iterator[Tag]:
    """The table's own rows, not those of a table inside it."""
    for child in table.children:
        if isinstance(child, Tag) and child.name in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)
        elif isinstance(child, Tag) and child.name == "tr":
            yield child


def _is_cell(child: object) -> TypeGuard[Tag]:
    return isinstance(child, Tag) and child.name in {"td", "th"}


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "1")
    return min(max(int(written), 1), 30) if written.isdecimal() else 1


def _is_heading_row(cells: list[Tag]) -> bool:
    if not cells:
        return False
    if all(cell.name == "th" for cell in cells):
        return True
    in_head = cells[0].find_parent("thead") is not None
    bold = all(
        cell.find(["b", "strong"]) or not cell.get_text().strip() for cell in cells
    )
    return in_head or bold
