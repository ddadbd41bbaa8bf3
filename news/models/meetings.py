"""Which meetings are planned? What a reader may put into a calendar beforehand."""

import uuid
from datetime import date

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from news.querysets import MeetingQuerySet

from .articles import ArticlePage
from .taxonomy import Cluster

# What a change of makes a calendar ask its owner to look again.
TOLD = ("kind", "cluster_id", "title", "starts_at", "ends_at", "place", "is_cancelled")


class Meeting(models.Model):
    kind = models.CharField(
        _("kind of meeting"), max_length=16, choices=ArticlePage.EventKind.choices
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("cluster"),
    )
    title = models.CharField(
        _("title"),
        max_length=255,
        blank=True,
        help_text=_("Made from the cluster and the kind when left empty."),
    )
    starts_at = models.DateTimeField(_("begins at"), db_index=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Readers see it: who is invited, what to bring."),
    )
    is_cancelled = models.BooleanField(
        _("cancelled"),
        default=False,
        help_text=_(
            "It stays in the calendar, marked. A deleted one vanishes without a word."
        ),
    )
    # Calendars know a meeting by it, whatever else changes.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("cluster")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("note"),
        FieldPanel("is_cancelled"),
    ]

    class Meta:
        verbose_name = _("planned meeting")
        verbose_name_plural = _("planned meetings")
        ordering = ("-starts_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="news_meeting_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({date_format(self.day, 'd/m/Y')})"

    def save(self, *args: object, **kwargs: object) -> None:
        # Whoever saves it, subscribers have to learn that it is another version.
        before = type(self).objects.filter(pk=self.pk).values(*TOLD).first()
        if before and before != {name: getattr(self, name) for name in TOLD}:
            self.sequence += 1
        super().save(*args, **kwargs)

    @property
    @display(description=_("planned meeting"))
    def label(self) -> str:
        if self.title:
            return self.title
        kind = self.get_kind_display()
        return f"{self.cluster}: {kind}" if self.cluster else capfirst(kind)

    @property
    @display(description=_("state"))
    def state(self) -> str:
        return str(_("Cancelled")) if self.is_cancelled else ""

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def is_over(self) -> bool:
        """Not among `MeetingQuerySet.coming()`: an hour of its end is rarely known."""
        going_on = self.ends_at is not None and self.ends_at >= timezone.now()
        return self.day < timezone.localdate() and not going_on

    @property
    def ends_same_day(self) -> bool:
        return self.ends_at is None or timezone.localdate(self.ends_at) == self.day

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it begins.")})
