"""What of a post can be found, and how much does each part weigh?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wagtail.images import get_image_model

from news.blocks import raw_photos
from news.models import ArticlePage
from news.querysets import ArticleQuerySet
from news.search.words import ANYWHERE, CAPTIONS, HEAD, TITLE, tokens

from .bodies import captions_in, texts_in

NAMES = ("organisation", "bylines__author", "participants__organisation")
REST = ("documents__attachment", "clusters", "topics")


@dataclass(frozen=True)
class Post:
    article: ArticlePage
    # The words of the library's photos, for uses that have none of their own.
    photos: dict[int, list[str]]

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        article = self.article
        return {
            TITLE: [article.title],
            HEAD: [article.lead, *names(article)],
            CAPTIONS: list(captions_in(article.body, self.photos)),
            ANYWHERE: list(texts_in(article.body)),
        }

    @property
    def tokens(self) -> str:
        return tokens(self.texts, facets(self.article))

    @property
    def text(self) -> str:
        """One text a line: the title, what excerpts are best cut from, the names."""
        lead, *named = self.texts[HEAD]
        lines = [self.article.title, lead, *self.texts[ANYWHERE]]
        lines += [*self.texts[CAPTIONS], *named]
        return "\n".join(" ".join(line.split()) for line in lines)


def read(articles: ArticleQuerySet) -> list[Post]:
    """The posts with everything that is indexed, in as many queries for one as for all.

    From the database, never from an instance at hand: that may hold a draft.
    """
    stored = list(articles.prefetch_related(*NAMES, *REST))
    used = {use.get("photo") for article in stored for use in raw_photos(article.body)}
    found = get_image_model().objects.in_bulk(list(used - {None}))
    photos = {pk: list(said_of(photo)) for pk, photo in found.items()}
    return [Post(article, photos) for article in stored]


def said_of(photo: object) -> Iterator[str]:
    for name in ("caption", "description", "credit"):
        yield getattr(photo, name, "")


def names(article: ArticlePage) -> Iterator[str]:
    """People, organisations, clusters, topics, documents."""
    if article.organisation:
        yield from article.organisation.names
    for byline in article.bylines.all():
        yield f"{byline.name} {byline.organisation_name}"
        yield byline.author.name
    for participant in article.participants.all():
        yield from participant.organisation.names
    yield from (cluster.label for cluster in article.clusters.all())
    yield from (topic.name for topic in article.topics.all())
    yield from (article.event_chair, article.event_place, article.source_name)
    for document in article.documents.all():
        yield f"{document.number} {document.issuer} {document.summary}"
        yield getattr(document.attachment, "title", "")


def facets(article: ArticlePage) -> Iterator[tuple[str, str]]:
    """What `ArticleFilter` can ask for, but for the date."""
    for cluster in article.clusters.all():
        yield "cluster", cluster.slug
    for topic in article.topics.all():
        yield "topic", topic.slug
    for byline in article.bylines.all():
        yield "author", byline.author.slug
    if article.organisation:
        yield "organisation", article.organisation.slug
    for participant in article.participants.all():
        yield "organisation", participant.organisation.slug
