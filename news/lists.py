"""What does each list of posts show? Its posts, and what stands around them.

A mixin below the models, as `routes` is: the page answers `self.articles()`,
`self.counts()` and the like.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from news import archives, caching, languages
from news.addresses import (
    KINDS,
    SEGMENTS,
    Link,
    feed_address,
    month_link,
    queried,
    year_link,
)
from news.agenda import coming_and_past
from news.alphabet import Place, leaf
from news.choices import Counts, choices
from news.conf import setting
from news.filters import ArticleFilter
from news.listings import Listing, Stretch, stretch
from news.portraits import portrait

# Of a cluster, to come; and as many that are over.
MEETINGS = 20


class Lists:
    def archive(
        self, request: HttpRequest, year: int, month: int | None = None
    ) -> Listing:
        caching.shows(f"posts:year:{year}", "facets")
        known = self.archived_months()
        links, kind = [year_link(year)], "year"
        if month is not None:
            links, kind = [*links, month_link(year, month)], "month"
        earlier, later = archives.beside(known, self.url, year, month)
        listing = self.listing(
            request,
            kind,
            links,
            scope={"year": year, "month": month},
            archived=True,
            months=[] if month else archives.months_of(year, known, self.url),
            earlier=earlier,
            later=later,
        )
        # Whoever narrows a year that has posts is told that none has all of this.
        is_there = listing.active and archives.has_posts(known, year, month)
        if not (listing.articles or is_there):
            raise Http404
        return listing

    def everything(self, request: HttpRequest, paged: bool = True) -> Listing:
        introduction = self.introduction
        caching.shows(f"page:{self.pk}")
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
        )

    def about_cluster(self, cluster: Model) -> dict[str, object]:
        near = self.meetings(cluster).next_and_last(MEETINGS)
        coming, past = coming_and_past(near)
        return {
            "terms": self.terms(cluster),
            "coming": coming,
            "past": past,
            "calendar_url": f"{self.address_of(cluster)}lich.ics",
        }

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

    def list_of_subjects(self, request: HttpRequest, kind: str) -> Listing:
        headings = {
            "topic": _("Topics"),
            "author": _("Authors"),
            "organisation": _("Organisations"),
        }
        link = Link(headings[kind], f"{SEGMENTS[kind]}/")
        address = self.url + link.url
        names = [
            Link(capfirst(label), f"{address}{slug}/", posts)
            for slug, label, posts in self.counted(kind)
        ]
        place = Place.from_query(request.GET)
        shown = leaf(kind, names, place, address)
        if shown is None:
            raise Http404
        return Listing(
            "subjects",
            link.title,
            breadcrumb=self.trail(link),
            address=address,
            canonical=place.at(address),
            leaf=shown,
        )

    def listing(
        self,
        request: HttpRequest,
        kind: str,
        links: list[Link],
        scope: dict[str, str | int | None],
        paged: bool = True,
        archived: bool = False,
        subject: Model | None = None,
        **shown: object,
    ) -> Listing:
        """A list at the last of `links`, of the posts within `scope`."""
        asked = ArticleFilter.from_query(request.GET).outside(scope)
        wanted = asked if paged else asked.unpaged()
        # A feed shows no form, and an archive has what the form does not count.
        has_form = paged and not archived
        counts = self.counts(wanted.within(**scope)) if has_form else Counts()
        names = self.names_of(wanted, counts)
        here = self.part_of(wanted, scope, archived=archived, whole=not paged)
        address = self.url + (links[-1].url if links else "")
        if has_form and wanted == ArticleFilter():
            shown |= self.first_page(kind, subject, counts)
        return Listing(
            kind=kind,
            heading=links[-1].title if links else self.title,
            articles=here.articles,
            breadcrumb=self.trail(*links),
            address=address,
            subject=subject,
            older_url=queried(address, here.older),
            newer_url=queried(address, here.newer),
            canonical=queried(address, wanted.unpaged()),
            feed_url=feed_address(address, wanted, kind),
            active=self.active(address, wanted, names),
            choices=choices(counts, wanted, scope, names) if has_form else [],
            total=counts.total if has_form else None,
            **shown,
        )

    def part_of(
        self, wanted: ArticleFilter, scope: Mapping, *, archived: bool, whole: bool
    ) -> Stretch:
        size = setting("NEWS_FEED_SIZE" if whole else "NEWS_PAGE_SIZE")
        within = wanted.within(**scope)
        find = partial(self.stretch, within, archived=archived, whole=whole)
        here = stretch(find, wanted, size)
        for article in here.articles:
            article.index = self
            article.show_last_public()
        if not whole:
            self.with_cards(here.articles, "card")
        return here

    def first_page(self, kind: str, subject: Model | None, counts: Counts) -> dict:
        """What stands there alone: further on, readers want the posts."""
        if subject is None:
            return {"years": archives.years(counts.archived, self.url)}
        known = self.relations(subject) if kind == "organisation" else {}
        told = {"portrait": portrait(kind, counts, self.url, **known)}
        return told | (self.about_cluster(subject) if kind == "cluster" else {})

    # Addresses

    def address_of(self, thing: Model) -> str:
        """The listing of a cluster, topic, author or organisation under this index."""
        return f"{self.url}{SEGMENTS[thing.listing]}/{thing.slug}/"

    def trail(self, *links: Link) -> list[Link]:
        """The breadcrumb: home, the index, then `links`; the last leads nowhere."""
        *before, last = [
            Link(_("Home"), languages.home_url()),
            Link(self.title, self.url),
            *(Link(link.title, self.url + link.url) for link in links),
        ]
        return [*before, Link(last.title)]

    def active(
        self, address: str, wanted: ArticleFilter, names: dict[str, str]
    ) -> list[Link]:
        """The filters of the query string, each with the address without it."""
        links = [
            Link(name, queried(address, wanted.unpaged().within(**{kind: ""})))
            for kind, name in names.items()
        ]
        if wanted.year:
            without = wanted.unpaged().within(year=None, month=None)
            month = wanted.month and month_link(wanted.year, wanted.month)
            title = (month or year_link(wanted.year)).title
            links.append(Link(title, queried(address, without)))
        return links

    def names_of(self, wanted: ArticleFilter, counts: Counts) -> dict[str, str]:
        """The chosen subjects by kind; what no register knows is nowhere."""
        chosen = {kind: slug for kind in SEGMENTS if (slug := getattr(wanted, kind))}
        counted = {kind: counts.label(kind, slug) for kind, slug in chosen.items()}
        rest = {kind: slug for kind, slug in chosen.items() if not counted[kind]}
        named = counted | (self.names(rest) if rest else {})
        if not all(named.values()):
            raise Http404
        return named

    def subject_or_404(self, kind: str, slug: str) -> Model:
        subject = self.subject(kind, slug)
        if subject is None:
            raise Http404
        return subject
