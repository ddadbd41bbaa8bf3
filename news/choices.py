"""What can a reader narrow a list by, and how many posts would each choice find?"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from news.addresses import SEGMENTS, Link
from news.filters import ArticleFilter
from news.vietnamese.collation import name_key, person_key

# Of a long list, those with the most posts: the rest stand in the list of all.
MOST = 60
# Kinds that grow as long as people write.
LONG = frozenset({"topic", "author", "organisation"})
# A list of fewer posts is read faster than it is narrowed.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """A subject or a month, and how many posts it has beside the other filters."""

    kind: str
    slug: str
    label: str
    posts: int


@dataclass(frozen=True, slots=True)
class Counts:
    facets: list[Counted] = field(default_factory=list)
    # Posts that all filters together find.
    total: int = 0
    # Kinds whose choices have the number of all posts, which says nothing here.
    uncounted: frozenset[str] = frozenset()

    def of(self, kind: str) -> list[Counted]:
        return [facet for facet in self.facets if facet.kind == kind]

    def label(self, kind: str, slug: str) -> str:
        """The name of what was chosen; "" if it has no public post at all."""
        named = (facet.label for facet in self.of(kind) if facet.slug == slug)
        return next(named, "")

    @property
    def months(self) -> dict[tuple[int, int], int]:
        return {
            (int(facet.slug[:4]), int(facet.slug[5:])): facet.posts
            for facet in self.of("month")
            if facet.posts
        }

    @property
    def archived(self) -> dict[str, int]:
        """The posts of each month in the archive: what expired is there, too."""
        months: dict[str, int] = {}
        for facet in self.of("month") + self.of("expired"):
            months[facet.slug] = months.get(facet.slug, 0) + facet.posts
        return months

    @property
    def years(self) -> dict[int, int]:
        years: dict[int, int] = {}
        for (year, _month), posts in sorted(self.months.items()):
            years[year] = years.get(year, 0) + posts
        return years


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    title: str
    # None where they were not counted.
    posts: int | None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One list to choose from, under the name of its parameter."""

    name: str
    label: str
    every: str
    options: tuple[Option, ...]


def most_used(kind: str, counts: Counts, base: str) -> tuple[list[Link], bool]:
    """The names of a register with the most posts, as a dictionary would order them.

    And whether there are more of them than those.
    """
    order = person_key if kind == "author" else name_key
    known = [facet for facet in counts.of(kind) if facet.posts]
    most = sorted(known, key=lambda facet: (-facet.posts, facet.label))[:MOST]
    names = [
        Link(facet.label, f"{base}{SEGMENTS[kind]}/{facet.slug}/", facet.posts)
        for facet in sorted(most, key=lambda facet: order(facet.label))
    ]
    return names, len(known) > MOST


def choices(
    counts: Counts, wanted: ArticleFilter, scope: Collection[str], names: Mapping
) -> list[Choice]:
    """The lists of the form, but for what the address has settled in `scope`.

    `names` are those of the chosen subjects: they stay in their lists without posts.
    """
    words = {
        "cluster": (_("Cluster"), name_key),
        "topic": (_("Topic"), name_key),
        "organisation": (_("Organisation"), name_key),
        "author": (_("Author"), person_key),
    }
    if is_read_faster(counts.total, wanted):
        return []
    made = []
    for kind, (label, order) in words.items():
        if kind not in scope:
            chosen = Option(getattr(wanted, kind), names.get(kind, ""), 0, True)
            options = _subjects(counts.of(kind), chosen, order)
            told = _told(options, kind not in counts.uncounted)
            made.append(Choice(SEGMENTS[kind], label, _("All"), told))
    if "year" not in scope:
        made += _dates(counts, wanted)
    return [choice for choice in made if choice.options]


def is_read_faster(posts: int, wanted: ArticleFilter) -> bool:
    """Whether so few posts need no form; one that is narrowed has its form anyway."""
    return posts < FEWEST and wanted.unpaged() == ArticleFilter()


def _subjects(
    found: list[Counted], chosen: Option, order: Callable[[str], Any]
) -> list[Option]:
    known = [f for f in found if f.posts or f.slug == chosen.value]
    most = sorted(known, key=lambda f: (f.slug != chosen.value, -f.posts, f.label))[
        :MOST
    ]
    options = [Option(f.slug, f.label, f.posts, f.slug == chosen.value) for f in most]
    if chosen.value and not any(option.is_chosen for option in options):
        options.append(chosen)
    return sorted(options, key=lambda option: order(option.title))


def _told(options: Iterable[Option], counted: bool) -> tuple[Option, ...]:
    if counted:
        return tuple(options)
    return tuple(replace(option, posts=None) for option in options)


def _dates(counts: Counts, wanted: ArticleFilter) -> Iterable[Choice]:
    years, counted = counts.years, "month" not in counts.uncounted
    if wanted.year:
        years.setdefault(wanted.year, 0)
    options = [
        Option(str(year), str(year), posts, year == wanted.year)
        for year, posts in sorted(years.items(), reverse=True)
    ]
    yield Choice("nam", _("Year"), _("All"), _told(options, counted))
    if wanted.year:
        months = _told(_months(counts, wanted), counted)
        yield Choice("thang", _("Month"), _("All months"), months)


def _months(counts: Counts, wanted: ArticleFilter) -> list[Option]:
    of_year = {m: posts for (y, m), posts in counts.months.items() if y == wanted.year}
    if wanted.month:
        of_year.setdefault(wanted.month, 0)
    return [
        Option(f"{month:02d}", str(month), posts, month == wanted.month)
        for month, posts in sorted(of_year.items())
    ]
