"""What did a post name when its time was over? What is left of it, in one query.

The rows come from what was kept of the post; the tables hold its draft.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.models import model_from_serializable_data

from .gathering import Part
from .named import Found, Named, gathered, named_by
from .rows import Byline, CitedDocument, Participant
from .tagging import ArticleCluster, ArticleTopic
from .taxonomy import ClusterMember, ClusterTerm


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one kind, each of which may name a thing in a register."""

    rows: list[Any]
    naming: models.ForeignKey

    @classmethod
    def of(
        cls, content: Mapping, relation: str, row: type[models.Model], naming: str
    ) -> "Kept":
        told = content.get(relation, [])
        rows = [model_from_serializable_data(row, one, check_fks=False) for one in told]
        return cls(rows, row._meta.get_field(naming))

    @property
    def numbers(self) -> set[int]:
        return {getattr(row, self.naming.attname) for row in self.rows} - {None}

    def part(self, *more: int | None) -> Part:
        register = self.naming.related_model.objects
        return Part(register.filter(pk__in=self.numbers | {*more} - {None}))

    def naming_again(self, things: Mapping[int, models.Model]) -> Iterator[Any]:
        """Without those whose thing has left the register since."""
        for row in self.rows:
            thing = things.get(getattr(row, self.naming.attname))
            if thing or self.naming.null:
                setattr(row, self.naming.name, thing)
                yield row


def of_kept(article: models.Model, content: Mapping) -> Named:
    kept = {
        "clusters": Kept.of(content, "article_clusters", ArticleCluster, "tag"),
        "topics": Kept.of(content, "article_topics", ArticleTopic, "tag"),
        "bylines": Kept.of(content, "bylines", Byline, "author"),
        "cited": Kept.of(content, "documents", CitedDocument, "attachment"),
        "participants": Kept.of(content, "participants", Participant, "organisation"),
    }
    parts = {name: one.part() for name, one in kept.items()}
    parts["participants"] = kept["participants"].part(article.organisation_id)
    found = gathered(article, parts | _terms(article, kept["clusters"].numbers))
    things = {name: {one.pk: one for one in found[name]} for name in kept}
    article.organisation = things["participants"].get(article.organisation_id)
    again: Found = {
        name: list(one.naming_again(things[name])) for name, one in kept.items()
    }
    return named_by(article, found | again)


def _terms(article: models.Model, clusters: set[int]) -> dict[str, Part]:
    terms = ClusterTerm.objects.filter(cluster__in=clusters, year=article.term_year)
    members = ClusterMember.objects.filter(term__in=terms)
    return {
        "terms": Part(terms, naming=("cluster", "leader", "deputy")),
        "members": Part(members, "sort_order", ("organisation",)),
    }
