"""What do the registers and a form in memory say, in the words of the suggestions?"""

import re

from news.importers.lines import plain
from news.models import ArticlePage, Cluster, ClusterTerm, Organisation
from news.registered import KnownCluster, KnownOrganisation, KnownTerm, Register
from news.suggestions import Written

EVENT = (
    "event_kind",
    "event_date",
    "event_part_of_day",
    "event_place",
    "event_chair",
)
_ENDS = re.compile(r"</(?:p|li|h[2-4])>|<br ?/?>")


def register() -> Register:
    """Clusters, organisations, and the terms of a year once they are asked for."""
    clusters = tuple(
        KnownCluster(one.pk, one.kind, one.number, one.name, one.label)
        for one in Cluster.objects.all()
    )
    organisations = tuple(
        KnownOrganisation(one.pk, one.name, tuple(one.names))
        for one in Organisation.objects.only("name", "aliases")
    )
    return Register(clusters, organisations, terms_of)


def terms_of(year: int) -> dict[int, KnownTerm]:
    terms = ClusterTerm.objects.filter(year=year).prefetch_related("members")
    return {
        term.cluster_id: KnownTerm(
            term.leader_id,
            term.deputy_id,
            tuple(member.organisation_id for member in term.members.all()),
        )
        for term in terms
    }


def written(article: ArticlePage) -> Written:
    return Written(
        title=article.title,
        texts=tuple(texts_of(article)),
        published=article.published_at,
        organisation=article.organisation_id,
        clusters=frozenset(one.pk for one in article.clusters.all()),
        participants=frozenset(
            row.organisation_id for row in article.participants.all()
        ),
        documents=frozenset(row.number for row in article.documents.all()),
        event={name: getattr(article, name) for name in EVENT},
    )


def texts_of(article: ArticlePage) -> list[str]:
    """The lead and the lines of the body, without markup."""
    texts = [article.lead]
    for block in article.body.get_prep_value():
        match block:
            case {"type": "paragraph", "value": str(html)}:
                texts += map(plain, _ENDS.split(html))
            case {"type": "quote", "value": {"text": str(text)}}:
                texts.append(text)
    return [text for text in texts if text]
