"""How is the address of a list written, with the filters it has?"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.filters import ArticleFilter

SEGMENTS = {
    "cluster": "cum",
    "topic": "chu-de",
    "author": "tac-gia",
    "organisation": "don-vi",
}
KINDS = {segment: kind for kind, segment in SEGMENTS.items()}


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str = ""
    # How many posts are there, where that is told.
    posts: int | None = None


def year_link(year: int) -> Link:
    return Link(_("Year %(year)s") % {"year": year}, f"{year}/")


def month_link(year: int, month: int) -> Link:
    return Link(named_month(year, month), f"{year}/{month:02d}/")


def named_month(year: int, month: int) -> str:
    """ "Tháng 7/2020", "July 2020": how Django writes it, the catalogue says."""
    return date_format(date(year, month, 1), _("F Y"))


def feed_address(address: str, wanted: ArticleFilter, kind: str) -> str:
    """The feed of the same posts; "" where a list has none."""
    if kind not in {"index", *SEGMENTS}:
        return ""
    return queried(f"{address}rss.xml", wanted.unpaged())


def queried(address: str, wanted: ArticleFilter | None) -> str:
    """`address` with the filter as its query string; "" without a filter."""
    if wanted is None:
        return ""
    query = wanted.query_string()
    return f"{address}?{query}" if query else address
