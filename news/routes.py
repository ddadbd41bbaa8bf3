"""Which public addresses are there under the news index?

A mixin below the models: it asks `self.articles()`, `self.subject()` and so needs
no model. The page that mixes it in answers those questions.
"""

import re
from collections.abc import Iterable

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from news import calendar_files, feeds, qr_codes
from news.agenda import coming_and_past
from news.conf import setting
from news.filters import ArticleFilter
from news.listings import FEEDS, Link, Listing, stretch
from news.querysets import ArticleQuerySet

SEGMENTS = {
    "cluster": "cum",
    "topic": "chu-de",
    "author": "tac-gia",
    "organisation": "don-vi",
}
KINDS = {segment: kind for kind, segment in SEGMENTS.items()}
SUBJECT = rf"(?P<segment>{'|'.join(KINDS)})/(?P<slug>[-a-z0-9]+)/"
YEAR = r"(?P<year>[12]\d{3})/"
MONTH = r"(?P<month>0[1-9]|1[0-2])/"
FEED = rf"(?P<name>{'|'.join(map(re.escape, FEEDS))})/"

# Of a cluster, those to come among them.
MEETINGS = 20


class NewsIndexRoutes(RoutablePageMixin):
    # Whether a reader's request came this way, and not somebody at the desk.
    is_routed = False

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
        return self.archive(request, int(year))

    @re_path(rf"^{YEAR}{MONTH}$")
    def month(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        return self.archive(request, int(year), int(month))

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
        rows = self.agenda(self.meetings(cluster))
        return calendar_files.answer(request, str(cluster), rows)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        self.is_routed = True
        match path_components:
            case [year, slug] if re.fullmatch(r"[12]\d{3}", year) and len(slug) > 2:
                # One query instead of a walk over the page of the year.
                return RouteResult(self.article_at(year, slug))
        return super().route(request, path_components)

    def article_at(self, year: str, slug: str) -> Page:
        article = self.articles_at(slug, f"{self.url_path}{year}/{slug}/").first()
        if article is None:
            return self.expired_article_at(year, slug)
        article.index = self
        article.is_stored = True
        # They came with what the post names: nobody has to ask again.
        self.restrictions = article.named.restrictions
        return article

    def expired_article_at(self, year: str, slug: str) -> Page:
        article = self.expired_at(slug, f"{self.url_path}{year}/{slug}/")
        if article is None:
            raise Http404
        article.index = self
        return article

    # What the addresses show

    def archive(
        self, request: HttpRequest, year: int, month: int | None = None
    ) -> HttpResponse:
        of_year = Link(_("Year %(year)s") % {"year": year}, f"{year}/")
        if month is None:
            links, kind, months = [of_year], "year", self.months(year)
        else:
            links, kind, months = [of_year, month_link(year, month)], "month", []
        listing = self.listing(
            request,
            kind,
            links,
            scope={"year": year, "month": month},
            posts=self.archived(),
            months=months,
        )
        if not listing.articles:
            raise Http404
        return self.respond(request, listing)

    def everything(self, request: HttpRequest, paged: bool = True) -> Listing:
        introduction = self.introduction
        return self.listing(
            request, "index", [], {}, paged=paged, introduction=introduction
        )

    def listing_about(
        self, request: HttpRequest, segment: str, slug: str, paged: bool = True
    ) -> Listing:
        kind = KINDS[segment]
        subject = self.subject_or_404(kind, slug)
        return self.listing(
            request,
            kind,
            [Link(str(subject), f"{segment}/{slug}/")],
            scope={kind: slug},
            paged=paged,
            subject=subject,
            **(self.about_cluster(subject) if kind == "cluster" and paged else {}),
        )

    def about_cluster(self, cluster: Model) -> dict[str, object]:
        newest = self.meetings(cluster).newest_first()[:MEETINGS]
        coming, past = coming_and_past(newest)
        return {
            "terms": list(self.terms(cluster)),
            "coming": coming,
            "past": past,
            "calendar_url": f"{self.address_of(cluster)}lich.ics",
        }

    def moved(self, segment: str, slug: str, rest: str = "") -> HttpResponse:
        """To whoever took over an address; asked only when nobody has it."""
        kept = self.successor(KINDS[segment], slug)
        if kept is None:
            raise Http404
        return redirect(self.address_of(kept) + rest, permanent=True)

    @property
    def front_listing(self) -> Listing:
        """The list of everything, by its name and addresses alone."""
        feed = f"{self.url}rss.xml"
        return Listing("index", self.title, address=self.url, feed_url=feed)

    def followed(self, clusters: Iterable[Model]) -> list[Listing]:
        """Whose feeds bring a post of these clusters, by name and addresses alone."""
        pages = [(str(cluster), self.address_of(cluster)) for cluster in clusters]
        return [self.front_listing] + [
            Listing("cluster", name, address=page, feed_url=f"{page}rss.xml")
            for name, page in pages
        ]

    def list_of_clusters(self) -> Listing:
        link = Link(_("Clusters"), "cum/")
        return Listing("clusters", link.title, breadcrumb=self.trail(link))

    def listing(
        self,
        request: HttpRequest,
        kind: str,
        links: list[Link],
        scope: dict[str, str | int | None],
        paged: bool = True,
        posts: ArticleQuerySet | None = None,
        **shown: object,
    ) -> Listing:
        """A list at the last of `links`, of the posts within `scope`."""
        wanted = ArticleFilter.from_query(request.GET).outside(scope)
        if not paged:
            wanted = wanted.unpaged()
        posts = self.articles() if posts is None else posts
        articles = posts.matching(wanted.within(**scope))
        articles = articles.for_cards() if paged else articles.for_feeds()
        size = setting("NEWS_PAGE_SIZE" if paged else "NEWS_FEED_SIZE")
        here = stretch(articles, wanted, size)
        for article in here.articles:
            article.index = self
            article.show_last_public()
        address = self.url + (links[-1].url if links else "")
        return Listing(
            kind=kind,
            heading=links[-1].title if links else self.title,
            articles=here.articles,
            breadcrumb=self.trail(*links),
            address=address,
            older_url=queried(address, here.older),
            newer_url=queried(address, here.newer),
            canonical=queried(address, wanted),
            feed_url=feed_address(address, wanted, kind),
            active=self.active(address, wanted),
            **shown,
        )

    def respond(self, request: HttpRequest, listing: Listing) -> HttpResponse:
        shown = {"listing": listing, "index": self, "clusters": self.clusters()}
        return self.render(
            request, template="news/listing.html", context_overrides=shown
        )

    def follow(self, request: HttpRequest, listing: Listing, name: str) -> HttpResponse:
        """A list as one of its feeds; its posts have to come with their bodies."""
        around = self.surroundings(listing.articles)
        return feeds.respond(request, listing, around, name)

    def article_context(
        self, article: Page, shown: dict[str, list]
    ) -> dict[str, object]:
        """What stands around a post: where it is, what is beside it, what is alike."""
        company = self.company(article, shown["clusters"], shown["topics"])
        return {
            "index": self,
            "breadcrumb": self.trail(Link(article.title)),
            "earlier": company.earlier,
            "later": company.later,
            "related": company.related,
        }

    # Addresses

    def address_of(self, thing: Model) -> str:
        """The listing of a cluster, topic, author or organisation under this index."""
        return f"{self.url}{SEGMENTS[thing.listing]}/{thing.slug}/"

    def trail(self, *links: Link) -> list[Link]:
        """The breadcrumb: home, the index, then `links`; the last leads nowhere."""
        *before, last = [
            Link(_("Home"), "/"),
            Link(self.title, self.url),
            *(Link(link.title, self.url + link.url) for link in links),
        ]
        return [*before, Link(last.title)]

    def months(self, year: int) -> list[Link]:
        moments = self.archived().published_in(year).datetimes("published_at", "month")
        return [
            Link(link.title, self.url + link.url)
            for link in (month_link(year, moment.month) for moment in moments)
        ]

    def active(self, address: str, wanted: ArticleFilter) -> list[Link]:
        """The filters of the query string, each with the address without it."""
        links = [
            Link(
                str(self.subject_or_404(kind, getattr(wanted, kind))),
                queried(address, wanted.unpaged().within(**{kind: ""})),
            )
            for kind in SEGMENTS
            if getattr(wanted, kind)
        ]
        if wanted.year:
            without = wanted.unpaged().within(year=None, month=None)
            month = wanted.month and month_link(wanted.year, wanted.month)
            title = month.title if month else _("Year %(year)s") % {"year": wanted.year}
            links.append(Link(title, queried(address, without)))
        return links

    def subject_or_404(self, kind: str, slug: str) -> Model:
        subject = self.subject(kind, slug)
        if subject is None:
            raise Http404
        return subject


def month_link(year: int, month: int) -> Link:
    title = _("Month %(month)s/%(year)s") % {"month": month, "year": year}
    return Link(title, f"{year}/{month:02d}/")


def feed_address(address: str, wanted: ArticleFilter, kind: str) -> str:
    """The feed of the same posts; "" where a list has none."""
    if kind not in {"index", *SEGMENTS}:
        return ""
    return queried(f"{address}rss.xml", wanted.unpaged())


def queried(address: str, wanted: ArticleFilter | None) -> str:
    """`address` with the filter as its query string; "" without a filter."""
    if wanted is None:
        return ""
    query = wanted.query_string()
    return f"{address}?{query}" if query else address
