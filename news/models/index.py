"""Where do posts live? The index, and under it a page for each year."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from news import languages
from news.addresses import SEGMENTS
from news.agenda import Entry, entries
from news.choices import Counts
from news.feeds.surroundings import Surroundings
from news.filters import ArticleFilter
from news.portraits import Term
from news.querysets import (
    ArticleQuerySet,
    IndexQuerySet,
    MeetingQuerySet,
    YearQuerySet,
)
from news.routes import NewsIndexRoutes

from . import cards
from .addressed import IndexAddress
from .addresses import FormerAddress
from .articles import READING, ArticlePage
from .company import Company, company
from .expiry import ExpiredPost
from .facets import Facet, counts
from .meetings import Meeting
from .permissions import ArchivePermissionTester
from .restricted import ReadOnce
from .standing import relations, terms_of
from .stretches import at_address, newest_and, stretch
from .surroundings import surroundings
from .taxonomy import Author, Cluster, Organisation, Topic, all_clusters

RECENT_DAYS = 90
SUBJECTS = {model.listing: model for model in (Cluster, Topic, Author, Organisation)}


class Archive(Page):
    """What index and years share: nobody sorts them, or deletes them by half."""

    allowed_http_methods = READING

    class Meta:
        abstract = True

    def permissions_for_user(self, user: AbstractBaseUser) -> ArchivePermissionTester:
        return ArchivePermissionTester(user, self)

    # Refused halfway, a deletion must leave neither its log nor a wrong count behind.
    @transaction.atomic
    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        return super().delete(*args, **kwargs)


class NewsIndexPage(IndexAddress, NewsIndexRoutes, ReadOnce, Archive):
    introduction = models.TextField(_("introduction"), blank=True)

    objects = PageManager.from_queryset(IndexQuerySet)()

    subpage_types = ["news.NewsYearPage"]
    template = "news/listing.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    @classmethod
    def for_request(cls, request: HttpRequest) -> "NewsIndexPage | None":
        """The news of the site that was asked, in the language of the address."""
        index = cls.objects.under(languages.home(request)).first()
        if index is not None:
            index.is_routed = True
        return index

    def clean(self) -> None:
        super().clean()
        changed = self._slug_before() not in ("", self.slug)
        # Empty years do no harm: a translated index has them from its first day.
        if changed and ArticlePage.objects.descendant_of(self).exists():
            raise ValidationError(
                {
                    "slug": _(
                        "The address of every post begins with this: it stays as it "
                        "is while the index holds posts."
                    )
                }
            )

    def _slug_before(self) -> str:
        known = Page.objects.filter(pk=self.pk).values_list("slug", flat=True)
        return known.first() or ""

    def articles(self) -> ArticleQuerySet:
        return ArticlePage.objects.descendant_of(self).published(self.private_paths)

    @property
    def place(self) -> tuple[str, int, list[str]]:
        """Where its posts are in the tree, and what of it is kept to some readers."""
        return self.path, self.depth, self.private_paths

    @property
    def private_paths(self) -> list[str]:
        return [restriction.page.path for restriction in self.restrictions]

    def stretch(self, wanted: ArticleFilter, count: int, **how: bool) -> list:
        return stretch(self, wanted, count, **how)

    def newest_and(self, named: Collection[int], newest: int) -> list[ArticlePage]:
        return self.with_cards(newest_and(self, named, newest), "lead", "card")

    def with_cards(self, articles: list[ArticlePage], *uses: str) -> list[ArticlePage]:
        """The same posts, which know now what their cards show."""
        cards.complete(articles, uses)
        for article in articles:
            article.index = self
        return articles

    def surroundings(self, articles: list[ArticlePage]) -> Surroundings:
        return surroundings(articles)

    def company(
        self, article: ArticlePage, clusters: list[Cluster], topics: list[Topic]
    ) -> Company:
        return company(article, self, clusters, topics)

    def articles_at(self, slug: str, url_path: str) -> list[ArticlePage]:
        """Live, but perhaps kept to some readers: Wagtail asks them who they are."""
        return at_address(slug, url_path)

    def expired_at(self, slug: str, url_path: str) -> ArticlePage | None:
        """The post that was public at this address until it expired."""
        found = ExpiredPost.objects.filter(slug=slug, article__live=False)
        for post in found.select_related("article"):
            article = post.as_article()
            if article.url_path == url_path:
                return article
        return None

    def clusters(self) -> models.QuerySet[Cluster]:
        return Cluster.objects.all()

    @cached_property
    def known_clusters(self) -> list[Cluster]:
        """Read once for a request: they stand beside every list."""
        return all_clusters()

    def subject(self, kind: str, slug: str) -> models.Model | None:
        """The cluster, topic, author or organisation that has a listing here."""
        if kind == "cluster":
            return next((c for c in self.known_clusters if c.slug == slug), None)
        subjects = SUBJECTS[kind].objects.filter(slug=slug)
        if kind == "author":
            subjects = subjects.select_related("organisation")
        return subjects.first()

    def names(self, chosen: dict[str, str]) -> dict[str, str]:
        """How the subjects at these addresses are called, "" if there is none."""
        found = dict.fromkeys(chosen, "")
        if cluster := chosen.get("cluster"):
            known = (c.label for c in self.known_clusters if c.slug == cluster)
            found["cluster"] = next(known, "")
        rows = [
            SUBJECTS[kind].objects.filter(slug=slug).order_by()
            for kind, slug in chosen.items()
            if kind != "cluster"
        ]
        named = [r.values_list(models.Value(r.model.listing), "name") for r in rows]
        if named:
            rows = named[0].union(*named[1:])
            found |= {kind: capfirst(name) for kind, name in rows}
        return found

    def counts(self, wanted: ArticleFilter) -> Counts:
        return counts(self, wanted)

    def counted(self, kind: str) -> models.QuerySet:
        """Address, name and number of posts of all that have any in this register."""
        counted = Facet.objects.of_index(self).filter(kind=kind)
        return counted.values_list("slug", "label", "posts")

    def archived_months(self) -> dict[str, int]:
        return Facet.objects.of_index(self).archived_months()

    def successor(self, kind: str, slug: str) -> models.Model | None:
        """What took over the address of a subject that was merged into another."""
        former = FormerAddress.objects.filter(kind=kind, slug=slug)
        return SUBJECTS[kind].objects.filter(pk__in=former.values("target")).first()

    def terms(self, cluster: Cluster) -> list[Term]:
        return terms_of(cluster)

    def relations(self, organisation: Organisation) -> dict[str, object]:
        """What came before it and after it, and the clusters it is or was in."""
        return relations(organisation)

    def meetings(self, cluster: Cluster) -> MeetingQuerySet:
        return Meeting.objects.in_cluster(cluster)

    def coming_meetings(self) -> MeetingQuerySet:
        return Meeting.objects.coming()

    def agenda(self, meetings: MeetingQuerySet) -> list[Entry]:
        """What a calendar program is told: planned meetings, with the posts of them."""
        planned = list(meetings.recent_and_coming(RECENT_DAYS))
        told = self.articles().held_on(meeting.day for meeting in planned)
        return [entry for entry in self.entries(planned, told) if entry.meeting]

    def entries(
        self, meetings: Iterable[Meeting], articles: ArticleQuerySet
    ) -> list[Entry]:
        rows = list(articles.for_rows())
        for article in rows:
            article.index = self
        return entries(meetings, rows)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        base = self.get_full_url(request)
        # No date: a list changes with its posts, not when its own page is saved.
        return [{"location": base}] + [
            {"location": f"{base}{SEGMENTS[kind]}/{slug}/"}
            for kind, slug in self.subjects()
        ]

    def subjects(self) -> list[tuple[str, str]]:
        """Kind and slug of what has public posts: clusters, topics, authors …"""
        first, *others = (
            self.subjects_of(kind).order_by().values_list(models.Value(kind), "slug")
            for kind in SUBJECTS
        )
        kinds = list(SUBJECTS)
        found = first.union(*others, all=True)
        return sorted(found, key=lambda row: (kinds.index(row[0]), row[1]))

    def subjects_of(self, kind: str) -> models.QuerySet:
        # As counted: asked of the posts, an organisation without any reads them all.
        counted = Facet.objects.of_index(self).filter(kind=kind)
        return SUBJECTS[kind].objects.filter(slug__in=counted.values("slug"))

    def years(self) -> models.QuerySet["NewsYearPage"]:
        """The years that have a public post, the last first."""
        years = NewsYearPage.objects.live().child_of(self)
        return years.holding(self.articles()).order_by("-year")

    @transaction.atomic
    def year_for(self, moment: datetime) -> "NewsYearPage":
        """The page of that year, made when it is first needed."""
        year = timezone.localtime(moment).year
        # The lock keeps two writers from making the same year twice.
        family = list(self.in_every_language().select_for_update())
        if known := self.page_of(year):
            return known
        made = self._add_year(year, family)
        for other in family:
            # A post is translated under the translation of its year.
            if other.pk != self.pk and not other.page_of(year):
                other._add_year(year, family)
        return made

    def page_of(self, year: int) -> "NewsYearPage | None":
        return NewsYearPage.objects.child_of(self).filter(year=year).first()

    def in_every_language(self) -> IndexQuerySet:
        found = type(self).objects.filter(translation_key=self.translation_key)
        return found.order_by("pk")

    @transaction.atomic
    def take_over_years(self, source: "NewsIndexPage") -> None:
        """Have all the years of the index that this one is a translation of."""
        family = list(self.in_every_language().select_for_update())
        there = set(NewsYearPage.objects.child_of(self).values_list("year", flat=True))
        years = NewsYearPage.objects.child_of(source).order_by("year")
        for year in years.values_list("year", flat=True):
            if year not in there:
                self._add_year(year, family)

    def _add_year(self, year: int, family: list["NewsIndexPage"]) -> "NewsYearPage":
        made = NewsYearPage.of(year, self)
        for index in family:
            if index.pk != self.pk and (same := index.page_of(year)):
                # In another language: this is its translation.
                made.translation_key = same.translation_key
        return Page.objects.get(pk=self.pk).add_child(instance=made)


class NewsYearPage(Archive):
    """The archive of a year: made by the index, never edited by hand."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)

    objects = PageManager.from_queryset(YearQuerySet)()

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = ["news.ArticlePage"]
    is_creatable = False
    template = "news/listing.html"

    class Meta:
        verbose_name = _("year of posts")
        verbose_name_plural = _("years of posts")

    @classmethod
    def of(cls, year: int, index: NewsIndexPage) -> "NewsYearPage":
        with translation.override(index.locale.language_code):
            title = gettext("Year %(year)s") % {"year": year}
        return cls(title=title, slug=str(year), year=year, locale_id=index.locale_id)

    @cached_property
    def has_posts(self) -> bool:
        """Not before the first is public: a year is made when somebody writes in it."""
        return ArticlePage.objects.child_of(self).published().exists()

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        return [{"location": self.get_full_url(request)}] if self.has_posts else []

    def serve(self, request: object, *args: object, **kwargs: object) -> object:
        index = self.get_parent().specific
        return index.respond(request, index.archive(request, self.year))
