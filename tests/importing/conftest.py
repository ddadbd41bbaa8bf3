"""What does a reader make of a page? The page is written, read, and one post told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from news.importers import drupal
from news.importers.document import Document

PAGES = Path(__file__).parent / "pages"
HEADER = "Submitted by admin on T2, 07/13/2020 - 15:21"


@pytest.fixture
def saved() -> Callable[[str], Document]:
    """The post of one of the saved pages beside the tests."""

    def read(name: str) -> Document:
        [document] = drupal.read(PAGES / name)
        return document

    return read


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Document]:
    """The post of a text page with this body, under a usual title and header."""

    def read(
        body: str, *, title: str = "Hội nghị sơ kết", header: str = HEADER
    ) -> Document:
        path = tmp_path / "page.txt"
        path.write_text(f"{title}\n\n{header}\n\n{body}", encoding="utf-8")
        [document] = drupal.read(path)
        return document

    return read


@pytest.fixture
def shown(tmp_path: Path) -> Callable[..., Document]:
    """The post of an HTML page with this markup as its body field."""

    def read(body: str, *, around: str = "", name: str = "page.html") -> Document:
        path = tmp_path / name
        path.write_text(
            "<html><body><h1 class='page-title'>Hội nghị sơ kết</h1>"
            f"<article class='node'><div class='submitted'>{HEADER}</div>{around}"
            f"<div class='field--name-body'>{body}</div></article></body></html>",
            encoding="utf-8",
        )
        [document] = drupal.read(path)
        return document

    return read
