"""What is a post? Its page, and the rows that belong to it."""

import json
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple, Field, ModelMultipleChoiceField
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.forms.tags import TagField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import (
    Orderable,
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

from .taxonomy import Author, Cluster, ClusterTerm, Organisation, Topic

EXCERPT_WORDS = 45


class ArticleCluster(ItemBase):
    tag = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="article_clusters"
    )
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="article_clusters"
    )

    class Meta:
        verbose_name = _("cluster of a post")
        verbose_name_plural = _("clusters of posts")


class ArticleTopic(ItemBase):
    tag = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="article_topics"
    )
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="article_topics"
    )

    class Meta:
        verbose_name = _("topic of a post")
        verbose_name_plural = _("topics of posts")


class RegisteredClusters(ClusterTaggableManager):
    """Clusters are ticked in the register's list, never typed anew."""

    def formfield(self, **kwargs: object) -> Field:
        return ModelMultipleChoiceField(
            queryset=Cluster.objects.all(),
            widget=CheckboxSelectMultiple,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
        )


class ComposedTopicField(TagField):
    def clean(self, value: str) -> list[str]:
        # A topic typed in decomposed letters is the one that is there already.
        return [composed(name) for name in super().clean(value)]


class ComposedTopics(ClusterTaggableManager):
    def formfield(self, **kwargs: object) -> Field:
        return super().formfield(**kwargs | {"form_class": ComposedTopicField})


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
            **(self.stored_labels() if self.is_stored else self.labels()),
            "bylines": self.bylines.select_related("author"),
            "documents": self.documents.select_related("attachment"),
        }

    def get_view_restrictions(self) -> Iterable[PageViewRestriction]:
        if not self.is_stored:
            return super().get_view_restrictions()
        # The index that routed to us has read all restrictions for its lists.
        restrictions = self.index.restrictions
        return [r for r in restrictions if self.path.startswith(r.page.path)]

    def labels(self) -> dict[str, list[models.Model]]:
        """Clusters with their terms, topics, organisations; a draft's too."""
        clusters = list(self.clusters.all())
        terms = ClusterTerm.objects.filter(cluster__in=clusters, year=self.term_year)
        return {
            "clusters": clusters,
            "topics": list(self.topics.all()),
            "participants": [row.organisation for row in self.participants.all()],
            "terms": list(terms.select_related("cluster", "leader", "deputy")),
        }

    def stored_labels(self) -> dict[str, list[models.Model]]:
        """The same of the post as it is stored, with the terms, in one query."""
        term = models.FilteredRelation(
            "terms", condition=models.Q(terms__year=self.term_year)
        )
        of_cluster = Cluster.objects.filter(article_clusters__content_object=self)
        rows = (
            of_cluster.order_by()
            .alias(term=term)
            .values_list(
                models.Value("clusters"),
                "article_clusters__pk",
                "pk",
                "slug",
                "name",
                "kind",
                "number",
                *(f"term__{name}" for name in LEADERS),
            )
        )
        of_topic = Topic.objects.filter(article_topics__content_object=self)
        of_part = Organisation.objects.filter(participations__page=self)
        rows = rows.union(
            _plain(of_topic, "topics", "article_topics__pk"),
            _plain(of_part, "participants", "participations__sort_order"),
        )
        labels = {"clusters": [], "topics": [], "participants": [], "terms": []}
        for group, _place, *row in sorted(rows, key=lambda row: row[1] or 0):
            _add_label(labels, group, row, self.term_year)
        return labels

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


LEADERS = ("leader__slug", "leader__name", "deputy__slug", "deputy__name")


def _plain(rows: models.QuerySet, group: str, place: str) -> models.QuerySet:
    """Rows as wide as a cluster's, which carries its kind, number and leaders."""
    nothing = [models.Value("") for _ in range(2 + len(LEADERS))]
    return rows.order_by().values_list(
        models.Value(group), place, "pk", "slug", "name", *nothing
    )


def _add_label(labels: dict[str, list], group: str, row: list, year: int) -> None:
    pk, slug, name, kind, number, *leaders = row
    named = {"pk": pk, "slug": slug, "name": name}
    match group:
        case "clusters":
            cluster = Cluster(**named, kind=kind, number=number)
            labels["clusters"].append(cluster)
            if any(leaders):
                labels["terms"].append(_term(cluster, year, *leaders))
        case "topics":
            labels["topics"].append(Topic(**named))
        case "participants":
            labels["participants"].append(Organisation(**named))


def _term(cluster: Cluster, year: int, *leaders: str | None) -> ClusterTerm:
    leader, deputy = (
        Organisation(slug=slug, name=name) if name else None
        for slug, name in (leaders[:2], leaders[2:])
    )
    return ClusterTerm(cluster=cluster, year=year, leader=leader, deputy=deputy)


class Byline(Orderable):
    """An author of a post, under the name and in the office of that day."""

    class Contribution(models.TextChoices):
        TEXT = "text", _("text")
        PHOTO = "photo", _("photos")
        BOTH = "both", _("text and photos")

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        on_delete=models.PROTECT,
        related_name="bylines",
        verbose_name=_("author"),
    )
    contribution = models.CharField(
        _("contribution"),
        max_length=8,
        choices=Contribution.choices,
        default=Contribution.TEXT,
    )
    # As of the day of the post: people change office, old posts keep the old truth.
    name = models.CharField(max_length=255, blank=True, editable=False)
    role = models.CharField(max_length=255, blank=True, editable=False)
    organisation_name = models.CharField(max_length=255, blank=True, editable=False)
    recorded_for = models.PositiveIntegerField(null=True, editable=False)

    panels = [FieldRowPanel([FieldPanel("author"), FieldPanel("contribution")])]

    class Meta(Orderable.Meta):
        verbose_name = _("author of a post")
        verbose_name_plural = _("authors of posts")

    def __str__(self) -> str:
        return self.name

    def record(self) -> None:
        """Write down who the author is today, unless that was done before."""
        if self.author and self.recorded_for != self.author.pk:
            employer = self.author.organisation
            self.name = self.author.name
            self.role = self.author.role
            self.organisation_name = employer.name if employer else ""
            self.recorded_for = self.author.pk


class Participant(Orderable):
    page = ParentalKey(
        ArticlePage, on_delete=models.CASCADE, related_name="participants"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("organisation"),
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation taking part")
        verbose_name_plural = _("organisations taking part")

    def __str__(self) -> str:
        return str(self.organisation)


class CitedDocument(Orderable):
    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="documents")
    number = models.CharField(
        _("number"), max_length=64, help_text=_("As in 163/QĐ-UBND.")
    )
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    attachment = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("attachment"),
    )

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        FieldPanel("issuer"),
        FieldPanel("summary"),
        FieldPanel("attachment"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("cited document")
        verbose_name_plural = _("cited documents")

    def __str__(self) -> str:
        return self.number
