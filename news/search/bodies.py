"""Which texts stand in a body as it is stored, without asking the database?"""

import re
from collections.abc import Iterator
from html import unescape

from wagtail.blocks import StreamValue

from news.blocks import raw_photos
from news.repeats import repeated

_BREAK = re.compile(r"</(?:p|li|h\d|blockquote|td|th|div)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")


def texts_in(body: StreamValue) -> Iterator[str]:
    for block in body.raw_data:
        match block:
            case {"type": "paragraph", "value": str(html)}:
                yield from plain(html)
            case {"type": "heading", "value": {"text": str(text)}}:
                yield text
            case {"type": "quote", "value": dict(quote)}:
                yield quote.get("text") or ""
                yield quote.get("attribution") or ""
            case {"type": "table", "value": {"data": list(rows)}}:
                yield from (" ".join(str(cell or "") for cell in row) for row in rows)
            case {"type": "attachment", "value": {"title": str(title)}}:
                yield title


@repeated
def plain(html: str) -> list[str]:
    """
    >>> plain("<p>Thi đua &amp; <b>khen</b> thưởng</p><ul><li>Một</li></ul>")
    ['Thi đua & khen thưởng', 'Một']
    """
    lines = _BREAK.sub("\n", html).split("\n")
    texts = (unescape(_TAG.sub("", line)).strip() for line in lines)
    return [text for text in texts if text]


def said_of(photo: object) -> list[str]:
    """Caption, alternative text and credit, where the site's photos have them."""
    return [getattr(photo, name, "") for name in ("caption", "description", "credit")]


def captions_in(body: StreamValue, photos: dict[int, list[str]]) -> Iterator[str]:
    """A use's own words where it has some, else the photo's, as readers see them."""
    for use in raw_photos(body):
        caption, alt, credit = photos.get(use.get("photo"), ["", "", ""])
        yield use.get("caption") or caption
        yield use.get("credit") or credit
        if not use.get("decorative"):
            yield use.get("alt") or alt
    for block in body.raw_data:
        match block:
            case {"type": "gallery", "value": {"caption": str(caption)}}:
                yield caption
