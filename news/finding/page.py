"""What stands on a page of results?"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.http import Http404
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news import search
from news.addresses import SEGMENTS, Link, month_link
from news.choices import Choice, choices, is_read_faster
from news.conf import setting
from news.listings import Listing
from news.models import ArticlePage, Cluster, NewsIndexPage
from news.models.narrowing import narrowed
from news.querysets import ArticleQuerySet
from news.search.excerpts import Marker
from news.search.found import Found
from news.search.spelling import meant

from .asked import Asked


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that was found, with the words marked for which it was."""

    article: ArticlePage
    title: SafeString
    excerpt: SafeString
    clusters: list[Cluster]


@dataclass(frozen=True)
class Results:
    """Everything the template `news/search.html` shows."""

    index: NewsIndexPage
    asked: Asked
    address: str
    feed_address: str

    @cached_property
    def found(self) -> Found:
        size = setting("NEWS_PAGE_SIZE")
        start = (self.asked.page - 1) * size
        found = self._find(self.asked, start, size)
        if self.asked.page > 1 and not found.articles:
            raise Http404
        return found

    def _find(self, asked: Asked, start: int, size: int) -> Found:
        # Who may read what is asked only when something was found.
        posts = SimpleLazyObject(self._readable)
        return search.find(asked.text, asked.wanted, posts, start=start, size=size)

    def _readable(self) -> ArticleQuerySet:
        # Read with the subjects, which the page shows whatever is found.
        _ = self.subjects
        return self.index.articles()

    @cached_property
    def subjects(self) -> dict[str, Model]:
        """What the filters name, by the kind of filter."""
        return narrowed(self.index, self.asked.wanted)

    @cached_property
    def hits(self) -> list[Hit]:
        marker = Marker(self.found.query)
        known = {cluster.slug: cluster for cluster in self.clusters}
        hits = []
        for article in self.found.articles:
            article.index = self.index
            entry = getattr(article, "search_entry", None)
            hits.append(
                Hit(
                    article,
                    marker.title(article.title),
                    marker.excerpt(entry.text) if entry else article.summary,
                    [known[slug] for slug in entry.clusters if slug in known]
                    if entry
                    else [],
                )
            )
        return hits

    @cached_property
    def choices(self) -> list[Choice]:
        """What the hits can be narrowed by, and what is chosen already."""
        found, wanted = self.found, self.asked.wanted
        if found.query and is_read_faster(found.count, wanted):
            return []
        counts = search.counts(found, wanted, self.index.pk)
        names = {kind: self._name(kind) for kind in SEGMENTS if getattr(wanted, kind)}
        return choices(counts, wanted, (), names)

    @property
    def clusters(self) -> list[Cluster]:
        """For the labels of the hits."""
        _ = self.subjects
        return self.index.known_clusters

    @cached_property
    def suggestion(self) -> Link | None:
        """What may have been meant, if that finds something."""
        text = meant(self.asked.text, self.found.unknown) if self.found.unknown else ""
        asked = self.asked.saying(text)
        if not text or not self._finds(asked):
            return None
        return Link(text, asked.at(self.address))

    def _finds(self, asked: Asked) -> bool:
        return (
            search.find(asked.text, asked.wanted, ArticlePage.objects.none()).count > 0
        )

    @cached_property
    def active(self) -> list[Link]:
        """The filters, each with the address of the search without it."""
        wanted, links = self.asked.wanted, []
        for kind in SEGMENTS:
            if getattr(wanted, kind):
                links.append(self._without(self._name(kind), **{kind: ""}))
        if wanted.year:
            name = _("Year %(year)s") % {"year": wanted.year}
            if wanted.month:
                name = month_link(wanted.year, wanted.month).title
            links.append(self._without(name, year=None, month=None))
        return links

    @property
    def all_url(self) -> str:
        """The search without any filter."""
        return self.asked.everywhere.at(self.address)

    def _without(self, name: str, **changes: object) -> Link:
        return Link(name, self.asked.within(**changes).at(self.address))

    def _name(self, kind: str) -> str:
        if kind not in self.subjects:
            raise Http404
        return str(self.subjects[kind])

    @property
    def heading(self) -> str:
        if not self.asked.text:
            return _("Search")
        return _("Search: %(words)s") % {"words": self.asked.text}

    @property
    def canonical(self) -> str:
        return self.asked.at(self.address)

    @property
    def feed_url(self) -> str:
        return self.asked.on_page(1).at(self.feed_address) if self.found.query else ""

    @property
    def feeds(self) -> list[tuple[str, str]]:
        """The feeds of this search, each as what it is and where."""
        return Listing("search", self.heading, feed_url=self.feed_url).feeds

    @property
    def named_feeds(self) -> list[Link]:
        """The same by their names, for people."""
        return Listing("search", self.heading, feed_url=self.feed_url).named_feeds

    @property
    def newer_url(self) -> str:
        page = self.asked.page
        return self.asked.on_page(page - 1).at(self.address) if page > 1 else ""

    @property
    def older_url(self) -> str:
        read = self.asked.page * setting("NEWS_PAGE_SIZE")
        if read >= min(self.found.count, search.MOST):
            return ""
        return self.asked.on_page(self.asked.page + 1).at(self.address)
