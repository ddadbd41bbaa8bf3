"""How are very many posts taken in, whose words are found before they are stored?"""

from collections import Counter
from dataclasses import dataclass

from news import inserting
from news.models import ArticlePage, SearchEntry

from . import facets, sitemap_files, spellings
from .entries import Post, entry, in_memory


@dataclass(frozen=True, slots=True)
class Fresh:
    """Public posts as they are in memory, with their words."""

    articles: list[ArticlePage]
    entries: list[SearchEntry]
    words: Counter[spellings.Spelling]

    @classmethod
    def of(cls, articles: list[ArticlePage]) -> "Fresh":
        """Asks no database for what is at hand (`at_hand`)."""
        posts = in_memory(articles)
        return cls(articles, list(map(entry, posts)), words_of(posts))

    def take_in(self) -> None:
        """Once the posts are stored, in the same transaction.

        Kept pages are forgotten by whoever brings the posts: once for all of them.
        """
        inserting.insert_all(SearchEntry, self.entries)
        pks = [article.pk for article in self.articles]
        facets.place(pks, self.articles)
        sitemap_files.begin_anew(pks)
        spellings.count(self.words)


def words_of(posts: list[Post]) -> Counter[spellings.Spelling]:
    found: Counter[spellings.Spelling] = Counter()
    for post in posts:
        found.update(spellings.in_parts(post.parts, post.language).items())
    return found
