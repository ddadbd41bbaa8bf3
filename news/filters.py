"""Which posts does a query string ask for? Parsed once, here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

# The parameters of a listing, as `query_string` orders them.
PARAMETERS = (
    *("cum", "chu-de", "tac-gia", "don-vi"),
    *("nam", "thang", "truoc", "sau"),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the order of posts: newest first, the later row first in a tie."""

    published_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.published_at - EPOCH) // MICROSECOND}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        moment, _, pk = text.partition("-")
        if not (_digits(moment, 17) and _digits(pk, 18)):
            return None
        return cls(EPOCH + int(moment) * MICROSECOND, int(pk))


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """The parameters of a listing; the empty filter asks for every post."""

    cluster: str = ""
    topic: str = ""
    author: str = ""
    organisation: str = ""
    year: int | None = None
    month: int | None = None
    before: Mark | None = None
    after: Mark | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Unknown parameters and values that make no sense are left out."""
        year = _number(query.get("nam", ""), 1900, 2999)
        before = Mark.parse(query.get("truoc", ""))
        return cls(
            cluster=_slug(query.get("cum", "")),
            topic=_slug(query.get("chu-de", "")),
            author=_slug(query.get("tac-gia", "")),
            organisation=_slug(query.get("don-vi", "")),
            year=year,
            month=_number(query.get("thang", ""), 1, 12) if year else None,
            before=before,
            after=None if before else Mark.parse(query.get("sau", "")),
        )

    def within(self, **subject: Any) -> Self:
        """The same filter inside a cluster, a topic, a year …"""
        return replace(self, **subject)

    def outside(self, scope: Mapping[str, Any]) -> Self:
        """Without the parameters that the address itself has settled already."""
        empty = type(self)()
        return self.within(**{name: getattr(empty, name) for name in scope})

    def unpaged(self) -> Self:
        return self.within(before=None, after=None)

    def query_string(self) -> str:
        """The canonical spelling: known parameters, in one order, empty ones gone."""
        values = {
            "cum": self.cluster,
            "chu-de": self.topic,
            "tac-gia": self.author,
            "don-vi": self.organisation,
            "nam": self.year,
            "thang": self.month and f"{self.month:02d}",
            "truoc": self.before,
            "sau": self.after,
        }
        return urlencode({name: value for name, value in values.items() if value})


def _digits(text: str, longest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= longest


def _number(text: str, least: int, most: int) -> int | None:
    if not _digits(text, 4):
        return None
    return int(text) if least <= int(text) <= most else None


def _slug(text: str) -> str:
    good = len(text) <= 100 and text.isascii()
    return text if good and text.replace("-", "").isalnum() else ""
