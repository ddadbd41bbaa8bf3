"""How much does each part of a post weigh, and how is it read for the index?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.utils import timezone
from wagtail.images import get_image_model

from news import languages
from news.at_hand import from_hand
from news.blocks import raw_photos
from news.models import ArticlePage, SearchEntry
from news.models.searchable import NAMED
from news.querysets import ArticleQuerySet
from news.repeats import repeated
from news.search.bodies import captions_in, said_of, texts_in
from news.search.keys import key
from news.search.words import ANYWHERE, CAPTIONS, HEAD, TITLE, tokens

from .looks import Looks, looks


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
            HEAD: [article.lead, *article.names()],
            CAPTIONS: list(captions_in(article.body, self.photos)),
            ANYWHERE: list(texts_in(article.body)),
        }

    @property
    def tokens(self) -> str:
        facets = [*self.article.facets()]
        if self.language:
            facets.append(("language", self.language))
        return tokens(self.texts, facets)

    @cached_property
    def language(self) -> str:
        """Its code; "" for the main language."""
        if not languages.are_several():
            return ""
        code = self.article.locale.language_code
        return code if code in languages.others() else ""

    @property
    def looks(self) -> Looks:
        return looks(self.article, [*self.texts[ANYWHERE], *self.texts[CAPTIONS]])

    @property
    def text(self) -> str:
        """One text a line: the title, what excerpts are best cut from, the names."""
        return "\n".join(map(in_a_line, chain.from_iterable(self.parts)))

    @property
    def parts(self) -> list[tuple[str, ...]]:
        lead, *named = self.texts[HEAD]
        body = tuple(self.texts[ANYWHERE])
        return [(self.article.title,), (lead,), body, (*self.texts[CAPTIONS], *named)]


@repeated
def in_a_line(text: str) -> str:
    return " ".join(text.split())


def entry(post: Post) -> SearchEntry:
    article = post.article
    return SearchEntry(
        key=key(article.published_at, article.pk),
        article=article,
        tokens=post.tokens,
        text=post.text,
        clusters=[cluster.slug for cluster in article.clusters.all()],
        looks=post.looks,
        indexed_at=timezone.now(),
    )


def read(articles: ArticleQuerySet) -> list[Post]:
    """The posts with everything that is indexed, in as many queries for one as for all.

    From the database, never from an instance at hand: that may hold a draft.
    """
    return in_memory(articles.select_related("locale").prefetch_related(*NAMED))


def in_memory(articles: Iterable[ArticlePage]) -> list[Post]:
    """The same of posts that are in memory as they are stored."""
    stored = list(articles)
    used = {use.get("photo") for article in stored for use in raw_photos(article.body)}
    found = from_hand(get_image_model(), used - {None})
    photos = {pk: said_of(photo) for pk, photo in found.items()}
    return [Post(article, photos) for article in stored]
