"""Which rows belong to a post: its authors, who took part, what it cites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from .taxonomy import Author, Organisation


class Byline(Orderable):
    """An author of a post, under the name and in the office of that day."""

    class Contribution(models.TextChoices):
        TEXT = "text", _("text")
        PHOTO = "photo", _("photos")
        BOTH = "both", _("text and photos")

    page = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="bylines"
    )
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
        "news.ArticlePage", on_delete=models.CASCADE, related_name="participants"
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
    page = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="documents"
    )
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
