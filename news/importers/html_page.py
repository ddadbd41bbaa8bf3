"""What stands where in a page that was saved as HTML, whole or a part of it?

The markup is that of Drupal 7 to 10: the node, its title, its "submitted" line, its
fields. Menus, counters and links to other posts are left behind.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from news.vietnamese.dates import TIME_ZONE

from .document import Doubt, Unreadable
from .header import Header, bare_date_in, header_in
from .html_body import pieces_of
from .lines import Line, Page, Piece, one_line
from .markup import classes_of, tree
from .people import is_person
from .photos import is_local_path
from .plain import MOST_LINES

_STRUCTURE = re.compile(
    r"<(?:!doctype\s+html|html|body|article|div|p|h[1-6]|table|ul|section|main)[\s>]",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"</(?:html|body|article|div|p|h[1-6]|table|section)\s*>", re.I)

_FURNITURE = ", ".join(
    (
        *("nav", "aside", "form", ".breadcrumb", ".breadcrumbs", ".menu"),
        *(
            ".tabs",
            "ul.links:not(.field__items)",
            ".node__links",
            ".node-links",
            ".link-wrapper",
            ".pager",
        ),
        *(".statistics", ".statistics-counter", ".statistics_counter", ".view-count"),
        *(".print-link", ".print_html", ".print_mail", ".print_pdf", ".print-page"),
        *(".book-navigation", ".contextual", ".contextual-links-wrapper"),
        *(".visually-hidden", ".user-picture", ".rate-widget", ".fb-like"),
        *(".element-invisible", ".sr-only", ".hidden", ".js-hide", ".skip-link"),
        *(".addthis_toolbox", ".addtoany", ".addtoany_share_buttons", ".a2a_kit"),
        *(".sharethis", ".social", ".social-share", ".share", ".share-buttons"),
        *(".comment-wrapper", ".comments", "#comments", ".comment-form", ".fivestar"),
        *(".field--name-comment", ".field-name-comment"),
        *(".related", ".related-posts", ".related-news", ".tin-lien-quan"),
        *(".tinlienquan", ".block-views", ".view", ".views-element-container"),
        *(".node-teaser", ".node--view-mode-teaser", ".node__meta img"),
        *("article.profile", ".author-picture", "[hidden]", "[aria-hidden=true]"),
        *("#breadcrumb", "#main-menu", "#navigation", "#footer", ".region-footer"),
        *(".region-sidebar-first", ".region-sidebar-second", ".sidebar", ".messages"),
        *(".site-footer", ".site-header", "#header", ".region-header", "#skip-link"),
    )
)
_LABELS = ".field__label, .field-label, .label-above, .label-inline, .field-label-above"
_TITLES = (
    *("#page-title", "h1.page-title", ".page-title h1", "h1.title", "h1.node__title"),
    *("h1.node-title", ".page-title", ".field--name-title", "article h1", "main h1"),
    *("#content h1", ".node h1", "h1.page-header", "h2.node__title", "h2.node-title"),
    *(".node h2.title", "article > h2", "article > header h2", "h1"),
)
_NOT_THE_TITLE = re.compile(r"site-name|site__name|logo|banner|slogan|visually-hidden")
_SUBMITTED = ", ".join(
    (".submitted", ".node__submitted", ".node-submitted", ".post-info")
)
_META = ".node__meta, footer.meta, .meta, .post-meta, .article-info, .created"
_NODES = (
    *("[data-history-node-id]", "article.node", ".node--type-article", ".node"),
    *("[about^='/node/']", "[id^='node-']", ".block-system-main-block"),
    *("#block-system-main", "article", "main", "#content", ".region-content", "body"),
)
_FIELD = re.compile(r"field-(?:-name-)?(?:name-)?(?:field-)?(?P<name>[a-z0-9-]+)")
_NODE_ID = re.compile(r"(?:page-)?node-(\d{1,10})(?!\d)")
_NODE_PATH = re.compile(r"(?:^|/)node/(\d{1,10})/?$")
_SITE = re.compile(r"\s+[|»–—-]\s+[^|»]{3,120}$")

# Names of fields, as the boards' sites have them, by what they hold.
_KINDS = {
    "lead": re.compile(
        r"sapo|lead|summary|tom-?tat|trich-?yeu|mo-?ta|dan-?nhap|gioi-?thieu|teaser|intro"
    ),
    "tags": re.compile(r"tags?|tu-?khoa|keywords?|the"),
    "categories": re.compile(
        r"categor(?:y|ies)|chuyen-?muc|danh-?muc|section|loai-?tin|the-?loai|taxonomy.*"
        r"|nhom-?tin"
    ),
    "author": re.compile(r"author|tac-?gia|nguoi-?viet|byline|but-?danh"),
    "source": re.compile(r"source|nguon(?:-?tin)?"),
}


def is_html(text: str) -> bool:
    """Is it markup, and not a text that happens to hold a bracket?

    >>> is_html("<p>Cụm I</p>"), is_html("Cụm I < Cụm II"), is_html("x <b>đậm</b>")
    (True, False, False)
    """
    opening = text[:4000].lstrip()
    if opening.startswith("<") and _STRUCTURE.search(text[:20_000]):
        return True
    return bool(_STRUCTURE.search(text) and _CLOSED.search(text))


def taken_apart(text: str) -> Page:
    soup, page_title = tree(text)
    address = _address(soup, text)
    node = _node(soup)
    title = _title(soup, node, page_title)
    header = _machine_date(soup, node).joined(_submitted(soup, node))
    state = "unpublished" if "unpublished" in classes_of(node) else ""
    _drop_furniture(node)
    fields = _fields(node)
    doubts = tuple(_embeds(node))
    pieces = list(islice(pieces_of(node), MOST_LINES + 1))
    if len(pieces) > MOST_LINES:
        raise Unreadable(f"more than {MOST_LINES:,} lines: not one post")
    pieces = _without_title(pieces, title)
    if not title:
        title, pieces = _typed_title(pieces)
    header, author, pieces = _typed_header(header, pieces)
    if not any(char.isalnum() for char in title):
        raise Unreadable("no title")
    page = Page(
        title=title,
        header=header,
        pieces=tuple(pieces),
        address=address,
        lead=" ".join(fields["lead"]),
        tags=tuple(fields["tags"]),
        categories=tuple(fields["categories"]),
        state=state,
        author=author or ", ".join(fields["author"]),
        doubts=doubts,
        had_local_path=any(
            is_local_path(str(image.get("src") or "")) for image in node.find_all("img")
        ),
    )
    return _with_source(page, fields["source"])


# --- the node, its title and its address ------------------------------------------


def _node(soup: BeautifulSoup) -> Tag:
    """The post's own element: of several the one that is shown in full, or longest."""
    for selector in _NODES:
        found = [tag for tag in soup.select(selector) if not _is_teaser(tag)]
        if found:
            full = [tag for tag in found if "full" in classes_of(tag)]
            return max(full or found, key=_length)
    return soup


def _is_teaser(tag: Tag) -> bool:
    classes = classes_of(tag)
    return "teaser" in classes or "profile" in classes.split()


def _length(tag: Tag) -> int:
    return len(tag.get_text())


def _title(soup: BeautifulSoup, node: Tag, page_title: str) -> str:
    for selector in _TITLES:
        for tag in soup.select(selector):
            title = one_line(tag.get_text(" ")) if _may_be_title(tag) else ""
            if title:
                return title
    for name in ("og:title", "dcterms.title", "dc.title", "twitter:title"):
        meta = soup.find("meta", attrs={"property": name}) or soup.find(
            "meta", attrs={"name": name}
        )
        if isinstance(meta, Tag) and meta.get("content"):
            return one_line(str(meta["content"]))
    return one_line(_SITE.sub("", one_line(page_title)[:1000]))


def _may_be_title(tag: Tag) -> bool:
    if _NOT_THE_TITLE.search(classes_of(tag)):
        return False
    parents = (classes_of(parent) for parent in tag.parents)
    inside = " ".join([*parents, *(parent.name for parent in tag.parents)])
    return not re.search(
        r"site-name|site-branding|teaser|sidebar|region-footer|(?<![\w-])nav(?![\w-])",
        inside,
    )


def _address(soup: BeautifulSoup, text: str) -> str:
    """The node's number where the page tells it, else its old path."""
    for tag in soup.select("[data-history-node-id]"):
        if str(tag["data-history-node-id"]).isdigit():
            return f"node/{tag['data-history-node-id']}"
    addresses = [
        _path(str(tag.get("href") or tag.get("about") or tag.get("content") or ""))
        for tag in soup.select(
            "link[rel~=shortlink], [about], link[rel~=canonical],"
            " meta[property='og:url']"
        )
    ]
    for address in addresses:
        match = _NODE_PATH.search(address)
        if match:
            return f"node/{match[1]}"
    body = re.search(r"<body\b[^>]{0,3000}", text, re.IGNORECASE)
    for classes in (body[0] if body else "", *_node_classes(soup)):
        match = _NODE_ID.search(classes)
        if match:
            return f"node/{match[1]}"
    links = soup.select("link[rel~=canonical], meta[property='og:url']")
    paths = (_path(str(tag.get("href") or tag.get("content") or "")) for tag in links)
    return next((path for path in paths if path), "")


def _node_classes(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.select("[id^='node-'], article.node, .node"):
        if not _is_teaser(tag):
            yield str(tag.get("id") or "")


def _path(address: str) -> str:
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    return path.strip("/").removeprefix("vi/")


# --- header -----------------------------------------------------------------------


def _submitted(soup: BeautifulSoup, node: Tag) -> Header:
    for place in (node, soup):
        for selector in (_SUBMITTED, _META):
            for tag in place.select(selector):
                header = _header_of(tag)
                if header:
                    tag.decompose()
                    return header
    return Header()


def _header_of(tag: Tag) -> Header | None:
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
    name = tag.select_one(".username, [rel=author], [property='foaf:name']")
    if name and found.when:
        found = Header(one_line(name.get_text()) or found.submitter, found.when)
    return found or None


def _machine_date(soup: BeautifulSoup, node: Tag) -> Header:
    selectors = (
        "[property~='dc:created'][content], [property~='schema:dateCreated'][content]",
        "[property='dc:date'][content]",
        f":is({_SUBMITTED}, .node__meta, .field--name-created) time[datetime]",
    )
    for place in (node, soup):
        for selector in selectors:
            for tag in place.select(selector):
                moment = _moment(str(tag.get("content") or tag.get("datetime") or ""))
                if moment:
                    return Header(moment=moment)
    meta = soup.select_one("meta[property='article:published_time'][content]")
    return Header(moment=_moment(str(meta["content"])) if meta else None)


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.strip())
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)
        return zoned.astimezone(TIME_ZONE)
    except (ValueError, OverflowError):
        return None


def _typed_header(
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


# --- the rest ---------------------------------------------------------------------


def _drop_furniture(node: Tag) -> None:
    for tag in node.select(_FURNITURE):
        if not tag.decomposed and not _holds_the_body(tag):
            tag.decompose()
    for tag in node.select(_LABELS):
        if not tag.decomposed:
            tag.decompose()
    for tag in node.select("[style]"):
        if not tag.decomposed and re.search(
            r"display\s*:\s*none|visibility\s*:\s*hidden", str(tag["style"]), re.I
        ):
            tag.decompose()


def _embeds(node: Tag) -> Iterator[Doubt]:
    """What the body showed from elsewhere and cannot be carried along."""
    for tag in node.find_all(["iframe", "video", "audio", "embed"]):
        source = one_line(str(tag.get("src") or "")) or tag.name
        if not is_local_path(source):
            message = f"Not carried along: {tag.name} {source[:200]}"
            yield Doubt("body_html", "embed-dropped", message)


def _holds_the_body(tag: Tag) -> bool:
    """A theme may call anything "links" or "hidden": never drop the text itself."""
    if tag.select_one(".field--name-body, .field-name-body"):
        return True
    return tag.name in {"form", "aside"} and bool(tag.select_one("h1, .node"))


def _fields(node: Tag) -> dict[str, list[str]]:
    """The fields that are not body, taken out of the node."""
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for tag in node.select("[class*='field-']"):
        kind = "" if tag.decomposed else _kind_of(tag)
        if not kind:
            continue
        if kind in {"tags", "categories"}:
            words = [one_line(item.get_text(" ")) for item in _items(tag)]
        else:
            words = [one_line(tag.get_text(" "))]
        found[kind] += [word for word in words if word and word not in found[kind]]
        tag.decompose()
    for tag in node.select("a[rel~='tag'], a[typeof='skos:Concept']"):
        word = "" if tag.decomposed else one_line(tag.get_text(" "))
        if word and word not in found["tags"] and word not in found["categories"]:
            found["tags"].append(word)
            tag.decompose()
    for tag in node.select("p.sapo, p.lead, div.sapo, .sapo, .lead"):
        if not tag.decomposed and not found["lead"]:
            found["lead"].append(one_line(tag.get_text(" ")))
            tag.decompose()
    return found


def _kind_of(tag: Tag) -> str:
    for word in classes_of(tag).split():
        match = re.fullmatch(r"field-(?:-)?name-(?:field-)?(?P<name>[\w-]+)", word)
        if not match:
            continue
        name = match["name"].replace("_", "-")
        for kind, form in _KINDS.items():
            if form.fullmatch(name):
                return kind
    return ""


def _items(field: Tag) -> list[Tag]:
    items = field.select("a") or field.select(".field__item, .field-item")
    if items:
        return list(items)
    return [field]


def _without_title(pieces: list[Piece], title: str) -> list[Piece]:
    """The body without its title, which some themes print inside the node."""
    for at, piece in enumerate(pieces[:3]):
        text = getattr(piece, "text", "")
        if text and title and one_line(str(text)) == title:
            return [*pieces[:at], *pieces[at + 1 :]]
    return pieces


def _typed_title(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """A fragment without a heading opens with its title, over a header line."""
    for at, piece in enumerate(pieces[:4]):
        if isinstance(piece, Line) and header_in(piece.text):
            above = [p for p in pieces[:at] if isinstance(p, Line)]
            if above and len(above[-1].text) <= 1000:
                return above[-1].text, pieces[at:]
    return "", pieces


def _with_source(page: Page, names: list[str]) -> Page:
    if not names:
        return page
    line = Line(f"Nguồn: {names[0]}")
    return replace(page, pieces=(*page.pieces, line))
