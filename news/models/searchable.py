"""What of a post can be found, for readers' search and for Wagtail's own index?"""

from collections.abc import Iterable, Iterator
from typing import Self

from django.db import models
from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.search import index

from news.at_hand import from_hand
from news.blocks import raw_photos
from news.repeats import once
from news.search.bodies import captions_in, said_of, texts_in
from news.search.words import facet, plain


def folded(texts: Iterable[str]) -> str:
    return " ".join(filter(None, map(plain, texts)))


# What `names` and `facets` read beside the post itself.
NAMED = (
    *("organisation", "bylines__author", "participants__organisation"),
    *("documents__attachment", "clusters", "topics"),
)


class Searchable(models.Model):
    """The parts of a post as words; a mixin of `ArticlePage`.

    A model, because Elasticsearch's mapping names fields after who defines them.
    """

    # Beside what Wagtail indexes of every page. The folded fields carry the weight:
    # whatever is typed is folded, too.
    search_fields = [
        index.SearchField("folded_title", boost=4),
        index.AutocompleteField("folded_title"),
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("folded_head", boost=2),
        index.SearchField("folded_captions"),
        index.SearchField("folded_text"),
        index.SearchField("facet_words"),
        index.FilterField("published_at"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_indexed_objects(cls) -> QuerySet[Self]:
        return super().get_indexed_objects().prefetch_related(*NAMED)

    def get_indexed_instance(self) -> Self | None:
        """The post as it is stored. The index asks three times for every part of it:
        each is read once."""
        if super().get_indexed_instance() is None:
            return None
        return type(self).get_indexed_objects().filter(pk=self.pk).first()

    @property
    def folded_title(self) -> str:
        return plain(self.title)

    @property
    def folded_head(self) -> str:
        return folded([self.lead, *self.names()])

    @property
    def folded_captions(self) -> str:
        used = {use.get("photo") for use in raw_photos(self.body)} - {None}
        photos = from_hand(get_image_model(), used) if used else {}
        said = {pk: said_of(photo) for pk, photo in photos.items()}
        return folded(captions_in(self.body, said))

    @property
    def folded_text(self) -> str:
        return folded([self.title, self.lead, *texts_in(self.body)])

    @property
    def facet_words(self) -> str:
        return " ".join(facet(kind, slug) for kind, slug in self.facets())

    @once
    def names(self) -> list[str]:
        """People, organisations, clusters, topics, documents."""
        return list(self._names())

    @once
    def subjects(self) -> list[models.Model]:
        """What it is about, who wrote it, who takes part."""
        own = [self.organisation] if self.organisation else []
        return [
            *self.clusters.all(),
            *self.topics.all(),
            *(byline.author for byline in self.bylines.all()),
            *own,
            *(participant.organisation for participant in self.participants.all()),
        ]

    def facets(self) -> list[tuple[str, str]]:
        """What `ArticleFilter` can ask for, but for the date."""
        return [(subject.listing, subject.slug) for subject in self.subjects()]

    def _names(self) -> Iterator[str]:
        if self.organisation:
            yield from self.organisation.names
        for byline in self.bylines.all():
            yield f"{byline.name} {byline.organisation_name}"
            yield byline.author.name
        for participant in self.participants.all():
            yield from participant.organisation.names
        yield from (cluster.label for cluster in self.clusters.all())
        yield from (topic.name for topic in self.topics.all())
        yield from (self.event_chair, self.event_place, self.source_name)
        for document in self.documents.all():
            yield f"{document.number} {document.issuer} {document.summary}"
            yield getattr(document.attachment, "title", "")
