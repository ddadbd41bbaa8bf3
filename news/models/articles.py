"""What is a post? Its fields, its form, and what is derived when it is saved."""

import json
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.images import get_image_model_string
from wagtail.models import (
    Page,
    PageManager,
    PageViewRestriction,
    Revision,
)
from wagtail.search import index

from news.blocks import BodyField, first_photo_id, first_words
from news.querysets import ArticleQuerySet
from news.vietnamese.composition import composed
from news.vietnamese.folding import fold
from news.vietnamese.slugs import slugify

from . import labels
from .tagging import ArticleCluster, ArticleTopic, ComposedTopics, RegisteredClusters
from .taxonomy import Organisation

EXCERPT_WORDS = 45


class ArticlePage(Page):
    class EventKind(models.TextChoices):
        REVIEW = "review", _("mid-year review")
        SUMMARY = "summary", _("year-end review")
        COVENANT = "covenant", _("signing of the covenant")
        JOURNEY = "journey", _("journey to the roots")
        OTHER = "other", _("other meeting")

    class PartOfDay(models.TextChoices):
        MORNING = "morning", _("morning")
        AFTERNOON = "afternoon", _("afternoon")
        EVENING = "evening", _("evening")

    lead = models.TextField(
        _("lead"),
        blank=True,
        help_text=_("Two or three sentences: what happened, where, who took part."),
    )
    published_at = models.DateTimeField(
        _("date of publication"),
        default=timezone.now,
        db_index=True,
        help_text=_("What readers see. An imported post keeps the old site's date."),
    )
    body = BodyField(verbose_name=_("body"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        # A body that ends is dissolved in the register; old posts keep its name.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("publishing organisation"),
    )
    source_name = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("Only for a reprint: who published it first."),
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    submitted_by = models.CharField(
        _("submitted by"),
        max_length=255,
        blank=True,
        help_text=_("The account that entered the post on the old site."),
    )
    event_kind = models.CharField(
        _("kind of meeting"), max_length=16, choices=EventKind.choices, blank=True
    )
    event_date = models.DateField(_("date of the meeting"), null=True, blank=True)
    event_part_of_day = models.CharField(
        _("part of the day"), max_length=16, choices=PartOfDay.choices, blank=True
    )
    event_place = models.CharField(_("place"), max_length=255, blank=True)
    event_chair = models.CharField(_("chair"), max_length=255, blank=True)
    # Prepared when a post is saved, so that no list has to open the bodies.
    lead_photo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    excerpt = models.TextField(blank=True, editable=False)

    clusters = RegisteredClusters(
        through=ArticleCluster,
        blank=True,
        verbose_name=_("clusters"),
        help_text=_("Tick every cluster the post is about."),
    )
    topics = ComposedTopics(
        through=ArticleTopic,
        blank=True,
        verbose_name=_("topics"),
        help_text=_("Free words, separated by commas."),
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    parent_page_types = ["news.NewsYearPage"]
    subpage_types = []
    template = "news/article.html"
    listing = "article"
    # Whether this is the stored post that routing found, not a draft in memory.
    is_stored = False

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("published_at"),
        MultiFieldPanel(
            [
                FieldPanel("event_kind"),
                FieldRowPanel(
                    [FieldPanel("event_date"), FieldPanel("event_part_of_day")]
                ),
                FieldPanel("event_place"),
                FieldPanel("event_chair"),
            ],
            heading=_("Meeting"),
        ),
        FieldPanel("body"),
        InlinePanel("bylines", heading=_("Authors"), label=_("author")),
        FieldPanel("organisation"),
        FieldPanel("clusters"),
        MultipleChooserPanel(
            "participants",
            heading=_("Organisations taking part"),
            label=_("organisation"),
            chooser_field_name="organisation",
        ),
        FieldPanel("topics"),
        InlinePanel(
            "documents", heading=_("Cited documents"), label=_("cited document")
        ),
        MultiFieldPanel(
            [
                FieldPanel("source_name"),
                FieldPanel("source_url"),
                FieldPanel("submitted_by", read_only=True),
            ],
            heading=_("Origin of the post"),
        ),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_title"),
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("published_at"),
    ]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    @property
    def folded_title(self) -> str:
        return fold(self.title)

    @property
    def folded_text(self) -> str:
        """Title, lead and body as people type them: without accents."""
        body = self._meta.get_field("body").get_searchable_content(self.body)
        return fold("\n".join([self.title, self.lead, *body]))

    @property
    def summary(self) -> str:
        """The lead, or the first words of the body where there is none."""
        return self.lead or self.excerpt

    @property
    def year(self) -> int:
        return timezone.localtime(self.published_at).year

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.prepare()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.prepare()
        super().minimal_clean()

    def save_revision(self, *args: object, **kwargs: object) -> Revision:
        # A draft over a live post is stored as a revision without any cleaning.
        self.prepare()
        return super().save_revision(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.source_url and not self.source_name:
            raise ValidationError({"source_name": _("Name the source, too.")})

    def prepare(self) -> None:
        """Fill what is derived from what the editor wrote."""
        self._compose_body()
        self.lead_photo_id = first_photo_id(self.body)
        self.excerpt = Truncator(first_words(self.body)).words(EXCERPT_WORDS)
        for byline in self.bylines.all():
            byline.record()
        if self.path and (not self.slug or like_a_month(self.slug)):
            self.slug = self._get_autogenerated_slug(free_of_months(self.title))

    def _compose_body(self) -> None:
        raw = self.body.get_prep_value()
        if raw != composed(raw):
            self.body = json.dumps(composed(raw))

    def get_context(self, request: object, *args: object, **kwargs: object) -> dict:
        return {
            **super().get_context(request, *args, **kwargs),
            **self.index.article_context(self),
            **(labels.of_stored(self) if self.is_stored else labels.of_draft(self)),
            "bylines": self.bylines.select_related("author"),
            "documents": self.documents.select_related("attachment"),
        }

    def get_view_restrictions(self) -> Iterable[PageViewRestriction]:
        if not self.is_stored:
            return super().get_view_restrictions()
        # The index that routed to us has read all restrictions for its lists.
        restrictions = self.index.restrictions
        return [r for r in restrictions if self.path.startswith(r.page.path)]

    @property
    def term_year(self) -> int:
        """The year the post is about: a year-end review may be held early next year."""
        day = self.event_date or timezone.localdate(self.published_at)
        late = self.event_kind == self.EventKind.SUMMARY and day.month <= 3
        return day.year - 1 if late else day.year

    @property
    def index(self) -> Page:
        """The news index this post is under; routing hands it over where it can."""
        if not hasattr(self, "_index"):
            self._index = self.get_parent().get_parent().specific
        return self._index

    @index.setter
    def index(self, page: Page) -> None:
        self._index = page


def free_of_months(text: str) -> str:
    """The slug of a text, kept off the addresses of months."""
    slug = slugify(text) or "tin"
    return f"tin-{slug}" if like_a_month(slug) else slug


def like_a_month(slug: str) -> bool:
    # /tin-tuc/2020/07/ is the archive of July.
    return slug.isdigit() and len(slug) <= 2
