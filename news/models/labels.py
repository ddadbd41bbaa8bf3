"""What is a post about: clusters and terms, topics, organisations taking part?"""

from django.db import models

from .taxonomy import Cluster, ClusterTerm, Organisation, Topic

Labels = dict[str, list[models.Model]]
LEADERS = ("leader__slug", "leader__name", "deputy__slug", "deputy__name")


def of_draft(article: models.Model) -> Labels:
    """Clusters with their terms, topics, organisations; a draft's too."""
    clusters = list(article.clusters.all())
    terms = ClusterTerm.objects.filter(cluster__in=clusters, year=article.term_year)
    return {
        "clusters": clusters,
        "topics": list(article.topics.all()),
        "participants": [row.organisation for row in article.participants.all()],
        "terms": list(terms.select_related("cluster", "leader", "deputy")),
    }


def of_stored(article: models.Model) -> Labels:
    """The same of the post as it is stored, in one query."""
    term = models.FilteredRelation(
        "terms", condition=models.Q(terms__year=article.term_year)
    )
    of_cluster = Cluster.objects.filter(article_clusters__content_object=article)
    rows = (
        of_cluster.order_by()
        .alias(term=term)
        .values_list(
            models.Value("clusters"),
            "article_clusters__pk",
            "pk",
            "slug",
            "name",
            "kind",
            "number",
            *(f"term__{name}" for name in LEADERS),
        )
    )
    of_topic = Topic.objects.filter(article_topics__content_object=article)
    of_part = Organisation.objects.filter(participations__page=article)
    rows = rows.union(
        _plain(of_topic, "topics", "article_topics__pk"),
        _plain(of_part, "participants", "participations__sort_order"),
    )
    labels = {"clusters": [], "topics": [], "participants": [], "terms": []}
    for group, _place, *row in sorted(rows, key=lambda row: row[1] or 0):
        _add_label(labels, group, row, article.term_year)
    return labels


def _plain(rows: models.QuerySet, group: str, place: str) -> models.QuerySet:
    """Rows as wide as a cluster's, which carries its kind, number and leaders."""
    nothing = [models.Value("") for _ in range(2 + len(LEADERS))]
    return rows.order_by().values_list(
        models.Value(group), place, "pk", "slug", "name", *nothing
    )


def _add_label(labels: dict[str, list], group: str, row: list, year: int) -> None:
    pk, slug, name, kind, number, *leaders = row
    named = {"pk": pk, "slug": slug, "name": name}
    match group:
        case "clusters":
            cluster = Cluster(**named, kind=kind, number=number)
            labels["clusters"].append(cluster)
            if any(leaders):
                labels["terms"].append(_term(cluster, year, *leaders))
        case "topics":
            labels["topics"].append(Topic(**named))
        case "participants":
            labels["participants"].append(Organisation(**named))


def _term(cluster: Cluster, year: int, *leaders: str | None) -> ClusterTerm:
    leader, deputy = (
        Organisation(slug=slug, name=name) if name else None
        for slug, name in (leaders[:2], leaders[2:])
    )
    return ClusterTerm(cluster=cluster, year=year, leader=leader, deputy=deputy)
