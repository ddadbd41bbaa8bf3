"""What does the page of a subject tell about it, before its posts?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from news.addresses import SEGMENTS, Link
from news.choices import Counts

# A topic that is everywhere is related to nothing in particular.
MOST_RELATED = 6


@dataclass(frozen=True, slots=True)
class Member:
    organisation: Model
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Who leads a cluster in a year, and who belongs to it, the best placed first."""

    year: int
    leader: Model | None
    deputy: Model | None
    founding_decision: str
    members: list[Member]


@dataclass(frozen=True, slots=True)
class Role:
    year: int
    title: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """What an organisation was in a cluster, newest year first."""

    cluster: Model
    roles: list[Role]


@dataclass(frozen=True, slots=True)
class Portrait:
    posts: int = 0
    first_year: int | None = None
    last_year: int | None = None
    related: list[Link] = field(default_factory=list)
    predecessors: Sequence[Model] = ()
    memberships: list[Membership] = field(default_factory=list)


def portrait(kind: str, counts: Counts, base: str, **known: object) -> Portrait:
    """From the counts of its posts, and what only its register knows."""
    years = list(counts.years)
    return Portrait(
        posts=counts.total,
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
        related=related(counts, base) if kind == "topic" else [],
        **known,
    )


def related(counts: Counts, base: str) -> list[Link]:
    """The clusters that most of the posts are about."""
    found = [facet for facet in counts.of("cluster") if facet.posts]
    most = sorted(found, key=lambda facet: (-facet.posts, facet.label))[:MOST_RELATED]
    return [
        Link(facet.label, f"{base}{SEGMENTS['cluster']}/{facet.slug}/", facet.posts)
        for facet in most
    ]


def memberships(organisation: Model, terms: Iterable[Model]) -> list[Membership]:
    """`terms` come newest first; `rank` is the organisation's own."""
    found: dict[int, Membership] = {}
    for term in terms:
        here = found.setdefault(term.cluster_id, Membership(term.cluster, []))
        here.roles.append(Role(term.year, _role(organisation, term), term.rank))
    return list(found.values())


def _role(organisation: Model, term: Model) -> str:
    bloc = term.cluster.is_bloc
    match organisation.pk:
        case term.leader_id:
            return _("Bloc leader") if bloc else _("Cluster leader")
        case term.deputy_id:
            return _("Deputy bloc leader") if bloc else _("Deputy cluster leader")
        case _:
            return _("member")
