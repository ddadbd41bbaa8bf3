"""How does one of Wagtail's search backends answer in the database's place?

Elasticsearch and OpenSearch: they rank by themselves, on the fields that `ArticlePage`
gives to them, the folded ones among them.
"""

from collections.abc import Callable

from wagtail.models import Locale
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Phrase, PlainText, SearchQuery

from news import languages
from news.filters import ArticleFilter
from news.querysets import ArticleQuerySet

from .database import FACETS
from .found import MOST, Hits
from .query import Query
from .words import facet


def searching(name: str) -> Callable[..., Hits]:
    def search(
        query: Query,
        wanted: ArticleFilter,
        posts: ArticleQuerySet,
        start: int,
        size: int,
        newest: bool,
    ) -> Hits:
        asked = posts.model.objects.live()
        if languages.are_several():
            asked = asked.filter(locale=Locale.get_active())
        if wanted.year:
            asked = asked.published_in(wanted.year, wanted.month)
        if newest:
            asked = asked.order_by("-published_at")
        results = get_search_backend(name).search(
            expression(query, wanted), asked, order_by_relevance=not newest
        )
        found = results[start : start + size]
        return Hits([article.pk for article in found], min(results.count(), MOST))

    return search


def expression(query: Query, wanted: ArticleFilter) -> SearchQuery:
    """Everything that was asked for, and the facets, which are words of a field too."""
    loose = " ".join(word.folded for word in query.words)
    parts = [PlainText(loose, operator="and")] if loose else []
    for phrase in query.phrases:
        parts.append(Phrase(" ".join(word.folded for word in phrase)))
    for kind in FACETS:
        if slug := getattr(wanted, kind):
            parts.append(PlainText(facet(kind, slug), operator="and"))
    return parts[0] if len(parts) == 1 else And(parts)
