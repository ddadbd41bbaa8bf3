"""Where do posts live? The index, and under it a page for each year."""

from datetime import datetime

from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction

from news.querysets import ArticleQuerySet
from news.routes import NewsIndexRoutes

from .articles import ArticlePage
from .taxonomy import Author, Cluster, ClusterTerm, Organisation, Topic


class NewsIndexPage(NewsIndexRoutes, Page):
    introduction = models.TextField(_("introduction"), blank=True)

    subpage_types = ["news.NewsYearPage"]
    template = "news/listing.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def articles(self) -> ArticleQuerySet:
        private = [restriction.page.path for restriction in self.restrictions]
        return ArticlePage.objects.descendant_of(self).published(private)

    @cached_property
    def restrictions(self) -> list[PageViewRestriction]:
        """What is kept to some readers, read once for a request."""
        return list(PageViewRestriction.objects.select_related("page"))

    def articles_at(self, slug: str, url_path: str) -> ArticleQuerySet:
        """Live, but perhaps kept to some readers: Wagtail asks them who they are."""
        # The slug is indexed, the path is not; together they name one page.
        here = ArticlePage.objects.live().filter(slug=slug, url_path=url_path)
        return here.select_related("organisation")

    def clusters(self) -> models.QuerySet[Cluster]:
        return Cluster.objects.all()

    def subject(self, kind: str, slug: str) -> models.Model | None:
        """The cluster, topic, author or organisation that has a listing here."""
        subjects = {
            model.listing: model for model in (Cluster, Topic, Author, Organisation)
        }
        return subjects[kind].objects.filter(slug=slug).first()

    def terms(self, cluster: Cluster) -> models.QuerySet[ClusterTerm]:
        with_people = cluster.terms.select_related("leader", "deputy")
        return with_people.prefetch_related("members__organisation")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        base = self.get_full_url(request)
        below = len(self.get_url(request))
        subjects = [*Cluster.objects.all(), *Topic.objects.all()]
        return super().get_sitemap_urls(request) + [
            {"location": base + self.address_of(subject)[below:]}
            for subject in subjects
        ]

    @transaction.atomic
    def year_for(self, moment: datetime) -> "NewsYearPage":
        """The page of that year, made when it is first needed."""
        year = timezone.localtime(moment).year
        # The lock keeps two writers from making the same year twice.
        type(self).objects.select_for_update().get(pk=self.pk)
        known = NewsYearPage.objects.child_of(self).filter(year=year).first()
        return known or Page.objects.get(pk=self.pk).add_child(
            instance=NewsYearPage.of(year, self)
        )


class NewsYearPage(Page):
    """The archive of a year: made by the index, never edited by hand."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = ["news.ArticlePage"]
    is_creatable = False
    template = "news/listing.html"

    class Meta:
        verbose_name = _("year of posts")
        verbose_name_plural = _("years of posts")

    @classmethod
    def of(cls, year: int, index: NewsIndexPage) -> "NewsYearPage":
        return cls(
            title=f"Năm {year}", slug=str(year), year=year, locale_id=index.locale_id
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        # Made when somebody begins to write in it, a year may have no post yet.
        has_posts = ArticlePage.objects.child_of(self).published().exists()
        return super().get_sitemap_urls(request) if has_posts else []

    def serve(self, request: object, *args: object, **kwargs: object) -> object:
        return self.get_parent().specific.archive(request, self.year)
