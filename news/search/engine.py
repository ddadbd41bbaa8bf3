"""How does one of Wagtail's search backends answer in the database's place?

Elasticsearch and OpenSearch: they rank by themselves, on the fields that `ArticlePage`
gives to them, the folded ones among them. While one does not answer, the database does,
whose index goes on being written.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchBackend, FieldError
from wagtail.search.query import And, Phrase, PlainText, SearchQuery

from news import languages
from news.filters import ArticleFilter
from news.querysets import ArticleQuerySet

from . import database
from .database import FACETS
from .found import MOST, Hits
from .query import Query
from .words import facet

logger = logging.getLogger(__name__)
# Seconds: readers do not wait one after the other for what has just not answered.
RESTS = 60.0
# Answers of who is there, and cannot say now: a timeout, too many requests.
BUSY = (408, 429)
# When each may be asked again.
_again: dict[str, float] = {}


def searching(name: str) -> Callable[..., Hits]:
    def search(query: Query, wanted: ArticleFilter, *how: Any) -> Hits:
        backend = get_search_backend(name)
        if time.monotonic() < _again.get(name, 0.0):
            return database.search(query, wanted, *how)
        if name in _again:
            # One finds out whether it is back; the others do not wait for that.
            _again[name] = time.monotonic() + RESTS
        try:
            hits = ask(backend, query, wanted, *how)
        except DatabaseError:
            raise
        except Exception as error:
            # Its client is the site's choice, and so is what it raises.
            logger.exception("%s did not answer a search: the database does", name)
            if not is_answer(error):
                _again[name] = time.monotonic() + RESTS
            return database.search(query, wanted, *how)
        _again.pop(name, None)
        return hits

    return search


def is_answer(error: Exception) -> bool:
    """Whether it was there, and took this one search for wrong."""
    status = getattr(error, "status_code", None)
    refused = isinstance(status, int) and 400 <= status < 500
    return isinstance(error, FieldError) or (refused and status not in BUSY)


def ask(
    backend: BaseSearchBackend,
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
    words = expression(query, wanted)
    results = backend.search(words, asked, order_by_relevance=not newest)
    found = results[start : start + size]
    return Hits([article.pk for article in found], min(results.count(), MOST))


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
