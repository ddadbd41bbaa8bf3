"""How much does each part of a post weigh, and how is it read for the index?"""

from dataclasses import dataclass
from functools import cached_property

from wagtail.images import get_image_model

from news import languages
from news.blocks import raw_photos
from news.models import ArticlePage
from news.models.searchable import NAMED
from news.querysets import ArticleQuerySet
from news.search.bodies import captions_in, said_of, texts_in
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
        lead, *named = self.texts[HEAD]
        lines = [self.article.title, lead, *self.texts[ANYWHERE]]
        lines += [*self.texts[CAPTIONS], *named]
        return "\n".join(" ".join(line.split()) for line in lines)


def read(articles: ArticleQuerySet) -> list[Post]:
    """The posts with everything that is indexed, in as many queries for one as for all.

    From the database, never from an instance at hand: that may hold a draft.
    """
    stored = list(articles.select_related("locale").prefetch_related(*NAMED))
    used = {use.get("photo") for article in stored for use in raw_photos(article.body)}
    found = get_image_model().objects.in_bulk(list(used - {None}))
    photos = {pk: said_of(photo) for pk, photo in found.items()}
    return [Post(article, photos) for article in stored]
