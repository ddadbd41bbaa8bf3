"""What of a paragraph's markup is stored? What the editor allows, and no styles.

The form's own editor stores nothing else; this is for whatever else writes a body:
an import, a program, a tool that is yet to come.
"""

import re
from collections.abc import Mapping

import nh3
from django.utils.html import escape
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

TAGS = {"p", "b", "i", "a", "ol", "ul", "li", "sub", "sup", "br"}
ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    # Wagtail's comments find their paragraph by it.
    "p": {"data-block-key"},
    "li": {"data-block-key"},
}
# Python refuses to read a number of thousands of digits, and no row has one of ten.
LONGEST_NUMBER = 10
SCHEMES = {"http", "https", "mailto", "tel"}

_TAG = re.compile(r"<(/?)([a-zA-Z!?][^\s/<>]*)([^<>]*)>")
_OPEN_BREAK = re.compile(r"<br\s*>", re.IGNORECASE)
_OPENS = re.compile(r"<[a-zA-Z/!?]")
# Anything unusual is read by the cleaner, which knows how browsers read it.
_ADDRESS = re.compile(r"(?:(?:https?|mailto|tel):)?(?:[^\s:&]|&amp;|(?<=\d):)*")
_ALIKE = {"strong": "b", "em": "i"}
# A heading or a cell has no place in a paragraph, but its words stay on a line.
_LINES = re.compile(r"</?(?:h[1-6]|div|tr|blockquote|section)\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)
_PROPER = re.compile(r'\s*(?:(?:href|linktype|id|data-block-key)="[^"<>]*"\s*)*/?\s*')


def clean(html: str) -> str:
    """Markup with nothing but what the editor's own buttons make.

    >>> clean('<p class="MsoNormal"><span style="color:red">Cụm</span><o:p></o:p></p>')
    '<p>Cụm</p>'
    >>> clean('<p data-block-key="x1">Xem <a linktype="page" id="3">bài</a></p>')
    '<p data-block-key="x1">Xem <a linktype="page" id="3">bài</a></p>'
    """
    if is_clean(html):
        return html
    html = _CELL.sub(" | ", html)
    html = _LINES.sub("</p><p>", html)
    html = _TAG.sub(_usual, html)
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return re.sub(r"<p>\s*</p>", "", cleaned).strip()


def closed(html: str) -> str:
    """The same with its line breaks closed: Wagtail's editor breaks at an open one.

    >>> closed("<p>Ông A<br>Trưởng ban</p>")
    '<p>Ông A<br/>Trưởng ban</p>'
    """
    return _OPEN_BREAK.sub("<br/>", html)


def is_clean(html: str) -> bool:
    """Most text is, and stays as it is to the letter."""
    tags = list(_TAG.finditer(html))
    # A tag that never ends would swallow what comes after the paragraph.
    return len(tags) == len(_OPENS.findall(html)) and all(map(_is_usual, tags))


def with_addresses(html: str, known: Mapping[tuple[str, int], str]) -> str:
    """Stored text whose links to the pages and documents in `known` have addresses.

    >>> with_addresses('<a linktype="page" id="3">bài</a>', {("page", 3): "/b/"})
    '<a href="/b/">bài</a>'
    >>> with_addresses('<a linktype="page" id="4">bài</a>', {("page", 3): "/b/"})
    '<a linktype="page" id="4">bài</a>'
    """

    def opened(match: re.Match[str]) -> str:
        attributes = extract_attrs(match.group(1))
        pk = attributes.get("id", "")
        is_number = pk.isdecimal() and len(pk) < LONGEST_NUMBER
        target = attributes.get("linktype"), int(pk) if is_number else pk
        if target not in known:
            return match.group(0)
        return f'<a href="{escape(known[target])}">' if known[target] else "<a>"

    return FIND_A_TAG.sub(opened, html)


def _is_usual(match: re.Match[str]) -> bool:
    _closing, tag, attributes = match.groups()
    if tag not in TAGS or not _PROPER.fullmatch(attributes):
        return False
    allowed = ATTRIBUTES.get(tag, set())
    names = set(re.findall(r"([\w-]+)=", re.sub(r'"[^"]*"', '""', attributes)))
    addresses = re.findall(r'href="([^"]*)"', attributes)
    return names <= allowed and all(map(_ADDRESS.fullmatch, addresses))


def _usual(match: re.Match[str]) -> str:
    closing, tag, rest = match.groups()
    alike = _ALIKE.get(tag.lower())
    return f"<{closing}{alike}>" if alike else f"<{closing}{tag}{rest}>"
