"""Which years and months have posts in the archive, and which lie beside one?"""

from collections.abc import Iterable, Mapping

from news.addresses import Link, month_link, year_link

# Posts by "2020-07", the earliest first.
Months = Mapping[str, int]


def years(months: Months, base: str) -> list[Link]:
    """Every year with its posts, newest first."""
    totals: dict[int, int] = {}
    for month, posts in months.items():
        totals[int(month[:4])] = totals.get(int(month[:4]), 0) + posts
    return [
        _at(base, year_link(year), posts)
        for year, posts in sorted(totals.items())[::-1]
    ]


def months_of(year: int, months: Months, base: str) -> list[Link]:
    return [
        _at(base, month_link(year, int(month[5:])), posts)
        for month, posts in months.items()
        if month.startswith(f"{year}-") and posts
    ]


def has_posts(months: Months, year: int, month: int | None = None) -> bool:
    here = f"{year}-{month:02d}" if month else f"{year}-"
    return any(posts for key, posts in months.items() if key.startswith(here))


def beside(
    months: Months, base: str, year: int, month: int | None = None
) -> tuple[Link | None, Link | None]:
    """The nearest earlier and later year, or month, that has posts."""
    here = f"{year}-{month:02d}" if month else f"{year}"
    with_posts = sorted({key[: len(here)] for key, posts in months.items() if posts})
    earlier = [key for key in with_posts if key < here][-1:]
    later = [key for key in with_posts if key > here][:1]
    return _link(base, earlier), _link(base, later)


def _link(base: str, found: Iterable[str]) -> Link | None:
    for key in found:
        year, _, month = key.partition("-")
        link = month_link(int(year), int(month)) if month else year_link(int(year))
        return _at(base, link)
    return None


def _at(base: str, link: Link, posts: int | None = None) -> Link:
    return Link(link.title, base + link.url, posts)
