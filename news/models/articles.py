"""What is a post? Its fields, its form, and what is derived when it is saved."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.compat import HTTPMethod
from wagtail.images import get_image_model_string
from wagtail.models import (
    Page,
    PageManager,
    PageViewRestriction,
    Revision,
)

from news import bodies, caching
from news.blocks import (
    BodyField,
    first_words,
    opening_photo,
    photo_ids,
    without_styles,
)
from news.forms import ArticleForm
from news.mending import mended_body, mended_text, mended_title
from news.querysets import ArticleQuerySet
from news.vietnamese.composition import composed
from news.vietnamese.slugs import slugify

from . import article_panels, edits, kept, named, tagging
from .addressed import PostAddress
from .archived import InArchive
from .permissions import ArticlePermissionTester
from .photos import first_stored
from .searchable import Searchable
from .tagging import ArticleCluster, ArticleTopic, ComposedTopics, RegisteredClusters
from .taxonomy import Organisation

EXCERPT_WORDS = 45
# Nothing on a public page is sent to us.
READING = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]


class ArticlePage(PostAddress, InArchive, Searchable, Page):
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
    is_reprint = models.BooleanField(
        _("reprint"),
        default=False,
        help_text=_("Somebody else published this first: name them below."),
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
        verbose_name=_("lead photo"),
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
    allowed_http_methods = READING
    template = "news/article.html"
    listing = "article"
    # Whether this is the stored post that routing found, not a draft in memory.
    is_stored = False

    content_panels = article_panels.CONTENT
    settings_panels = article_panels.SETTINGS
    preview_sizes = article_panels.PREVIEW_SIZES

    base_form_class = ArticleForm

    search_fields = [*Page.search_fields, *Searchable.search_fields]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        # For the calendar, which asks for the days of a month.
        indexes = [models.Index(fields=["event_date"], name="news_article_event_date")]

    @property
    def was_ever_public(self) -> bool:
        return self.live or self.first_published_at is not None

    @property
    def summary(self) -> str:
        """The lead, or the first words of the body where there is none."""
        return self.lead or self.excerpt

    @property
    def reading_minutes(self) -> int:
        return bodies.reading_minutes(self.lead, self.body)

    @property
    def citation(self) -> str:
        """The line that names this post as a source, as the law on the press asks."""
        signed = self.organisation or next(iter(self.bylines.all()), None)
        return _("According to %(who)s: “%(title)s”, %(day)s, %(address)s") % {
            "who": self.source_name or signed or self.get_site().site_name,
            "title": self.title,
            "day": date_format(timezone.localtime(self.published_at), "d/m/Y"),
            "address": self.full_url,
        }

    @property
    def modified_at(self) -> datetime:
        """When readers last got another text than before."""
        last, first = self.last_published_at, self.first_published_at
        corrected = last and first and last > first
        return max(last, self.published_at) if corrected else self.published_at

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
        written_over = kwargs.get("overwrite_revision")
        if written_over and not edits.may_overwrite(self, written_over):
            kwargs["overwrite_revision"] = None
        with transaction.atomic():
            revision = super().save_revision(*args, **kwargs)
            edits.follow(self, revision, kwargs.get("user"))
        return revision

    def permissions_for_user(self, user: AbstractBaseUser) -> ArticlePermissionTester:
        return ArticlePermissionTester(user, self)

    def clean(self) -> None:
        super().clean()
        if self.source_url and not self.source_name:
            raise ValidationError({"source_name": _("Name the source, too.")})

    def prepare(self) -> None:
        """Mend what needs no asking, and fill what is derived."""
        self._mend()
        self.lead_photo_id = first_stored(photo_ids(self.body))
        self.excerpt = Truncator(first_words(self.body)).words(EXCERPT_WORDS)
        for byline in self.bylines.all():
            byline.record()
        tagging.date_ties(self)
        if self.path and (not self.slug or like_a_month(self.slug)):
            self.slug = self._get_autogenerated_slug(free_of_months(self.title))

    def _mend(self) -> None:
        self.title = mended_title(composed(self.title))
        self.lead = mended_text(composed(self.lead))
        raw = self.body.get_prep_value()
        better = mended_body(without_styles(composed(raw)))
        if raw != better:
            self.body = json.dumps(better)

    def get_context(self, request: object, *args: object, **kwargs: object) -> dict:
        shown = self.named.opened() if self.is_stored else named.of_draft(self)
        if self.is_stored and not any(self.get_view_restrictions()):
            caching.keep(*self.named.subjects)
        return {
            **super().get_context(request, *args, **kwargs),
            **self.index.article_context(self, shown),
            **shown,
            "opening_photo": opening_photo(self.body),
        }

    @cached_property
    def named(self) -> named.Named:
        return kept.of_kept(self, self.kept) if self.kept else named.of_stored(self)

    def get_view_restrictions(self) -> Iterable[PageViewRestriction]:
        # An alias is kept to whom its source is kept to: Wagtail looks for that.
        if not self.is_stored or self.alias_of_id:
            return super().get_view_restrictions()
        # The index that routed to us has read all restrictions for its lists.
        restrictions = self.index.restrictions
        return [r for r in restrictions if self.path.startswith(r.page.path)]

    # Refused halfway, a deletion must leave neither its log nor a wrong count behind.
    @transaction.atomic
    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        return super().delete(*args, **kwargs)

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
