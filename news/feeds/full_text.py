"""How does the whole of a post read outside our pages? Clean markup, full addresses."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

import nh3
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from news.captions import said_under
from news.feeds.surroundings import Surroundings
from news.vietnamese.end_mark import ended

CELL = {"colspan", "rowspan"}
ALLOWED = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": CELL,
    "th": CELL | {"scope"},
} | {
    tag: set()
    for tag in (
        *("p", "br", "b", "strong", "i", "em", "sub", "sup", "ul", "ol", "li"),
        *("h2", "h3", "h4", "blockquote", "figure", "figcaption", "cite"),
        *("table", "caption", "thead", "tbody", "tr"),
    )
}


def full_text(
    lead: str, body: StreamValue, around: Surroundings, base: str, language: str
) -> str:
    """Lead and body as HTML without classes, every address beginning with `base`.

    In Vietnamese it ends with the official mark, as on the page.

    Read from the stored values: rendering the blocks would ask the database once for
    every paragraph with a link, and a feed has hundreds.
    """
    parts = [linebreaks(lead, autoescape=True)] if lead else []
    blocks = list(body.raw_data)
    parts += (_block(body, block, around) for block in blocks)
    html = "".join(parts)
    in_words = bool(blocks) and blocks[-1]["type"] == "paragraph"
    return clean(ended(html) if in_words and language == "vi" else html, base)


def clean(html: str, base: str) -> str:
    """
    >>> clean('<p class="a">A <a href="/b/">b</a><script>1</script>', "https://c.vn")
    '<p>A <a href="https://c.vn/b/">b</a></p>'
    >>> clean('<a href="javascript:x">b</a>', "https://c.vn")
    '<a>b</a>'
    """
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes=ALLOWED,
        attribute_filter=lambda _tag, name, value: (
            urljoin(f"{base}/", value) if name in {"href", "src"} else value
        ),
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _block(body: StreamValue, block: Mapping, around: Surroundings) -> str:
    match block:
        case {"type": "paragraph", "value": str(html)}:
            return linked(html, around)
        case {"type": "heading", "value": {"text": text, "level": level}}:
            return format_html("<h{0}>{1}</h{0}>", level, text)
        case {"type": "photo", "value": dict(use)}:
            return _photo(use, around)
        case {"type": "gallery", "value": dict(gallery)}:
            uses = (item.get("value", item) for item in gallery.get("photos", ()))
            figures = mark_safe("".join(_photo(use, around) for use in uses))
            return figures + _paragraph(gallery.get("caption"))
        case {"type": "quote", "value": {"text": text, **more}}:
            said = linebreaks(text, autoescape=True)
            by = _paragraph(more.get("attribution"))
            return format_html("<blockquote>{}{}</blockquote>", mark_safe(said), by)
        case {"type": "attachment", "value": {"document": pk, **more}}:
            return _attachment(pk, more.get("title"), around)
        case {"type": "embed", "value": str(address)}:
            return format_html('<p><a href="{0}">{0}</a></p>', address)
        case {"type": kind} if kind in body.stream_block.child_blocks:
            # A table, or a block of the site's own: as it is shown there.
            child = body.stream_block.child_blocks[kind]
            return str(child.render(child.to_python(block["value"])))
        case _:
            return ""


def linked(html: str, around: Surroundings) -> str:
    """Stored rich text with the addresses of the pages and documents it links to."""

    def opened(match: re.Match) -> str:
        attributes = extract_attrs(match.group(1))
        if "linktype" not in attributes:
            return match.group(0)
        target = around.target(attributes["linktype"], attributes.get("id", ""))
        return format_html('<a href="{}">', target.url) if target else "<a>"

    return FIND_A_TAG.sub(opened, html)


def _photo(use: Mapping, around: Surroundings) -> SafeString:
    shown = around.shown(use)
    if not shown.url:
        return _paragraph(shown.caption and f"{_('Photo:')} {shown.caption}")
    words = said_under(shown.caption, shown.credit)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        *(shown.url, shown.alt, shown.width, shown.height),
        format_html("<figcaption>{}</figcaption>", words) if words else "",
    )


def _attachment(pk: object, title: str, around: Surroundings) -> SafeString:
    target = around.target("document", pk)
    if target is None:
        return _paragraph(title)
    shown = title or target.title
    return format_html('<p><a href="{}">{}</a></p>', target.url, shown)


def _paragraph(text: str) -> SafeString:
    return format_html("<p>{}</p>", text) if text else mark_safe("")
