"""What do the templates need that a template cannot say?"""

import re
from datetime import datetime
from typing import Any

from django import template
from django.db.models import prefetch_related_objects
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage, AbstractRendition

from news.blocks import photos
from news.uploads.photos import UNREADABLE

register = template.Library()

# Width and height of each use: the renditions made, smallest first.
USES = {
    "card": ("fill-360x240", "fill-720x480"),
    "lead": ("fill-720x480", "fill-1200x800"),
    "article": ("width-480", "width-800", "width-1280"),
    "gallery": ("fill-360x240", "fill-720x480"),
}
SIZES = {
    "card": "(min-width: 1024px) 240px, (min-width: 768px) 160px, 120px",
    "lead": "(min-width: 1208px) 654px, (min-width: 960px) 54vw, 100vw",
    "article": "(min-width: 768px) 720px, 100vw",
    "gallery": "(min-width: 768px) 352px, (min-width: 576px) 50vw, 100vw",
}
LAZY = {"card", "gallery", "article"}
# The end of the last paragraph: a stop or a mark somebody typed, what closes around
# it, and paragraphs that were left empty.
ENDING = re.compile(
    r"(?:\s*(?:\./\.|/\.|\.))?\s*((?:</(?:b|i|a|sub|sup)>)*)\s*"
    r"(</p>)(?:\s*<p[^>]*>(?:\s|&nbsp;|<br/?>)*</p>)*((?:\s*</div>)*\s*)\Z"
)
END_MARK = '<span class="news-end-mark" aria-hidden="true">./.</span>'


@register.filter
def iso(moment: datetime | None) -> str:
    """ISO 8601 to the second: `date:'c'` prints microseconds, `<time>` bars them."""
    return moment.isoformat(timespec="seconds") if moment else ""


@register.simple_tag(takes_context=True)
def news_url(context: Context, thing: Any, page: str = "") -> str:
    """The public address of a post, or of the posts about a cluster, a topic …"""
    if page:
        return f"{thing.url}cum/" if page == "clusters" else f"{thing.url}{page}"
    if thing.listing == "article":
        return thing.get_url(context.get("request"))
    return context["index"].address_of(thing)


@register.simple_tag
def news_photo(photo: AbstractImage | None, use: str, alt: str = "") -> str:
    """An `<img>` in the widths its use asks for; nothing where there is no photo."""
    if photo is None:
        return ""
    try:
        renditions = [photo.get_rendition(f"{spec}") for spec in USES[use]]
    except UNREADABLE:
        # The file is gone or broken: the page is worth more than one photo of it.
        return ""
    shown = renditions[-1]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' decoding="async"{}>',
        renditions[0].url,
        ", ".join(f"{r.url} {r.width}w" for r in _distinct(renditions)),
        SIZES[use],
        shown.width,
        shown.height,
        alt,
        mark_safe(' loading="lazy"') if use in LAZY else "",
    )


@register.simple_tag(takes_context=True)
def news_body(context: Context, page: Any) -> SafeString:
    """The body, closed with the official end mark."""
    # One query for the renditions of all photos, not one a photo.
    prefetch_related_objects(list(photos(page.body)), "renditions")
    html = str(page.body.render_as_block(context.flatten()))
    return mark_safe(ended(html))


def ended(html: str) -> str:
    """`html` with "./." at its end, if it ends in text; its own stop goes.

    >>> ended("<p>Hội nghị thành công.</p>").count("./.")
    1
    >>> ended("<p>Hội nghị thành công.</p>").startswith("<p>Hội nghị thành công<span")
    True
    >>> ended("<p><i>Kết.</i></p>").startswith("<p><i>Kết</i><span")
    True
    >>> ended("<p>Gõ tay./.</p><p> </p>").count("./.")
    1
    >>> ended("<figure></figure>")
    '<figure></figure>'
    """
    return re.sub(ENDING, rf"\1{END_MARK}\2\3", html, count=1)


def _distinct(renditions: list[AbstractRendition]) -> list[AbstractRendition]:
    """A photo smaller than asked gives the same width twice."""
    return list({rendition.width: rendition for rendition in renditions}.values())
