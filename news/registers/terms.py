"""How does a cluster's term go on into the next year?"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from news.models import ClusterMember, ClusterTerm
from news.refusals import Refusal


class TermExists(Refusal):
    """The next year was begun already; somebody may have changed it since."""


@transaction.atomic
def copy_to_next_year(term: ClusterTerm) -> ClusterTerm:
    """Leader, deputy and members go on; places at the year's end are won anew.

    So is the decision: it founded the cluster in its own year.
    """
    year = term.year + 1
    # In one step: of two who press at once the second hears that it is there.
    copy, is_new = ClusterTerm.objects.get_or_create(
        cluster_id=term.cluster_id,
        year=year,
        defaults={"leader_id": term.leader_id, "deputy_id": term.deputy_id},
    )
    if not is_new:
        message = _("%(cluster)s has a term for %(year)s already.")
        raise TermExists(message % {"cluster": term.cluster, "year": year})
    ClusterMember.objects.bulk_create(
        ClusterMember(
            term=copy,
            organisation_id=member.organisation_id,
            sort_order=member.sort_order,
        )
        for member in term.members.all()
    )
    log(copy, "wagtail.create")
    log(term, "news.copy_term", data={"year": year})
    return copy
