"""What does a post name: clusters, topics, authors, documents, photos, links?

Of a stored post all of it is read in one query, however much that is; a draft has part
of it in memory, and is asked one by one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction

from news import renditions
from news.at_hand import Library, at_hand
from news.blocks import photo_ids
from news.gathering import Part, gathering

from .links import document_url, linked
from .rows import Byline, CitedDocument, Participant
from .tagging import ArticleCluster, ArticleTopic
from .taxonomy import ClusterMember, ClusterTerm

# The kinds of links that a body may hold.
LINKED = ("page", "document")
# What photos are to a post.
USES = ("article", "gallery", "whole")

Shown = dict[str, Any]
Found = dict[str, list[Any]]


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
    named = in_body(article)
    return named_by(article, _of_stored(article.pk, article.term_year, *named))


def named_by(article: models.Model, found: Found) -> Named:
    _pages, files, photos, _specs = in_body(article)
    targets = linked(article.body.raw_data)
    renditions.give(found["photos"], found["renditions"])
    # Its line of citation names them, too.
    article.bylines = found["bylines"]
    library = {
        get_image_model(): _by_number(photos, found["photos"]),
        get_document_model(): _by_number(files, found["files"]),
    }
    shown = _shown(found) | {
        "addresses": dict.fromkeys(targets, "") | _addresses(found)
    }
    return Named(article, shown, library, found["restrictions"])


def in_body(article: models.Model) -> tuple[Collection, ...]:
    """The pages and documents its links lead to, its photos, and of these the sizes."""
    targets = set(linked(article.body.raw_data))
    pages, files = ({pk for k, pk in targets if k == kind} for kind in LINKED)
    photos = {pk for pk in photo_ids(article.body) if isinstance(pk, int)}
    return pages, files, photos, renditions.specifications(*USES)


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
    photos: Collection[int],
    specs: Collection[str],
) -> dict[str, Part]:
    """What a body names, and what is kept to some readers on the whole site."""
    images = get_image_model()
    made = images.get_rendition_model().objects
    return {
        "restrictions": Part(PageViewRestriction.objects.all(), naming=("page",)),
        "photos": Part(images.objects.filter(pk__in=photos)),
        "renditions": Part(made.filter(image__in=photos, filter_spec__in=specs)),
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
