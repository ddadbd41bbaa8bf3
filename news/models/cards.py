"""What do the cards of posts show that is stored elsewhere? Their clusters and photos.

All of it is one query; a photo gets the renditions that its uses here need.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Model
from modelcluster.queryset import FakeQuerySet

from news import renditions
from news.gathering import Part, gathering

from .tagging import ArticleCluster
from .taxonomy import Cluster


def complete(articles: Iterable[Model], uses: Iterable[str]) -> None:
    """Gives posts what their cards will ask them for."""
    photos = [article.lead_photo for article in articles if article.lead_photo]
    found = _named_by(
        [article.pk for article in articles],
        {photo.pk for photo in photos},
        renditions.specifications(*uses),
    )
    labels = defaultdict(list)
    for tie in found["clusters"]:
        labels[tie.content_object_id].append(tie.tag)
    for article in articles:
        known = article.__dict__.setdefault("_prefetched_objects_cache", {})
        known["clusters"] = FakeQuerySet(Cluster, labels[article.pk])
    renditions.give(photos, found["renditions"])


@gathering
def _named_by(
    articles: Collection[int], photos: Collection[int], specs: Collection[str]
) -> dict[str, Part]:
    ties = ArticleCluster.objects.filter(content_object__in=articles)
    return {
        "clusters": Part(ties, naming=("tag",)),
        "renditions": renditions.part(photos, specs),
    }
