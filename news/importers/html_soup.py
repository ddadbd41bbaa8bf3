"""What tree is it from which thousands of elements can be dropped?"""

from itertools import chain

from bs4 import BeautifulSoup, Tag
from bs4.builder._htmlparser import BeautifulSoupHTMLParser, HTMLParserTreeBuilder
from bs4.element import PageElement

from .html_tokens import told


class _Element(Tag):
    """Beautiful Soup looks for each child to drop from the first one on.

    Of twenty thousand, each second of them furniture, that took most of the time.
    """

    # Where the last one was: the next one usually follows it.
    near = 0

    def index(self, element: PageElement) -> int:
        children, many = self.contents, len(self.contents)
        for at in chain(range(self.near, many), range(min(self.near, many))):
            if children[at] is element:
                self.near = at
                return at
        raise ValueError("Tag.index: element not in tag")


class _Soup(_Element, BeautifulSoup):
    """What stands on no element is a child of the page itself."""


class _Parser(BeautifulSoupHTMLParser):
    """It tells of the same tree, and reads itself only what is strange."""

    def feed(self, data: str) -> None:
        if not told(data, self):
            super().feed(data)


class _Builder(HTMLParserTreeBuilder):
    def feed(
        self,
        markup: str | bytes,
        _parser_class: type[BeautifulSoupHTMLParser] = _Parser,
    ) -> None:
        super().feed(markup, _parser_class)


def soup_of(html: str) -> BeautifulSoup:
    """Of markup whose every element is closed and whose only references are `&amp;`,
    `&lt;` and `&gt;`, as `markup.tree` writes it."""
    return _Soup(html, builder=_Builder(), element_classes={Tag: _Element})
