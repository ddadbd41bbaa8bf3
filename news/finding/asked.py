"""What is asked for by the address of a search?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from news.filters import ArticleFilter
from news.search.query import LONGEST
from news.vietnamese.folding import nfc

LAST_PAGE = 50
EVERYTHING = ArticleFilter()


@dataclass(frozen=True, slots=True)
class Asked:
    text: str = ""
    wanted: ArticleFilter = EVERYTHING
    page: int = 1
    # Whether more was typed than is read.
    is_cut: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        typed = _readable(query.get("q", ""))
        return cls(
            typed[:LONGEST],
            ArticleFilter.from_query(query).unpaged(),
            _page(query.get("trang", "")),
            len(typed) > LONGEST,
        )

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def saying(self, text: str) -> Self:
        return replace(self, text=text, page=1)

    def within(self, **changes: Any) -> Self:
        return replace(self, wanted=self.wanted.within(**changes), page=1)

    @property
    def everywhere(self) -> Self:
        return replace(self, wanted=EVERYTHING, page=1)

    def at(self, address: str) -> str:
        """The one spelling of this search's address."""
        page = {"trang": self.page} if self.page > 1 else {}
        parts = [urlencode({"q": self.text}), self.wanted.query_string()]
        query = "&".join(filter(None, [*parts, urlencode(page)]))
        return f"{address}?{query}"


def _readable(text: str) -> str:
    # Control characters may stand in no feed, and NUL in no PostgreSQL.
    kept = "".join(char if char.isprintable() else " " for char in nfc(text))
    return " ".join(kept.split())


def _page(text: str) -> int:
    good = text.isascii() and text.isdigit() and len(text) < 4
    return int(text) if good and 1 <= int(text) <= LAST_PAGE else 1
