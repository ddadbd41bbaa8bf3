"""What post does a page of the old Drupal site hold?

The page was saved as plain text or as HTML, whole or a part of it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from . import html_page, plain
from .document import Document, Unreadable
from .files_beside import with_files
from .lines import Page
from .old_addresses import of_title
from .posts import post_of
from .reading import text_and_doubts, text_of

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ""})
_OTHER_XML = re.compile(r"<(?:rss|feed|urlset)[\s>]")


def read(
    path: Path, photos: Path | None = None, known: Collection[str] = ()
) -> Iterator[Document]:
    """The one post of a page; `known` are the organisations' names on register."""
    try:
        text, doubts = text_and_doubts(path)
        page = _page(text)
    except Unreadable as error:
        message = str(error)
        prefix = "" if message.startswith(path.name) else f"{path.name}: "
        raise Unreadable(f"{prefix}{message}") from error
    document = post_of(path.name, page, known)
    document = document.doubting(*doubts)
    addresses = (*document.addresses, *of_title(document.title))
    document = replace(document, addresses=tuple(dict.fromkeys(addresses)))
    yield replace(document, blocks=with_files(document.blocks, path.parent, photos))


def sniff(path: Path) -> bool:
    """Could this file be such a page?"""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        return not _OTHER_XML.search(text_of(path)[:5000])
    except Unreadable:
        return False


def _page(text: str) -> Page:
    if html_page.is_html(text):
        return html_page.taken_apart(text)
    return plain.taken_apart(text)
