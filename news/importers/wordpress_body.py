"""What do the blocks of a WordPress post say in plain elements?"""

import re

from bs4 import BeautifulSoup, Tag

from .html_elements import elements_of
from .markup import classes_of

_BUTTONS = (".wp-block-file__button", "object")
_LINK = ".wp-block-button__link"
_GALLERIES = (".wp-block-gallery", ".blocks-gallery-grid", ".gallery")
_ID = re.compile(r"(?<![\w-])wp-image-(\d{1,10})(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
_MEDIA = ("iframe", "video", "audio", "embed")


def simplified(soup: BeautifulSoup) -> None:
    """Galleries as single photos, tables with their captions, embeds as links."""
    there = set().union(*map(signs_of, elements_of(soup)))

    def chosen(*signs: str) -> list[Tag]:
        # Selectors take many times as long, and most texts have nothing of it.
        if there.isdisjoint(signs):
            return []
        return [tag for tag in elements_of(soup) if not signs_of(tag).isdisjoint(signs)]

    hands_out = [
        tag for tag in chosen(_LINK) if tag.name == "a" and "download" in tag.attrs
    ]
    for tag in [*chosen(*_BUTTONS), *hands_out]:
        tag.decompose()
    for tag in chosen(*_GALLERIES):
        _as_photos(soup, tag)
    for figure in chosen("figure"):
        table = figure.find("table")
        said = figure.find("figcaption")
        if isinstance(table, Tag) and isinstance(said, Tag) and not figure.find("img"):
            said.name = "caption"
            table.insert(0, said.extract())
    for figure in chosen(".wp-block-embed"):
        _as_link(soup, figure, _ADDRESS.search(figure.get_text(" ")))
    for tag in chosen(*_MEDIA):
        source = tag.find("source") if not tag.get("src") else tag
        written = str(source.get("src") or "") if isinstance(source, Tag) else ""
        if written.startswith("//"):
            written = f"https:{written}"
        _as_link(soup, tag, _ADDRESS.fullmatch(written.strip()))


def signs_of(tag: Tag) -> set[str]:
    """Its name and its classes, as a selector writes them."""
    return {tag.name, *(f".{name}" for name in tag.get("class") or ())}


def image_number(tag: Tag) -> str:
    """The attachment's number, which the editor writes into the class."""
    number = _ID.search(classes_of(tag))
    return number[1] if number else ""


def _as_photos(soup: BeautifulSoup, gallery: Tag) -> None:
    said = gallery.find("figcaption", recursive=False)
    if isinstance(said, Tag):
        # The last photo's where that has none, a line of the text otherwise.
        said.name = "p"
    for tag in [gallery, *gallery.find_all(["ul", "li", "dl", "dt"])]:
        tag.name = "div"
    for caption in gallery.select("dd"):
        caption.name = "div"
        caption["class"] = "caption"


def _as_link(soup: BeautifulSoup, tag: Tag, address: re.Match[str] | None) -> None:
    if address is None:
        return  # `embed_doubts` tells of it.
    link = soup.new_tag("a", href=address[0])
    link.string = address[0]
    paragraph = soup.new_tag("p")
    paragraph.append(link)
    caption = tag.find("figcaption")
    if isinstance(caption, Tag):
        caption.name = "p"
        tag.insert_after(caption.extract())
    tag.replace_with(paragraph)
