"""What stands beside the results of a search: what narrows them, and who may read them?

All of it is read in one query, however many filters there are.
"""

from operator import attrgetter

from django.db import models
from wagtail.models import PageViewRestriction

from news.filters import ArticleFilter
from news.gathering import Part, gathering

from .taxonomy import Author, Cluster, Organisation, Topic

REGISTERS = {model.listing: model for model in (Topic, Author, Organisation)}
IN_ORDER = attrgetter("kind", "number", "name")


def narrowed(index: models.Model, wanted: ArticleFilter) -> dict[str, models.Model]:
    """The subjects of the filters by their kind, as far as there are any.

    The index knows its clusters afterwards, and what is kept to some readers.
    """
    found = _read(*(getattr(wanted, kind) for kind in REGISTERS))
    index.restrictions = found["restrictions"]
    index.known_clusters = sorted(found["clusters"], key=IN_ORDER)
    found[Cluster.listing] = [c for c in found["clusters"] if c.slug == wanted.cluster]
    kinds = (Cluster.listing, *REGISTERS)
    return {kind: found[kind][0] for kind in kinds if found[kind]}


@gathering
def _read(*slugs: str) -> dict[str, Part]:
    asked = zip(REGISTERS.items(), slugs, strict=True)
    subjects = {kind: Part(of.objects.filter(slug=slug)) for (kind, of), slug in asked}
    return subjects | {
        "restrictions": Part(PageViewRestriction.objects.all(), naming=("page",)),
        "clusters": Part(Cluster.objects.all()),
    }
