"""What does a post name: clusters, topics, authors, documents, photos, links?

Of a stored post all of it is read in one query, however much that is; a draft has part
of it in memory, and is asked one by one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction

from news import renditions
from news.at_hand import Library, at_hand
from news.blocks import raw_photos_by_kind
from news.gathering import Part, gathering

from .links import document_url, linked
from .rows import Byline, CitedDocument, Participant
from .tagging import ArticleCluster, ArticleTopic
from .taxonomy import ClusterMember, ClusterTerm

# The kinds of links that a body may hold.
LINKED = ("page", "document")
# What photos are to a post, by the block they stand in.
USES = {"photo": ("article", "whole"), "gallery": ("gallery", "whole")}

Shown = dict[str, Any]
Found = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class InBody:
    """What a body names by number: where its links lead, and its photos, by the type
    of the block they stand in.
    """

    targets: list[tuple[str, int]]
    in_blocks: dict[str, set[int]]

    @property
    def photos(self) -> set[int]:
        return set().union(*self.in_blocks.values())

    def linked_to(self, kind: str) -> set[int]:
        return {pk for one, pk in self.targets if one == kind}

    @property
    def values(self) -> Iterable[Collection]:
        """As `parts_named` takes them; of the photos also in which sizes."""
        yield from map(self.linked_to, LINKED)
        yield from self.in_blocks.values()
        yield from (renditions.specifications(*uses) for uses in USES.values())


def of_draft(article: models.Model) -> Shown:
    clusters = list(article.clusters.all())
    terms = ClusterTerm.objects.filter(cluster__in=clusters, year=article.term_year)
    return {
        "clusters": clusters,
        "topics": list(article.topics.all()),
        "participants": [row.organisation for row in article.participants.all()],
        "terms": list(terms.select_related("cluster", "leader", "deputy")),
        "bylines": article.bylines.select_related("author"),
        "documents": article.documents.select_related("attachment"),
    }


@dataclass(frozen=True, slots=True)
class Named:
    """`shown` is for the template, `library` for the blocks of the body."""

    article: models.Model
    shown: Shown
    library: Library
    # What is kept to some readers, on the whole site.
    restrictions: list[PageViewRestriction]

    @property
    def subjects(self) -> list[str]:
        """What the page cache has to watch for the post, besides its neighbours."""
        files = [row.attachment_id for row in self.shown["documents"]]
        year = self.article.term_year
        return [
            f"page:{self.article.pk}",
            f"same:{self.article.translation_key}",
            *(f"terms:{cluster.pk}:{year}" for cluster in self.shown["clusters"]),
            *(f"photo:{pk}" for pk in self.library[get_image_model()]),
            *(f"file:{pk}" for pk in [*self.library[get_document_model()], *files]),
            *(f"title:{pk}" for kind, pk in self.shown["addresses"] if kind == "page"),
        ]

    def opened(self) -> Shown:
        """What is shown, once the body has its photos from here."""
        with at_hand(self.library):
            list(self.article.body)
        return self.shown


def of_stored(article: models.Model) -> Named:
    body = in_body(article)
    found = _of_stored(article.pk, article.term_year, *body.values)
    return named_by(article, body, found)


def named_by(article: models.Model, body: InBody, found: Found) -> Named:
    made = found["renditions"] + found["renditions of galleries"]
    renditions.give(found["photos"], made)
    # Its line of citation names them, too.
    article.bylines = found["bylines"]
    library = {
        get_image_model(): _by_number(body.photos, found["photos"]),
        get_document_model(): _by_number(body.linked_to("document"), found["files"]),
    }
    shown = _shown(found) | {
        "addresses": dict.fromkeys(body.targets, "") | _addresses(found)
    }
    return Named(article, shown, library, found["restrictions"])


def in_body(article: models.Model) -> InBody:
    photos: dict[str, set[int]] = {kind: set() for kind in USES}
    for kind, photo in raw_photos_by_kind(article.body):
        if isinstance(photo.get("photo"), int):
            photos[kind].add(photo["photo"])
    return InBody([*linked(article.body.raw_data)], photos)


@gathering
def _of_stored(
    article: int,
    year: int,
    *in_body: Collection,
) -> dict[str, Part]:
    terms = ClusterTerm.objects.filter(
        cluster__article_clusters__content_object=article, year=year
    )
    return (
        _labels(article)
        | parts_of_terms(terms)
        | _people(article)
        | parts_named(*in_body)
    )


def _labels(article: int) -> dict[str, Part]:
    tied = {"content_object": article}
    return {
        "clusters": Part(ArticleCluster.objects.filter(**tied), naming=("tag",)),
        "topics": Part(ArticleTopic.objects.filter(**tied), naming=("tag",)),
    }


def parts_of_terms(terms: models.QuerySet) -> dict[str, Part]:
    members = ClusterMember.objects.filter(term__in=terms)
    return {
        "terms": Part(terms, naming=("cluster", "leader", "deputy")),
        "members": Part(members, "sort_order", ("organisation",)),
    }


def _people(article: int) -> dict[str, Part]:
    by, cited, present = (
        rows.objects.filter(page=article)
        for rows in (Byline, CitedDocument, Participant)
    )
    return {
        "bylines": Part(by, "sort_order", ("author",)),
        "cited": Part(cited, "sort_order", ("attachment",)),
        "participants": Part(present, "sort_order", ("organisation",)),
    }


def parts_named(
    pages: Collection[int],
    files: Collection[int],
    alone: Collection[int],
    in_galleries: Collection[int],
    specs: Collection[str],
    specs_in_galleries: Collection[str],
) -> dict[str, Part]:
    """What a body names, and what is kept to some readers on the whole site."""
    photos = get_image_model().objects
    return {
        "restrictions": Part(PageViewRestriction.objects.all(), naming=("page",)),
        "photos": Part(photos.filter(Q(pk__in=alone) | Q(pk__in=in_galleries))),
        "renditions": renditions.part(alone, specs),
        "renditions of galleries": renditions.part(in_galleries, specs_in_galleries),
        "files": Part(get_document_model().objects.filter(pk__in=files)),
        "pages": Part(Page.objects.filter(pk__in=pages)),
    }


def _shown(found: Found) -> Shown:
    return {
        "clusters": [row.tag for row in found["clusters"]],
        "topics": [row.tag for row in found["topics"]],
        "participants": [row.organisation for row in found["participants"]],
        "terms": list(_terms(found)),
        "bylines": found["bylines"],
        "documents": found["cited"],
    }


def _terms(found: Found) -> Iterable[ClusterTerm]:
    """In the order of the clusters, each with its members."""
    members = defaultdict(list)
    for member in found["members"]:
        members[member.term_id].append(member)
    of_cluster = {term.cluster_id: term for term in found["terms"]}
    for row in found["clusters"]:
        if term := of_cluster.get(row.tag_id):
            term.members = members[term.pk]
            yield term


def _addresses(found: Found) -> dict[tuple[str, int], str]:
    pages = {("page", page.pk): page.url or "" for page in found["pages"]}
    return pages | {
        ("document", file.pk): document_url(file.pk, file.file.name)
        for file in found["files"]
    }


def _by_number(
    asked: Collection[int], rows: Iterable[models.Model]
) -> dict[int, models.Model | None]:
    return dict.fromkeys(asked) | {row.pk: row for row in rows}
