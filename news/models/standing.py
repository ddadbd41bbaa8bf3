"""Who leads and belongs to a cluster, and what an organisation is and was in them."""

from django.db.models import F, FilteredRelation, Q

from news.portraits import Member, Membership, Term, memberships

from .taxonomy import Cluster, ClusterTerm, Organisation

MEMBER = ("members__organisation__name", "members__organisation__slug", "members__rank")


def terms_of(cluster: Cluster) -> list[Term]:
    """The newest term first, in one query for all terms with their members."""
    rows = cluster.terms.order_by("-year", "members__sort_order").values_list(
        *("year", "founding_decision", "leader__name", "leader__slug"),
        *("deputy__name", "deputy__slug", *MEMBER),
    )
    terms: dict[int, Term] = {}
    for year, decision, leader, leader_slug, deputy, deputy_slug, *member in rows:
        term = terms.setdefault(
            year,
            Term(
                year,
                _named(leader, leader_slug),
                _named(deputy, deputy_slug),
                decision,
                [],
            ),
        )
        name, slug, rank = member
        if name:
            term.members.append(Member(_named(name, slug), rank))
    for term in terms.values():
        # Those without a rank keep their order, after the others.
        term.members.sort(key=lambda member: member.rank or 10_000)
    return list(terms.values())


def _named(name: str | None, slug: str | None) -> Organisation | None:
    return Organisation(name=name, slug=slug) if name else None


def relations(organisation: Organisation) -> dict[str, object]:
    related = Q(successor=organisation) | Q(pk=organisation.successor_id)
    found = list(Organisation.objects.filter(related))
    organisation.successor = next(
        (o for o in found if o.pk == organisation.successor_id), None
    )
    return {
        "predecessors": [o for o in found if o.successor_id == organisation.pk],
        "memberships": memberships_of(organisation),
    }


def memberships_of(organisation: Organisation) -> list[Membership]:
    terms = ClusterTerm.objects.annotate(
        own=FilteredRelation("members", condition=Q(members__organisation=organisation))
    ).filter(Q(leader=organisation) | Q(deputy=organisation) | Q(own__isnull=False))
    named = terms.select_related("cluster").annotate(rank=F("own__rank"))
    return memberships(organisation, named.order_by("-year", "cluster"))
