"""What does one element say: its looks, its photo, the file it links to?"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import Tag

from .document import Attachment, Photo
from .lines import one_line, plain
from .markup import classes_in, inline
from .photos import FILE_ENDINGS, base_name

INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "del", "dfn"),
        *("st1:place", "st1:city", "wbr", "br", "nobr", "samp", "data"),
    }
)

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

_PLAIN = frozenset({"span", "font"})

_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")

_LINK = re.compile(
    r"\s*(?:<[bi]>)?\s*<a\s[^>]*?href=\"([^\"]+)\"[^>]*>(.*?)</a>\s*(.*)", re.DOTALL
)


def photo_of(tag: Tag) -> Photo | None:
    """The photo an image element shows; None for icons and spacers."""
    source = _source(tag)
    if not source or _ICON.search(source) or _is_tiny(tag):
        return None
    alt = one_line(str(tag.get("alt") or ""))
    caption = plain(str(tag.get("data-caption") or ""))
    return Photo(source=source, alt=alt, caption=caption)


def _source(tag: Tag) -> str:
    sources = (str(tag.get(name) or "").strip() for name in _SOURCES)
    real = [source for source in sources if source and not source.startswith("data:")]
    if real:
        return real[0]
    # A photo inside the page itself has no name but its alternative text.
    return str(tag.get("alt") or "") if tag.get("src") else ""


def _is_tiny(tag: Tag) -> bool:
    written = (str(tag.get(name) or "") for name in ("width", "height"))
    sizes = (size.removesuffix("px") for size in written)
    return any(size.isdigit() and int(size) < 24 for size in sizes)


def is_block(tag: Tag) -> bool:
    return tag.name not in INLINE


def first(parent: Tag, *names: str) -> Tag | None:
    """The first element of one of these names; `find` takes longer."""
    return next((tag for tag in elements_of(parent) if tag.name in names), None)


def elements_of(parent: Tag) -> Iterator[Tag]:
    return (tag for tag in parent.descendants if isinstance(tag, Tag))


def images_in(parent: Tag) -> list[Tag]:
    return [tag for tag in elements_of(parent) if tag.name == "img"]


_BY_NAME = {
    **dict.fromkeys(("i", "em"), frozenset({"italic"})),
    **dict.fromkeys(("b", "strong"), frozenset({"bold"})),
    "center": frozenset({"centred"}),
    "figcaption": frozenset({"caption"}),
}


def styles_of(tag: Tag) -> frozenset[str]:
    return said_styles(tag.name, tag.attrs)


def said_styles(name: str, attributes: Mapping[str, Any]) -> frozenset[str]:
    if not attributes:
        return _BY_NAME.get(name, frozenset())
    style = str(attributes.get("style") or "")
    align = str(attributes.get("align") or "").lower()
    classes = classes_in(attributes)
    found = {
        "centred": bool(_CENTRED.search(style))
        or align == "center"
        or name == "center"
        or "text-align-center" in classes
        or "rtecenter" in classes,
        "right": bool(_RIGHT.search(style))
        or align == "right"
        or "text-align-right" in classes
        or "rteright" in classes,
        "italic": name in {"i", "em"} or bool(_ITALIC.search(style)),
        "bold": name in {"b", "strong"} or bool(_BOLD.search(style)),
        "caption": name == "figcaption" or bool(_CAPTION.search(classes)),
    }
    return frozenset(style for style, is_so in found.items() if is_so)


def marked(tag: Tag) -> str:
    """The inline markup of an element, its looks as the tags that mean them."""
    for inner in [tag, *elements_of(tag)]:
        inner.name = meant(inner.name, inner.attrs)
    return re.sub(r"<br\s*/?>", "<br>", str(tag))


def meant(name: str, attributes: Mapping[str, Any]) -> str:
    style = str(attributes.get("style") or "") if name in _PLAIN else ""
    if name == "strong" or _BOLD.search(style):
        return "b"
    return "i" if name == "em" or _ITALIC.search(style) else name


def whole_styles(html: str) -> frozenset[str]:
    """Is the line bold or italic as a whole?"""
    if "<b>" not in html and "<i>" not in html:
        return frozenset()
    text = plain(html)
    found = set()
    for tag, style in (("b", "bold"), ("i", "italic")):
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        said = one_line(" ".join(map(plain, parts)))
        if parts and len(said) >= len(text.strip(" .,:;-–")) - 2:
            found.add(style)
    return frozenset(found)


def file_link(raw: str) -> Attachment | None:
    """A paragraph that is nothing but a link to a document."""
    match = _LINK.fullmatch(raw[:5000]) if "<a" in raw else None
    if not match or len(plain(inline(match[3]))) > 20:
        return None
    source = match[1].replace("&amp;", "&")
    if not base_name(source).lower().endswith(FILE_ENDINGS):
        return None
    return Attachment(source=source, title=plain(inline(match[2])))
