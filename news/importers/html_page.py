"""What stands where in a page that was saved as HTML, whole or a part of it?

The markup is that of Drupal 7 to 10: the node, its title, its "submitted" line, its
fields. Menus, counters and links to other posts are left behind.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from news.vietnamese.folding import fold

from .document import Unreadable
from .header import header_in
from .html_body import pieces_of
from .html_chosen import Elements
from .html_fields import drop_furniture, embed_doubts, taken_fields
from .html_header import machine_date, submitted_line, typed_header
from .lines import Line, Page, Piece, one_line
from .markup import classes_of, tree
from .photos import is_local_path
from .plain import MOST_LINES

_STRUCTURE = re.compile(
    r"<(?:!doctype\s+html|html|body|article|div|p|h[1-6]|table|ul|section|main)[\s>]",
    re.IGNORECASE,
)

_CLOSED = re.compile(r"</(?:html|body|article|div|p|h[1-6]|table|section)\s*>", re.I)

_TITLES = (
    *("#page-title", "h1.page-title", ".page-title h1", "h1.title", "h1.node__title"),
    *("h1.node-title", ".page-title", ".field--name-title", "article h1", "main h1"),
    *("#content h1", ".node h1", "h1.page-header", "h2.node__title", "h2.node-title"),
    *(".node h2.title", "article > h2", "article > header h2", "h1"),
)

_NOT_THE_TITLE = re.compile(r"site-name|site__name|logo|banner|slogan|visually-hidden")

_NODES = (
    *("[data-history-node-id]", "article.node", ".node--type-article", ".node"),
    *("[about^='/node/']", "[id^='node-']", ".block-system-main-block"),
    *("#block-system-main", "article", "main", "#content", ".region-content", "body"),
)

_NODE_ID = re.compile(r"(?:page-)?node-(\d{1,10})(?!\d)")

_NODE_PATH = re.compile(r"(?:^|/)node/(\d{1,10})/?$")

# What Drupal shows in the place of a page, folded.
_NO_POST = re.compile(
    r"(?:dang nhap|log in|login|user (?:login|account)|tai khoan(?: nguoi dung)?"
    r"|dang ky|khong tim thay(?: trang)?|trang khong (?:tim thay|ton tai)|search"
    r"|page not found|(?:loi |error )?(?:404|403)"
    r"(?:\W+(?:loi|error|not found|page not found|forbidden|access denied"
    r"|(?:trang )?khong (?:tim thay|ton tai)(?: trang)?|truy cap bi tu choi))?"
    r"|access denied|truy cap bi tu choi|tim kiem"
    r"|tu choi truy cap|khong co quyen truy cap|trang dang bao tri"
    r"|site under maintenance"
    r"|site off-?line|create new account|request new password|yeu cau mat khau moi)"
)

_SITE = re.compile(r"\s+[|»–—-]\s+[^|»]{3,120}$")


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
    elements = Elements(soup)
    node = _node(elements)
    title = _title(elements, page_title)
    address = _address(elements, text, title)
    header = machine_date(elements, node).joined(submitted_line(elements, node))
    state = "unpublished" if "unpublished" in classes_of(node) else ""
    drop_furniture(elements, node)
    fields = taken_fields(elements, node)
    addresses = _addresses(elements, address)
    doubts = list(embed_doubts(node))
    pieces = list(islice(pieces_of(node, doubts), MOST_LINES + 1))
    if len(pieces) > MOST_LINES:
        raise Unreadable(f"more than {MOST_LINES:,} lines: not one post")
    pieces = _without_title(pieces, title)
    if not title:
        title, pieces = _typed_title(pieces)
    header, author, pieces = typed_header(header, pieces)
    if not any(char.isalnum() for char in title):
        raise Unreadable("no title")
    if not header and (not (pieces or fields["lead"]) or _tells_of_no_post(title)):
        raise Unreadable(f"no post: only a page of the site, “{title[:80]}”")
    page = Page(
        title=title,
        header=header,
        pieces=tuple(pieces),
        address=address,
        addresses=addresses,
        lead=" ".join(fields["lead"]),
        tags=tuple(fields["tags"]),
        categories=tuple(fields["categories"]),
        state=state,
        author=author or ", ".join(fields["author"]),
        doubts=tuple(doubts),
        had_local_path=any(
            is_local_path(str(image.get("src") or "")) for image in node.find_all("img")
        ),
    )
    return _with_source(page, fields["source"])


def _tells_of_no_post(title: str) -> bool:
    """
    >>> _tells_of_no_post("Đăng nhập"), _tells_of_no_post("404 - Not Found")
    (True, True)
    >>> _tells_of_no_post("404 tập thể, cá nhân được khen thưởng")
    False
    >>> _tells_of_no_post("Đăng ký thi đua")
    False
    """
    return bool(_NO_POST.fullmatch(fold(title).strip(" .!|")))


def _node(elements: Elements) -> Tag:
    """The post's own element: of several the one that is shown in full, or longest."""
    for selector in _NODES:
        found = [tag for tag in elements.chosen(selector) if not _is_teaser(tag)]
        if found:
            full = [tag for tag in found if "full" in classes_of(tag)]
            return max(full or found, key=_length)
    return elements.soup


def _is_teaser(tag: Tag) -> bool:
    classes = classes_of(tag)
    return "teaser" in classes or "profile" in classes.split()


def _length(tag: Tag) -> int:
    return len(tag.get_text())


def _title(elements: Elements, page_title: str) -> str:
    for selector in _TITLES:
        for tag in elements.each(selector):
            title = one_line(tag.get_text(" ")) if _may_be_title(tag) else ""
            if title:
                return title
    for name in ("og:title", "dcterms.title", "dc.title", "twitter:title"):
        metas = elements.chosen(f"meta[property='{name}']")
        metas = metas or elements.chosen(f"meta[name='{name}']")
        if metas and metas[0].get("content"):
            return one_line(str(metas[0]["content"]))
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


def _address(elements: Elements, text: str, title: str) -> str:
    """The node's number where the page tells it, else its old path."""
    for tag in elements.each("[data-history-node-id]"):
        if str(tag["data-history-node-id"]).isdigit():
            return f"node/{tag['data-history-node-id']}"
    addresses = [
        _path(str(tag.get("href") or tag.get("about") or tag.get("content") or ""))
        for tag in elements.chosen(
            "link[rel~=shortlink], [about], link[rel~=canonical],"
            " meta[property='og:url']"
        )
    ]
    for address in addresses:
        match = _NODE_PATH.search(address)
        if match:
            return f"node/{match[1]}"
    body = re.search(r"<body\b[^>]{0,3000}", text, re.IGNORECASE)
    for classes in (body[0] if body else "", *_node_classes(elements)):
        match = _NODE_ID.search(classes)
        if match:
            return f"node/{match[1]}"
    # Older themes link the title over a whole post, too.
    for tag in elements.each(":is(h1, h2).node-title > a, .node > h2.title > a"):
        match = _NODE_PATH.search(_path(str(tag.get("href") or "")))
        if match and one_line(tag.get_text(" ")) == title:
            return f"node/{match[1]}"
    links = elements.chosen("link[rel~=canonical], meta[property='og:url']")
    paths = (_path(str(tag.get("href") or tag.get("content") or "")) for tag in links)
    return next((path for path in paths if path), "")


def _addresses(elements: Elements, address: str) -> tuple[str, ...]:
    """The address the post is known by, and each other that the page gives itself."""
    links = elements.chosen(
        "link[rel~=shortlink], link[rel~=canonical], meta[property='og:url'],"
        " [about][data-history-node-id]"
    )
    stated = (
        _path(str(tag.get("href") or tag.get("about") or tag.get("content") or ""))
        for tag in links
    )
    return tuple(dict.fromkeys(filter(None, [address, *stated])))


def _node_classes(elements: Elements) -> Iterator[str]:
    for tag in elements.each("[id^='node-'], article.node, .node"):
        if not _is_teaser(tag):
            yield str(tag.get("id") or "")


def _path(address: str) -> str:
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    return path.strip("/").removeprefix("vi/")


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
