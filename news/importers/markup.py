"""How is markup from anywhere made safe to walk through and safe to show?

`tree` gives a balanced tree of bounded depth and size, whatever was saved; `inline`
gives the markup of one paragraph with nothing but the allowed tags.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag

from .document import Unreadable
from .html_soup import soup_of
from .html_tokens import told
from .lines import one_line, plain
from .reading import without_unseen

INLINE_TAGS = {"b", "i", "a", "sub", "sup", "br"}
DEEPEST = 80
MOST_ELEMENTS = 20_000
_BROKEN_TAGS = 5
_LONGEST_PARAGRAPH = 100_000  # beyond it the words are kept without their looks

_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    }
)
_SILENT = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "math", "head", "title"),
        *("select", "button", "textarea", "object", "applet", "xml"),
    }
)
# Text never stands inside these: when it begins, somebody forgot to close them.
_NO_ROOM = frozenset({"svg", "math", "head", "select", "button", "xml", "applet"})
# An opening tag on the left closes an open one on the right, up to a barrier.
_CLOSES = {
    **dict.fromkeys(
        (
            *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"),
            *("blockquote", "article", "section", "figure", "header", "footer", "nav"),
            *("aside", "main", "pre", "hr", "dl", "address", "center", "fieldset"),
        ),
        frozenset({"p"}),
    ),
    "li": frozenset({"li", "p"}),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "option": frozenset({"option"}),
    "tbody": frozenset({"tr", "td", "th", "thead", "tbody", "p"}),
}
_BARRIERS = frozenset(
    {"table", "ul", "ol", "dl", "blockquote", "article", "section", "body", "figure"}
)
# Word's "<![if !supportLists]>" is no markup a parser expects.
_CONDITIONAL = re.compile(r"<!\[[^\]>]{0,300}\]>")
_KEPT_HEAD = frozenset({"meta", "link"})


class _Balancer(HTMLParser):
    """Writes the same page again, every element closed and none too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.silent: list[str] = []  # what is not shown, and what is open inside it
        self.count = 0
        self.title: list[str] = []

    def read(self, html: str) -> None:
        """Feed all of it; a tag that never ends is text.

        `close` is not called: it looks for the end of every such tag again and again.
        """
        if told(html, self):
            return
        self.feed(html)
        for _ in range(_BROKEN_TAGS):
            if self.cdata_elem or "<" not in self.rawdata:
                break
            rest, self.rawdata = self.rawdata, ""
            text, _, rest = rest.partition("<")
            self.handle_data(unescape(f"{text}<"))
            self.feed(rest)
        if not self.cdata_elem:
            self.handle_data(unescape(re.sub(r"<[^<>]*>?", " ", self.rawdata)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Unreadable(f"more than {MOST_ELEMENTS:,} elements of markup")
        if self.silent and self.silent[0] in _NO_ROOM and tag in _CLOSES:
            self.silent.clear()
        if tag in _SILENT or (self.silent and tag not in _VOID):
            if len(self.silent) < DEEPEST:
                self.silent.append(tag)
            return
        if self.silent and not (self.silent == ["head"] and tag in _KEPT_HEAD):
            return
        written = "".join(
            f' {name}="{escape(value or "")}"'
            for name, value in attrs
            if _ATTRIBUTE.fullmatch(name)
        )
        if tag in _VOID:
            self.out.append(f"<{tag}{written}>")
            return
        self._close_implied(tag)
        if len(self.open) < DEEPEST and _ATTRIBUTE.fullmatch(tag):
            self.open.append(tag)
            self.out.append(f"<{tag}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
            return
        if tag not in self.open:
            return
        # An element around the silent one ends: that one was never closed.
        self.silent.clear()
        while True:
            closed = self.open.pop()
            self.out.append(f"</{closed}>")
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(escape(data, quote=False))
        elif self.silent[-1] == "title" and len(self.silent) <= 2:
            self.title.append(data)

    def _close_implied(self, tag: str) -> None:
        closes = _CLOSES.get(tag)
        if not closes:
            return
        depth = len(self.open)
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at] in closes:
                depth = at
            elif self.open[at] in _BARRIERS:
                break
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop()}>")

    def written(self) -> str:
        return "".join(self.out) + "".join(f"</{tag}>" for tag in reversed(self.open))


_ATTRIBUTE = re.compile(r"[a-z][a-z0-9:_.-]{0,60}")


def tree(html: str) -> tuple[BeautifulSoup, str]:
    """The page's tree, and the words of its <title>. Raises `Unreadable`."""
    balancer = _Balancer()
    try:
        balancer.read(_closed(_CONDITIONAL.sub("", html)))
    except (AssertionError, RecursionError) as error:
        raise Unreadable("markup that no one can read") from error
    written, title = balancer.written(), "".join(balancer.title).strip()
    if "&" in html:
        # What nobody sees may have come as an entity: "&#8203;", "&zwnj;".
        written, title = without_unseen(written), without_unseen(title)
    return soup_of(written), title


def _closed(html: str) -> str:
    """Without the openings of comments that never end.

    They would hide the rest of the page, and the parser looks for the end of each.
    """
    end = html.rfind("-->") + 1
    return html[:end] + html[end:].replace("<!--", "")


# What cleaning may change; most paragraphs have nothing of it.
_CLEANED = re.compile("[<>&\x00\r\xa0\ufeff\ud800-\udfff]")


def inline(html: str) -> str:
    """The markup of one paragraph: bold, italic, links, sub, sup, breaks.

    >>> inline('<script>x</script><b onclick="x()">Cụm <u>I</u></b>')
    '<b>Cụm I</b>'
    >>> inline('<a href="javascript:x()">tải</a> <a href="/node/1">về</a>')
    'tải <a href="/node/1">về</a>'
    """
    if len(html) > _LONGEST_PARAGRAPH:
        return _tidy(escape(unescape(re.sub(r"<[^<>]*>", "", html)), quote=False))
    if not _CLEANED.search(html):
        return _tidy(html)
    cleaned = nh3.clean(
        html,
        tags=INLINE_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    return _tidy(cleaned)


def words_in(html: str) -> str:
    """The words of a field that may hold markup, as those of its paragraph."""
    if not _CLEANED.search(html):
        return one_line(html)
    return plain(inline(html))


_BARE_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_EMPTY = re.compile(r"<(b|i|a|sub|sup)(?: [^<>]*)?>(\s*)</\1>")
_DOUBLED = re.compile(r"</(b|i)>(\s*)<\1>")
_SPACE = re.compile(r"(?:\s|&nbsp;)+")
_LEADING = re.compile(r"^((?:<[^/<>]+>)*)\s+")
_TRAILING = re.compile(r"\s+((?:</[a-z]+>)*)$")


def _tidy(html: str) -> str:
    """Without empty tags and typed spaces."""
    if "<" not in html:
        return " ".join(html.replace("&nbsp;", " ").split())
    html = _SPACE.sub(" ", html)
    for _ in range(3):
        html = _EMPTY.sub(r"\2", html)
        html = _DOUBLED.sub(r"\2", html)
    html = _BARE_LINK.sub(r"\1", html)
    html = re.sub(r" ?<br> ?", "<br>", html).removeprefix("<br>").removesuffix("<br>")
    html = _LEADING.sub(r"\1", html)
    # A pattern for trailing space would walk back from every space of a long text.
    head, tail = html[:-200], html[-200:]
    return (head + _TRAILING.sub(r"\1", tail)).strip()


def split_at_breaks(html: str) -> list[str]:
    """The lines of a paragraph; a tag that spans a break is closed and opened again.

    >>> split_at_breaks("<b>Tên<br>Ban</b> A")
    ['<b>Tên</b>', '<b>Ban</b> A']
    """
    if "<br>" not in html:
        return [html]
    lines: list[list[str]] = [[]]
    open_tags: list[str] = []
    for part in re.split(r"(<[^<>]*>)", html):
        if part == "<br>":
            lines[-1] += [f"</{_tag_of(tag)}>" for tag in reversed(open_tags)]
            lines.append(list(open_tags))
            continue
        if part.startswith("</"):
            if open_tags:
                open_tags.pop()
        elif part.startswith("<"):
            open_tags.append(part)
        lines[-1].append(part)
    return ["".join(line) for line in lines]


def _tag_of(opening: str) -> str:
    return re.split(r"[\s>]", opening[1:], maxsplit=1)[0]


def classes_of(tag: Tag) -> str:
    """The classes and the id of an element as one text."""
    return classes_in(tag.attrs)


def classes_in(attributes: Mapping[str, Any]) -> str:
    classes = attributes.get("class")
    listed = [classes] if isinstance(classes, str) else list(classes or ())
    return " ".join([*listed, str(attributes.get("id") or "")])
