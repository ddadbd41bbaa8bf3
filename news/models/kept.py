"""What did a post name when its time was over? What is left of it, in one query.

The rows come from what was kept of the post; the tables hold its draft.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.models import model_from_serializable_data

from news.gathering import Part, gathering

from .named import Found, Named, in_body, named_by, parts_named, parts_of_terms
from .rows import Byline, CitedDocument, Participant
from .tagging import ArticleCluster, ArticleTopic
from .taxonomy import ClusterTerm


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
    numbers = {name: one.numbers for name, one in kept.items()}
    # The publishing organisation is one of its register, too.
    numbers["participants"] |= {article.organisation_id} - {None}
    body = in_body(article)
    found = _of_kept(*numbers.values(), article.term_year, *body.values)
    things = {name: {one.pk: one for one in found[name]} for name in kept}
    article.organisation = things["participants"].get(article.organisation_id)
    again: Found = {
        name: list(one.naming_again(things[name])) for name, one in kept.items()
    }
    return named_by(article, body, found | again)


@gathering
def _of_kept(
    clusters: Collection[int],
    topics: Collection[int],
    authors: Collection[int],
    attachments: Collection[int],
    organisations: Collection[int],
    year: int,
    *in_body: Collection[int],
) -> dict[str, Part]:
    terms = ClusterTerm.objects.filter(cluster__in=clusters, year=year)
    registers = {
        "clusters": (ArticleCluster, "tag", clusters),
        "topics": (ArticleTopic, "tag", topics),
        "bylines": (Byline, "author", authors),
        "cited": (CitedDocument, "attachment", attachments),
        "participants": (Participant, "organisation", organisations),
    }
    named = {
        name: Part(row._meta.get_field(naming).related_model.objects.filter(pk__in=pks))
        for name, (row, naming, pks) in registers.items()
    }
    return named | parts_of_terms(terms) | parts_named(*in_body)
