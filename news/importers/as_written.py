"""What are all the words of a file, those too that a reader leaves out?

For whoever compares: menus, headers and signatures stand here as well.
"""

import re
from pathlib import Path

from . import docx, docx_package, drupal
from .document import Unreadable
from .html_page import is_html
from .lines import one_line
from .markup import tree
from .reading import text_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = re.compile(r"word/document\d*\.xml")
_UNSAID = ["script", "style", "noscript", "template"]


def lines_of(path: Path) -> list[str]:
    """The lines of a file of one post; none where it holds many, or is unreadable."""
    ending = path.suffix.lower()
    try:
        if ending in docx.SUFFIXES:
            return _of_word(path)
        if ending in drupal.SUFFIXES:
            return _of_text(text_of(path))
    except (Unreadable, OSError):
        pass
    return []


def _of_text(text: str) -> list[str]:
    if is_html(text):
        soup, _ = tree(text)
        for tag in soup(_UNSAID):
            tag.decompose()
        text = soup.get_text("\n")
    return [line for line in map(one_line, text.split("\n")) if line]


def _of_word(path: Path) -> list[str]:
    package = docx_package.opened(path)
    name = min(filter(_MAIN.fullmatch, package.parts))
    root = package.xml(name)
    if root is None:
        return []
    said = (
        one_line("".join(text.text or "" for text in line.iter(f"{_WORD}t")))
        for line in root.iter(f"{_WORD}p")
    )
    return [line for line in said if line]
