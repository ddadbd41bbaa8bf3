"""Which public addresses are there under the news index?

A mixin below the models: it asks `self.articles()`, `self.subject()` and so needs
no model. The page that mixes it in answers those questions.
"""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from news import caching, calendar_files, feeds, qr_codes
from news.addresses import KINDS, Link
from news.alphabet import LEAFING
from news.filters import PARAMETERS
from news.listings import FEEDS, Listing
from news.lists import Lists

SUBJECT = rf"(?P<segment>{'|'.join(KINDS)})/(?P<slug>[-a-z0-9]+)/"
# Not \d: that takes the digits of every script.
YEAR = r"(?P<year>[12][0-9]{3})/"
MONTH = r"(?P<month>0[1-9]|1[0-2])/"
FEED = rf"(?P<name>{'|'.join(map(re.escape, FEEDS))})/"


class NewsIndexRoutes(Lists, RoutablePageMixin):
    # Routing closes every path with a slash before it looks here; `news.urls` lets
    # the feeds through without one.

    @path("")
    def front(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request, self.everything(request))

    @re_path(rf"^{FEED}$")
    def feed(self, request: HttpRequest, name: str) -> HttpResponse:
        return self.follow(request, self.everything(request, paged=False), name)

    @re_path(rf"^{YEAR}$")
    def year(self, request: HttpRequest, year: str) -> HttpResponse:
        return self.respond(request, self.archive(request, int(year)))

    @re_path(rf"^{YEAR}{MONTH}$")
    def month(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        return self.respond(request, self.archive(request, int(year), int(month)))

    @re_path(rf"^{YEAR}(?P<slug>[-a-z0-9]{{3,}})/ma-qr\.svg/$")
    def qr_code(self, request: HttpRequest, year: str, slug: str) -> HttpResponse:
        here = f"{self.url_path}{year}/{slug}/"
        article = self.articles().filter(slug=slug, url_path=here).first()
        if article is None:
            raise Http404
        return qr_codes.svg(article.full_url)

    @path("cum/")
    def cluster_list(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request, self.list_of_clusters())

    @re_path(r"^(?P<segment>chu-de|tac-gia|don-vi)/$")
    def subject_list(self, request: HttpRequest, segment: str) -> HttpResponse:
        return self.respond(request, self.list_of_subjects(request, KINDS[segment]))

    @re_path(rf"^{SUBJECT}$")
    def about(self, request: HttpRequest, segment: str, slug: str) -> HttpResponse:
        try:
            listing = self.listing_about(request, segment, slug)
        except Http404:
            return self.moved(segment, slug)
        return self.respond(request, listing)

    @re_path(rf"^{SUBJECT}{FEED}$")
    def feed_about(
        self, request: HttpRequest, segment: str, slug: str, name: str
    ) -> HttpResponse:
        try:
            listing = self.listing_about(request, segment, slug, paged=False)
        except Http404:
            return self.moved(segment, slug, name)
        return self.follow(request, listing, name)

    @re_path(r"^cum/(?P<slug>[-a-z0-9]+)/lich\.ics/$")
    def calendar_of(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.subject_or_404("cluster", slug)
        watched = f"meetings:{cluster.pk}", "clusters", "events"
        self.keep(*watched, until=caching.midnight())
        rows = self.agenda(self.meetings(cluster))
        return calendar_files.answer(request, str(cluster), rows)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        self.is_routed = True
        match path_components:
            case [year, slug] if re.fullmatch(YEAR, f"{year}/") and len(slug) > 2:
                # One query instead of a walk over the page of the year.
                return RouteResult(self.article_at(year, slug))
        return super().route(request, path_components)

    def article_at(self, year: str, slug: str) -> Page:
        found = self.articles_at(slug, f"{self.url_path}{year}/{slug}/")
        return self.routed(found[0]) if found else self.expired_article_at(year, slug)

    def expired_article_at(self, year: str, slug: str) -> Page:
        article = self.expired_at(slug, f"{self.url_path}{year}/{slug}/")
        if article is None:
            raise Http404
        return self.routed(article)

    def routed(self, article: Page) -> Page:
        article.index = self
        article.is_stored = True
        # They came with what the post names: nobody has to ask again.
        self.restrictions = article.named.restrictions
        return article

    # What the addresses show

    def moved(self, segment: str, slug: str, rest: str = "") -> HttpResponse:
        """To whoever took over an address; asked only when nobody has it."""
        kept = self.successor(KINDS[segment], slug)
        if kept is None:
            raise Http404
        return redirect(self.address_of(kept) + rest, permanent=True)

    def respond(self, request: HttpRequest, listing: Listing) -> HttpResponse:
        # Each beside its meetings, some of which are over at midnight.
        until = caching.midnight() if listing.kind == "cluster" else None
        watched = *listing.subjects_shown, "clusters", "choices"
        parameters = LEAFING if listing.leaf else PARAMETERS
        self.keep(*watched, parameters=parameters, until=until)
        shown = {"listing": listing, "index": self, "clusters": self.known_clusters}
        return self.render(
            request, template="news/listing.html", context_overrides=shown
        )

    def follow(self, request: HttpRequest, listing: Listing, name: str) -> HttpResponse:
        """A list as one of its feeds; its posts have to come with their bodies."""
        self.keep(*listing.posts_shown("page"), parameters=PARAMETERS)
        around = self.surroundings(listing.articles)
        return feeds.respond(request, listing, around, name)

    def keep(self, *subjects: str, **how: Any) -> None:
        """What is shown here may be kept, unless the index is for some readers only."""
        if not any(self.get_view_restrictions()):
            caching.keep(f"title:{self.pk}", *subjects, **how)

    def article_context(
        self, article: Page, shown: dict[str, list]
    ) -> dict[str, object]:
        """What stands around a post: where it is, what is beside it, what is alike."""
        company = self.company(article, shown["clusters"], shown["topics"])
        caching.shows(*company.subjects)
        return {
            "index": self,
            "breadcrumb": self.trail(Link(article.title)),
            "earlier": company.earlier,
            "later": company.later,
            "related": company.related,
        }
